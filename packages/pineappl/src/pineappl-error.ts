import { InputError } from '@parton/errors';

/** Where a reader stopped. `offset` counts bytes from 0: of the file for LZ4 errors, else of the decompressed stream. */
export interface PineapplProblem {
  readonly file?: string | undefined;
  readonly offset?: number;
  /** For text files, counted from 1. */
  readonly line?: number;
  /** The part of the grid, such as `channel 3`, where the bytes are fine and their meaning is not. */
  readonly part?: string;
  readonly found: string;
  readonly expected: string;
  readonly cure?: string;
}

/** A file that is no PineAPPL grid or FK table in text, is damaged, or holds a grid that is not an FK table. */
export class PineapplError extends InputError {
  readonly offset: number | undefined;

  constructor(problem: PineapplProblem, options?: ErrorOptions) {
    const { file, offset, line, part, found, expected, cure } = problem;
    const key = part ?? (offset === undefined ? undefined : `byte ${offset}`);
    const where = {
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(key === undefined ? {} : { key }),
    };
    super({ where, found: printable(found), expected, cure }, options);
    this.offset = offset;
  }
}

/** Texts of a file may be long, and may hold control characters, which must not get to a terminal. */
function printable(text: string): string {
  const short = text.length > 100 ? `${text.slice(0, 100)}...` : text;
  return short.replaceAll(/\p{Cc}/gu, '?');
}
