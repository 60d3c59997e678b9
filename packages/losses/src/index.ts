/**
 * chi2, positivity and integrability per replica, and the schedule of their multipliers.
 *
 * @module
 */
export {};
