import { type NdArray, size } from '@parton/ndarray';
import { EvolutionError } from './evolution-error.ts';

interface NpyHeader {
  readonly type: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy itself writes headers of some hundred bytes. */
export const MAX_HEADER = 2 ** 16;

/**
 * Reads an array in NumPy's format (versions 1 to 3): float64, float32, int32 or int64, little endian. Fortran order is
 * turned into C order.
 *
 * @param place the file and the array, for messages
 *
 * Throws EvolutionError for other types, and where the bytes are not as many as the shape says.
 */
export function parseNpy(bytes: Uint8Array, place: { file: string; key?: string }): NdArray {
  const { type, fortranOrder, shape, start } = readHeader(bytes, place);
  const elements = size(shape);
  const width = WIDTHS[type];
  if (width === undefined) {
    throw problem(place, `numbers of type ${type}`, Object.keys(WIDTHS).join(', '));
  }
  if (start + elements * width !== bytes.length) {
    throw problem(
      place,
      `${bytes.length - start} bytes`,
      `${elements * width} for shape [${shape.join(', ')}]`,
    );
  }
  // Copied, because numbers are not aligned in the file. Typed arrays are little endian wherever JavaScript runs today.
  const copy = bytes.slice(start).buffer;
  const data = type === '<f8' ? new Float64Array(copy) : widened(type, copy);
  return fortranOrder ? reversedAxes({ shape, data }) : { shape, data };
}

const WIDTHS: Readonly<Record<string, number>> = { '<f8': 8, '<f4': 4, '<i4': 4, '<i8': 8 };

function widened(type: string, buffer: ArrayBuffer): Float64Array {
  if (type === '<i8') return Float64Array.from(new BigInt64Array(buffer), Number);
  return Float64Array.from(type === '<f4' ? new Float32Array(buffer) : new Int32Array(buffer));
}

function readHeader(bytes: Uint8Array, place: { file: string; key?: string }): NpyHeader {
  const version = bytes[6] ?? 0;
  if (MAGIC.some((byte, k) => bytes[k] !== byte) || version < 1 || version > 3) {
    throw problem(place, 'no array', 'an array in the format of NumPy, version 1 to 3');
  }
  const lengthBytes = version === 1 ? 2 : 4;
  const length = bytes.subarray(8, 8 + lengthBytes).reduce((sum, byte, k) => sum + byte * 256 ** k, 0);
  const start = 8 + lengthBytes + length;
  if (length > MAX_HEADER || start > bytes.length) {
    throw problem(place, `a header of ${length} bytes`, `at most ${Math.min(MAX_HEADER, bytes.length)}`);
  }
  const text = new TextDecoder().decode(bytes.subarray(8 + lengthBytes, start));
  const type = /'descr': *'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order': *(True|False)/.exec(text)?.[1];
  const shape = /'shape': *\(([\d, ]*)\)/.exec(text)?.[1];
  if (type === undefined || order === undefined || shape === undefined) {
    throw problem(place, JSON.stringify(text.slice(0, 100)), 'a header with descr, fortran_order and shape');
  }
  const lengths = shape.split(',').filter((entry) => entry.trim() !== '');
  return { type, fortranOrder: order === 'True', shape: lengths.map(Number), start };
}

/** An array whose first index runs fastest, in C order. */
function reversedAxes({ shape, data }: NdArray): NdArray {
  const strides = shape.map((_, axis) => size(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  const out = Float64Array.from(data, () => {
    const value = data[index.reduce((sum, i, axis) => sum + i * (strides[axis] ?? 0), 0)] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (shape[axis] ?? 0)) break;
      index[axis] = 0;
    }
    return value;
  });
  return { shape, data: out };
}

function problem(place: { file: string; key?: string }, found: string, expected: string): EvolutionError {
  return new EvolutionError({ where: place, found, expected, cure: 'The file may be damaged' });
}
