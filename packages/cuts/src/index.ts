/**
 * Kinematic cuts: rules with a closed expression language, evaluated per data point.
 *
 * @module
 */
export {};
