import { InputError } from '@parton/errors';

/** A fit folder that cannot be written, or a file of one that cannot be read. */
export class FitFolderError extends InputError {}
