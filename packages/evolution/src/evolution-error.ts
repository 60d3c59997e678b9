import { InputError } from '@parton/errors';

/** Operators that cannot be read, or PDFs that they do not fit. */
export class EvolutionError extends InputError {}
