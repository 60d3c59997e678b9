import { InputError } from '@parton/errors';

/** Where a reader stopped. `offset` counts bytes from 0: of the file for LZ4 errors, else of the decompressed stream. */
export interface PineapplProblem {
  readonly file?: string | undefined;
  readonly offset?: number;
  /** The part of the grid, such as `channel 3`, where the bytes are fine and their meaning is not. */
  readonly part?: string;
  readonly found: string;
  readonly expected: string;
  readonly cure?: string;
}

/** A file that is no PineAPPL grid, is damaged, or holds a grid that is not an FK table. */
export class PineapplError extends InputError {
  readonly offset: number | undefined;

  constructor({ file, offset, part, found, expected, cure }: PineapplProblem) {
    const key = part ?? (offset === undefined ? undefined : `byte ${offset}`);
    const where = { ...(file === undefined ? {} : { file }), ...(key === undefined ? {} : { key }) };
    super({ where, found, expected, cure });
    this.offset = offset;
  }
}
