import { InputError } from '@parton/errors';

/** A `FitReport` whose parts do not fit together. */
export class ReportError extends InputError {}
