/** Where a problem is. `line` counts from 1, `key` is a dotted path such as `parameters.epochs`. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly key?: string;
}

/** One problem of some input, in the words that a user needs to mend it. */
export interface Problem {
  readonly where?: Place;
  /** What stands there, as the user wrote it. */
  readonly found: string;
  /** What would have been accepted. */
  readonly expected: string;
  /** What to do about it. */
  readonly cure?: string | undefined;
}

/**
 * Bad input of any kind. Programs print `message` alone, without a stack trace, and exit with code 2.
 * Packages derive a class of their own from it, so that callers can tell a bad runcard from a bad table.
 */
export class InputError extends Error implements Problem {
  readonly where: Place;
  readonly found: string;
  readonly expected: string;
  readonly cure: string | undefined;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(sentence(problem), options);
    this.name = new.target.name;
    this.where = problem.where ?? {};
    this.found = problem.found;
    this.expected = problem.expected;
    this.cure = problem.cure;
  }
}

/** Narrows an unknown caught value; works across copies of this package, where `instanceof` does not. */
export function isInputError(error: unknown): error is InputError {
  return error instanceof Error && 'found' in error && 'expected' in error && 'where' in error;
}

function sentence({ where, found, expected, cure }: Problem): string {
  const line = where?.line === undefined ? '' : `:${where.line}`;
  const place = [where?.file === undefined ? '' : `${where.file}${line}`, where?.key ?? '']
    .filter((part) => part !== '')
    .join(' ');
  const start = place === '' ? '' : `${place}: `;
  return `${start}found ${found}, expected ${expected}${cure === undefined ? '' : `. ${cure}`}`;
}
