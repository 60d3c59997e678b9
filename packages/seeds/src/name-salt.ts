import { sha256 } from '@noble/hashes/sha2.js';

/**
 * A number below 1e8 that stands for a name: SHA-256 of its UTF-8 text, read as one big-endian number, modulo 1e8.
 * Added to a replica's seed it gives every group of data a stream of its own.
 */
export function nameSalt(text: string): number {
  return sha256(new TextEncoder().encode(text)).reduce((rest, byte) => (rest * 256 + byte) % 1e8, 0);
}
