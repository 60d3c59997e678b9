/**
 * Reads measured data in the commondata format: central values, kinematics, uncertainties, theory.
 *
 * @module
 */
export {};
