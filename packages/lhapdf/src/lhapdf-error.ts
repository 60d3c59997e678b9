import { InputError } from '@parton/errors';

/** A PDF set that cannot be read, or a question that it cannot answer. */
export class LhapdfError extends InputError {}
