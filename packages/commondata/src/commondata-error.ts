import { InputError } from '@parton/errors';

/** A commondata folder that cannot be read: the message names the file, the line, the key, and how to mend it. */
export class CommondataError extends InputError {}
