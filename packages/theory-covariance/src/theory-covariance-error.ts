import { InputError } from '@parton/errors';

/** Theories or a table that make no theory covariance. */
export class TheoryCovarianceError extends InputError {}
