import { decompressLz4Frame, Lz4Error } from '@parton/lz4';
import type { NdArray } from '@parton/ndarray';
import { numberAt, parseCard } from './card.ts';
import { EKO_PIDS } from './eko.ts';
import { EvolutionError } from './evolution-error.ts';
import { MAX_HEADER, parseNpy } from './npy.ts';
import { parseNpz } from './npz.ts';
import { MAX_CARD, readStored, type StoredFile, type StoredFiles } from './stored-file.ts';

/** An operator of an EKO that has not been read yet. */
export interface StoredOperator extends StoredFile {
  /** The archive and the file in it. */
  readonly place: { readonly file: string; readonly key: string };
  /** GeV^2. */
  readonly scale: number;
  readonly nf: number;
}

/** Names are hashes: which operator is which stands in a small file beside each. */
export function listOperators(files: StoredFiles, file: string): StoredOperator[] {
  const headers = [...files.keys()].filter((path) => /^operators\/[^/]+\.yaml$/.test(path));
  return headers.map((path) => {
    const header = parseCard(readStored({ file, files }, path, MAX_CARD), { file, path });
    const stem = path.slice(0, -'.yaml'.length);
    for (const key of [`${stem}.npy.lz4`, `${stem}.npz.lz4`]) {
      const stored = files.get(key);
      if (stored === undefined) continue;
      return {
        ...stored,
        place: { file, key },
        scale: numberAt(header, 'scale'),
        nf: numberAt(header, 'nf'),
      };
    }
    throw new EvolutionError({
      where: { file, key: path },
      found: 'no operator beside it',
      expected: `${stem}.npy.lz4 or .npz.lz4`,
      cure: 'The archive may be incomplete',
    });
  });
}

/**
 * `[14, X, 14, X]` for X nodes. The shape is known beforehand, and bounds what is unpacked; an `.npz` file holds the
 * errors of the numbers beside them.
 */
export function readOperator(stored: StoredOperator, nodes: number): NdArray {
  const { place } = stored;
  const shape = [EKO_PIDS.length, nodes, EKO_PIDS.length, nodes];
  const maxBytes = 8 * (EKO_PIDS.length * nodes) ** 2 + MAX_HEADER;
  const zipped = place.key.endsWith('.npz.lz4');
  const bytes = unpack(stored, zipped ? 2 * maxBytes : maxBytes);
  const operator = zipped
    ? parseNpz(bytes, { file: `${place.file} ${place.key}`, keys: ['operator'], maxBytes }).operator
    : parseNpy(bytes, place);
  if (operator.shape.join() === shape.join()) return operator;
  throw new EvolutionError({
    where: place,
    found: `an array of shape [${operator.shape.join(', ')}]`,
    expected: `[${shape.join(', ')}]`,
  });
}

function unpack({ place, size, read }: StoredOperator, maxBytes: number): Uint8Array {
  // What cannot be made smaller is stored as it is, with little beside it.
  const maxStored = 1.01 * maxBytes;
  if (size > maxStored) {
    throw new EvolutionError({ where: place, found: `${size} bytes`, expected: `at most ${maxStored}` });
  }
  try {
    return decompressLz4Frame(read(), { file: place.file, maxBytes });
  } catch (cause) {
    if (!(cause instanceof Lz4Error)) throw cause;
    const { offset, found, expected } = cause;
    const key = offset === undefined ? place.key : `${place.key} byte ${offset}`;
    const cure = 'The archive may be damaged';
    throw new EvolutionError({ where: { file: place.file, key }, found, expected, cure }, { cause });
  }
}
