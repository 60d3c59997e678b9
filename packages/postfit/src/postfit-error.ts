import { InputError } from '@parton/errors';

/** A fit that replicas cannot be selected from, or a selection that cannot be written. */
export class PostfitError extends InputError {}
