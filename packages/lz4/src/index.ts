/**
 * LZ4 frames, in plain JavaScript: for Node and browsers alike.
 *
 * ```ts
 * const frame = compressLz4Frame(new Uint8Array(1000)); // some 20 bytes
 * console.log(isLz4Frame(frame), decompressLz4Frame(frame).length); // true 1000
 * ```
 *
 * @module
 */
export { compressLz4Frame } from './compress.ts';
export { decompressLz4Frame, isLz4Frame } from './decompress.ts';
export { Lz4Error } from './lz4-error.ts';
export type { DecompressOptions } from './decompress.ts';
export type { Lz4Problem } from './lz4-error.ts';
