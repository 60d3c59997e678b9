import { InputError } from '@parton/errors';

/** A cut rule that cannot be read or evaluated: the message shows the rule, the character and the cure. */
export class RuleError extends InputError {}
