import { InputError } from '@parton/errors';

/** Something that a recorded function did and a compiled program cannot do. `where.key` names the operation. */
export class RecordingError extends InputError {}
