import type { ByteReader } from './byte-reader.ts';

/** Three lengths. */
export type Shape3 = readonly [number, number, number];

export function readShape3(reader: ByteReader): Shape3 {
  return [reader.position(), reader.position(), reader.position()];
}

/** The head of a three-dimensional ndarray: format 1 and the lengths. Its elements follow as a list. */
export function readArrayHead(reader: ByteReader): Shape3 {
  const format = reader.u8();
  if (format !== 1) reader.fail(`array format ${format}`, '1', reader.offset - 1);
  return readShape3(reader);
}

/** Checks that as many elements were read as the lengths say. */
export function checkCount(reader: ByteReader, [a, b, c]: Shape3, count: number): void {
  if (a * b * c !== count) reader.fail(`${count} elements`, `${a * b * c} for the shape [${a}, ${b}, ${c}]`);
}

/** Checks that the subgrids are as many as the orders, bins and channels, in this order of the axes. */
export function checkAxes(reader: ByteReader, shape: Shape3, lists: readonly (readonly unknown[])[]): void {
  const expected = lists.map((list) => list.length).join(', ');
  const found = shape.join(', ');
  if (found !== expected) reader.fail(`subgrids [${found}]`, `[${expected}] as orders, bins and channels`);
}
