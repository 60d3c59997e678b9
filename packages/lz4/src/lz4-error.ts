import { InputError } from '@parton/errors';

/** Where a decoder stopped. `offset` counts bytes of the file from 0. */
export interface Lz4Problem {
  readonly file?: string | undefined;
  readonly offset?: number;
  readonly found: string;
  readonly expected: string;
}

/** Bytes that are not one whole LZ4 frame. */
export class Lz4Error extends InputError {
  readonly offset: number | undefined;

  constructor({ file, offset, found, expected }: Lz4Problem) {
    const key = offset === undefined ? {} : { key: `byte ${offset}` };
    super({ where: { ...(file === undefined ? {} : { file }), ...key }, found, expected });
    this.offset = offset;
  }
}
