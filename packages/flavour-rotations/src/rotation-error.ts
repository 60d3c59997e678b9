import { InputError } from '@parton/errors';

/** A basis or a flavour that has no rotation. */
export class RotationError extends InputError {}
