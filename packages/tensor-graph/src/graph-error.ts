/**
 * A value that cannot exist: operands that do not fit, an axis that is not there. Has the fields of the errors of all
 * Parton packages, without depending on one.
 */
export class GraphError extends Error {
  /** `key` is the name of the operation. */
  readonly where: { readonly key: string };
  readonly found: string;
  readonly expected: string;

  constructor(operation: string, found: string, expected: string) {
    super(`${operation}: found ${found}, expected ${expected}`);
    this.name = 'GraphError';
    this.where = { key: operation };
    this.found = found;
    this.expected = expected;
  }
}
