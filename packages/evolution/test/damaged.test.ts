import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { describe, expect, it } from 'vitest';
import { ekoFromBytes, EvolutionError } from '../src/index.ts';
import { ekoFiles } from './make-eko.ts';
import { tarOf } from './make-tar.ts';

const files: readonly [string, Uint8Array][] = [
  ['an archive', tarOf(ekoFiles())],
  ['the operators of the demo', new Uint8Array(readFileSync(demoPath('evolution', 'demo-evolution.npz')))],
];

/** Whole numbers in [0, below), from a 32-bit xorshift generator with a fixed seed. */
function randomIntegers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Whether the operators can all be read; an error that is no EvolutionError fails the test. */
function isRead(bytes: Uint8Array): boolean {
  try {
    const eko = ekoFromBytes(bytes, 'damaged');
    for (const i of [0, eko.points.length - 1]) eko.operator(i);
    return true;
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    expect(error.message.startsWith('damaged')).toBe(true);
    expect(error.message.length).toBeLessThan(1000);
    return false;
  }
}

describe.each(files)('%s', (_, bytes) => {
  it('is read as it is', () => {
    expect(isRead(bytes)).toBe(true);
  });
  it('is refused wherever it is cut off', () => {
    const step = Math.ceil((bytes.length - 1024) / 100);
    for (let length = 0; length < bytes.length - 1024; length += step)
      expect(isRead(bytes.subarray(0, length))).toBe(false);
  });
  it('is read or refused with changed bytes, in no other way', () => {
    const random = randomIntegers(bytes.length);
    const start = performance.now();
    let refused = 0;
    for (let n = 0; n < 150; n++) {
      const damaged = bytes.slice();
      // At the ends, where most of the structure is, as often as elsewhere.
      const at = [random(bytes.length), random(4096), bytes.length - 1 - random(3000)][n % 3] ?? 0;
      if (n % 2 === 0) damaged[at] = random(256);
      else damaged.fill(random(2) * 255, at, at + 8);
      if (!isRead(damaged)) refused++;
    }
    expect(refused).toBeGreaterThan(10);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
