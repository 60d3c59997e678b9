/**
 * Covariance matrices of data sets with correlated systematic uncertainties: experimental and t0.
 *
 * @module
 */
export {};
