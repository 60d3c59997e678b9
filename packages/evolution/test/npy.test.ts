import { ndarray } from '@parton/ndarray';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { EvolutionError } from '../src/index.ts';
import { parseNpy } from '../src/npy.ts';
import { parseNpz } from '../src/npz.ts';
import { npy } from './make-eko.ts';

const parse = (bytes: Uint8Array) => parseNpy(bytes, { file: 'a.npy' });
const small = ndarray([1, 2, 3, 4, 5, 6], [2, 3]);

describe('parseNpy', () => {
  it('reads float64 of any rank', () => {
    expect(parse(npy(small))).toEqual(small);
    expect(parse(npy(ndarray([7], [])))).toEqual(ndarray([7], []));
    expect(parse(npy(ndarray([], [0, 3])))).toEqual(ndarray([], [0, 3]));
    expect(parse(npy(ndarray([1, 2], [2])))).toEqual(ndarray([1, 2], [2]));
  });
  it.each([
    ['<f4', { type: '<f4' }, Float32Array.of(0.5, 1.5, 2.5, 3.5, 4.5, 5.5), [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]],
    ['<i4', { type: '<i4' }, Int32Array.of(-1, 2, 3, 4, 5, 6), [-1, 2, 3, 4, 5, 6]],
    ['<i8', { type: '<i8' }, BigInt64Array.of(-1n, 2n, 3n, 4n, 5n, 6n), [-1, 2, 3, 4, 5, 6]],
    ['Fortran order', { fortran: 'True' }, Float64Array.of(1, 4, 2, 5, 3, 6), [1, 2, 3, 4, 5, 6]],
  ])('reads %s', (_, options, data, expected) => {
    const body = npy(
      { shape: [2, 3], data: new Float64Array(new Uint8Array(data.buffer).slice().buffer) },
      options,
    );
    expect(parse(body)).toEqual(ndarray(expected, [2, 3]));
  });
  it('reads what NumPy wrote: version 2, Fortran order, three axes', () => {
    // np.lib.format.write_array(f, np.asfortranarray(np.arange(8.).reshape(2, 2, 2)), version=(2, 0))
    const bytes = Buffer.from(RECORDED, 'base64');
    expect(parse(new Uint8Array(bytes))).toEqual(ndarray([0, 1, 2, 3, 4, 5, 6, 7], [2, 2, 2]));
  });
  it.each([
    ['text', new TextEncoder().encode('numbers'), 'found no array'],
    ['nothing', new Uint8Array(), 'found no array'],
    ['bytes too few', npy(small).subarray(0, -1), 'found 47 bytes, expected 48 for shape [2, 3]'],
    ['bytes too many', Uint8Array.from([...npy(small), 0]), 'found 49 bytes'],
    ['big endian', npy(small, { type: '>f8' }), 'found numbers of type >f8, expected <f8'],
    ['objects', npy(small, { type: '|O' }), 'found numbers of type |O'],
    ['an absurd shape', npy({ ...small, shape: [99999999, 99999999] }), 'found 48 bytes'],
    ['a header without end', npy(small).fill(255, 8, 10), 'found a header of 65535 bytes'],
    ['another header', npy(small).fill(32, 10, 40), 'found "'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parse(bytes)).toThrow(EvolutionError);
    expect(() => parse(bytes)).toThrow(`a.npy: ${message}`);
  });
});

describe('parseNpz', () => {
  const zip = zipSync({
    'a.npy': npy(small),
    'b.npy': npy(ndarray([9], [1])),
    'c.npy': new Uint8Array(10_000),
  });
  const read = (bytes: Uint8Array, keys: string[], maxBytes = 1000) =>
    parseNpz(bytes, { file: 'a.npz', keys, maxBytes });
  it('reads the arrays that are asked for', () => {
    expect(read(zip, ['b', 'a'])).toEqual({ a: small, b: ndarray([9], [1]) });
  });
  it('refuses what is absent, too large or broken', () => {
    expect(() => read(zip, ['a', 'd'])).toThrow('a.npz d: found no such array');
    expect(() => read(zip, ['c'])).toThrow('a.npz c.npy: found 10000 bytes, expected at most 1000');
    expect(() => read(zip, ['c'], 20_000)).toThrow('a.npz c: found no array');
    expect(() => read(new Uint8Array(100), ['a'])).toThrow('expected arrays in a zip file');
  });
  it('accepts no file that is cut off', () => {
    for (let length = 0; length < zip.length; length++) {
      expect(() => read(zip.subarray(0, length), ['a']), `${length} bytes`).toThrow(EvolutionError);
    }
  });
});

const RECORDED = [
  'k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IFRydWUsICdzaGFwZSc6ICgyLCAyLCAyKSwgfSAg',
  'ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAABBAAAAAAAAA',
  'AEAAAAAAAAAYQAAAAAAAAPA/AAAAAAAAFEAAAAAAAAAIQAAAAAAAABxA',
].join('');
