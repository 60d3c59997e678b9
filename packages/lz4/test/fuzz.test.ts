import { fuzz, mutations } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { compressLz4Frame, decompressLz4Frame } from '../src/index.ts';
import { lz4Frame } from './lz4-encoder.ts';

/** 3 kB of text and numbers, which compress. */
const content = Uint8Array.from({ length: 3000 }, (_, k) => (k % 70 < 50 ? k % 7 : (k * k) % 251));

/** A byte of a frame makes at most 255. */
const MAX_BYTES = 255 * 2 * 3200;
/** In milliseconds, for one input. */
const TIME_LIMIT = 1000;

describe('damaged frames are read or refused, in time and within bounds', () => {
  it.each([
    ['independent blocks', compressLz4Frame(content)],
    ['linked blocks', lz4Frame(content, { linked: true, blockBytes: 500, contentSize: true })],
    ['stored blocks', lz4Frame(content, { stored: true, blockBytes: 700 })],
    ['checksums', lz4Frame(content, { blockChecksum: true, contentChecksum: true, blockBytes: 900 })],
  ])('%s', { timeout: 3_600_000 }, (_, frame) => {
    const inputs = mutations(frame, frame.length);
    const { read, refused, slowest } = fuzz(inputs, MAX_BYTES, (bytes) => decompressLz4Frame(bytes));
    expect(Math.min(read, refused)).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(TIME_LIMIT);
  });
});
