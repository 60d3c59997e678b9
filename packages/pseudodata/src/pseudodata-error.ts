import { InputError } from '@parton/errors';

/** A replica of the data cannot be drawn. */
export class PseudodataError extends InputError {}
