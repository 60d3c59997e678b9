import { InputError, type Problem } from '@parton/errors';

/** A runcard that cannot be used. `message` has one line per problem, in the order of the file. */
export class RuncardError extends InputError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]]) {
    super(problems[0]);
    this.message = problems.map((problem) => new InputError(problem).message).join('\n');
    this.problems = problems;
  }
}
