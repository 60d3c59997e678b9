import { describe, expect, it } from 'vitest';
import { fuzz, fuzzRuns, mutations } from '../src/index.ts';

const bytes = Uint8Array.from({ length: 200 }, (_, k) => k);

describe('mutations', () => {
  it('are the same for the same seed, and others for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => Array.from(mutations(bytes, seed)));
    expect(first).toHaveLength(fuzzRuns());
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('leave the input alone, and are nearly all different from it and from each other', () => {
    const texts = Array.from(mutations(bytes, 3), (mutated) => mutated.join());
    expect(bytes).toEqual(Uint8Array.from({ length: 200 }, (_, k) => k));
    expect(new Set(texts).size).toBeGreaterThan(0.95 * texts.length);
    expect(texts.filter((text) => text === bytes.join()).length).toBeLessThan(0.05 * texts.length);
  });

  it('cut, lengthen, and reach every byte', () => {
    const all = Array.from(mutations(bytes, 4));
    expect(all.some(({ length }) => length < 100)).toBe(true);
    expect(all.some(({ length }) => length > 220)).toBe(true);
    const kept = all.filter(({ length }) => length === bytes.length);
    expect(bytes.every((byte, k) => kept.some((mutated) => mutated[k] !== byte))).toBe(true);
  });

  it.each([0, 1, 3, 8])('take inputs of %s bytes', (length) => {
    expect(Array.from(mutations(bytes.subarray(0, length), 5))).toHaveLength(fuzzRuns());
  });
});

describe('fuzz', () => {
  const refusal = Object.assign(new Error('damaged'), { found: 'a', expected: 'b', where: {} });
  const inputs = [Uint8Array.of(1), Uint8Array.of(2, 3)];

  it('counts what is read and what is refused', () => {
    const result = fuzz(inputs, 0, ({ length }) => {
      if (length === 1) throw refusal;
    });
    expect(result).toMatchObject({ read: 1, refused: 1, largest: 0 });
  });

  it('passes any other error on, with the number of the input', () => {
    const cause = new RangeError('Invalid typed array length');
    const run = () =>
      fuzz(inputs, 0, ({ length }) => {
        if (length === 2) throw cause;
      });
    expect(run).toThrow(new Error('input 1 of 2 bytes', { cause }));
  });

  it('counts typed arrays, however they are made, but no views', () => {
    const make = ({ buffer }: Uint8Array) => {
      const numbers = new Float64Array(3);
      return [new Uint8Array(buffer), numbers.subarray(1), Uint32Array.from([1, 2]), new Int32Array([1])];
    };
    expect(fuzz(inputs, 100, make).largest).toBe(8 * 3 + 4 * 2 + 4);
    expect(() => fuzz(inputs, 30, make)).toThrow('input 0 of 1 bytes');
    expect(new Float64Array(1)).toBeInstanceOf(Float64Array);
    expect(Float64Array.of(1).constructor).toBe(Float64Array);
  });

  it('does not allocate what is too large', () => {
    const run = () => fuzz(inputs, 1000, () => new Float64Array(2 ** 40));
    expect(run).toThrow(
      expect.objectContaining({ cause: new Error(`${2 ** 43} bytes of arrays, more than 1000`) }),
    );
  });
});
