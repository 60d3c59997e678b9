import { InputError } from '@parton/errors';

/** A theory that does not fit its data: a missing file, tables that do not go together, a damaged C-factor or card. */
export class TheoryError extends InputError {}
