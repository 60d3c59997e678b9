import '@parton/testing';
import { compressLz4Frame, decompressLz4Frame } from '@parton/lz4';
import { describe, expect, it } from 'vitest';
import { PineapplError, readFkTable, readPineappl } from '../src/index.ts';
import { FILES } from './files.ts';
import { channel, disGrid, hadronicGrid, interpolationGrid } from './grids.ts';
import { writeVersion1 } from './write-version-1.ts';

describe('file version 1', () => {
  it.each([
    ['one hadron', disGrid()],
    ['two hadrons', hadronicGrid()],
    ['interpolation subgrids', interpolationGrid()],
    ['no subgrid', disGrid({ subgrids: Array<undefined>(4).fill(undefined) })],
  ])('reading undoes writing: %s', (_, grid) => {
    const bytes = writeVersion1(grid);
    expect(readPineappl(bytes)).toEqual(grid);
    expect(readPineappl(compressLz4Frame(bytes))).toEqual(grid);
  });

  it('reads views and Node buffers, which do not start at the start of their memory', () => {
    const bytes = writeVersion1(disGrid());
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readPineappl(shifted.subarray(3))).toEqual(disGrid());
    expect(readPineappl(Buffer.from(shifted).subarray(3))).toEqual(disGrid());
  });

  it('refuses subgrids in another order than bins and channels', () => {
    const bytes = writeVersion1(
      disGrid({ bins: [...disGrid().bins, ...disGrid().bins], channels: [channel(21)] }),
    );
    const swapped = Uint8Array.from(bytes);
    [swapped[25], swapped[33]] = [1, 4]; // lengths of the second and third axis of the subgrids
    expect(readPineappl(bytes).subgrids).toHaveLength(4);
    expect(() => readPineappl(swapped)).toThrow('found subgrids [1, 1, 4], expected [1, 4, 1]');
  });

  it('refuses bytes after the end', () => {
    expect(() => readPineappl(writeVersion1(disGrid(), [0, 0]), 'x')).toThrow(
      'found 2 more bytes, expected the end',
    );
  });

  it('reads a grid that PineAPPL 1.5.0 filled', () => {
    const grid = readPineappl(FILES.interp);
    expect(grid.channels).toEqual([
      [
        { pids: [2], factor: 1 },
        { pids: [4], factor: 0.5 },
      ],
    ]);
    expect(grid.orders[0]?.alphas).toBe(1);
    const [filled, empty] = grid.subgrids;
    expect(empty).toBeUndefined();
    expect(filled?.shape).toEqual([6, 8]);
    expect(filled?.starts).toEqual(Uint32Array.of(18, 26, 34));
    expect(filled?.axes[1]).toEqual({
      map: 'x',
      min: 0,
      max: expect.closeTo(11.9027552789),
      nodes: 8,
      order: 2,
      reweight: true,
    });
    // The stored value misses w(x) = (sqrt(x) / (1 - 0.99 x))^3; PineAPPL gives 0.43291463 at x = 0.47059432700264414.
    const weight = (Math.sqrt(0.47059432700264414) / (1 - 0.99 * 0.47059432700264414)) ** 3;
    expect(weight * (filled?.entries[0] ?? 0)).toBeAllclose(0.43291463, { rtol: 1e-7 });
    expect(() => readFkTable(FILES.interp)).toThrow(PineapplError);
  });
});

describe('file version 0', () => {
  it('reads an FK table for one hadron', () => {
    const table = readFkTable(FILES.dis);
    expect(table).toMatchObject({ hadrons: 1, channels: [1, 2, 4], convolutions: ['UnpolPDF'] });
    expect(table.q0).toBeCloseTo(1.65, 12);
    expect(table.x).toEqual(Float64Array.of(0.1, 0.5, 1));
    expect(table.values.shape).toEqual([2, 3, 3]);
    const dense = [
      [
        [1, 2, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      [
        [0, 0, 0],
        [3, -4, 0],
        [0, 5, 0.25],
      ],
    ];
    const expected = dense.map((bin, b) =>
      bin.map((row) => row.map((value, a) => value / ([0.1, 0.5, 1][a] ?? 1) / (b === 0 ? 2 : 4))),
    );
    expect(table.values.data).toBeAllclose(expected.flat(2), { rtol: 1e-14 });
    expect(readPineappl(FILES.dis).bins[1]).toEqual({
      limits: [
        [1, 2],
        [10, 30],
      ],
      normalization: 4,
    });
  });

  it('reads an FK table for two hadrons, with runs along either axis', () => {
    const table = readFkTable(FILES.pp);
    expect(table).toMatchObject({ hadrons: 2, channels: [15, 18, 29], convolutions: ['UnpolPDF', 'PolPDF'] });
    const rows = [
      [0, 3, 0, 4, 0, 0, 5, 6, 0], // (Sigma, Sigma)
      [0, 7, 8, 0, 0, 9, 10, 0, 11], // (Sigma, V3)
      [1, 0, 2, 0, 0, 0, 0, 0, 0], // (g, Sigma)
    ];
    const x = [0.1, 0.5, 1];
    const expected = rows.flatMap((row) =>
      row.map((value, k) => value / 2 / (x[Math.floor(k / 3)] ?? 1) / (x[k % 3] ?? 1)),
    );
    expect(table.values.data).toBeAllclose(expected, { rtol: 1e-14 });
  });

  it('gives different scales an axis each, and drops the lepton', () => {
    const grid = readPineappl(FILES.scales);
    expect(grid.channels).toEqual([
      [
        { pids: [2], factor: 1 },
        { pids: [4], factor: 2 },
      ],
      [{ pids: [1], factor: 1 }],
    ]);
    expect(grid.convolutions).toEqual([{ type: 'UnpolPDF', pid: 2212 }]);
    expect(grid.kinematics.map(({ quantity, index }) => `${quantity}${index}`)).toEqual([
      'scale0',
      'scale1',
      'x0',
    ]);
    expect(grid.scales.factorization).toEqual({ name: 'Scale', scales: [1] });
    expect(grid.bins.map(({ normalization }) => normalization)).toEqual([1, 2]);
    expect(grid.subgrids[0]).toEqual({
      shape: [2, 2, 2],
      axes: [
        [1.65 ** 2, 9],
        [4, 16],
        [0.1, 0.5],
      ].map((axis) => Float64Array.from(axis)),
      starts: Uint32Array.of(0, 7),
      lengths: Uint32Array.of(2, 1),
      entries: Float64Array.of(1, 2, 3),
    });
    expect(grid.subgrids[7]).toMatchObject({ shape: [2, 2, 3], starts: Uint32Array.of(0, 10) });
  });

  it.each(['dis', 'pp', 'scales'] as const)(
    '%s is the same without its header, as the oldest files are',
    (name) => {
      const plain = decompressLz4Frame(FILES[name]);
      expect(readPineappl(plain.subarray(16))).toEqual(readPineappl(FILES[name]));
    },
  );
});

describe('other files', () => {
  it.each([
    ['text', new TextEncoder().encode('PDF set'), 'neither a header nor an array'],
    ['nothing', new Uint8Array(0), 'neither a header nor an array'],
    [
      'a later version',
      Uint8Array.from([...new TextEncoder().encode('PineAPPL'), 2, 0, 0, 0, 0, 0, 0, 0]),
      'file version 2',
    ],
    [
      'an unbounded list',
      Uint8Array.from([...writeVersion1(disGrid()).subarray(0, 41), ...Array<number>(16).fill(255)]),
      'expected at most 2 in the bytes left',
    ],
  ])('%s is refused', (_, bytes, message) => {
    expect(() => readPineappl(bytes, 'file.pineappl')).toThrow(message);
    expect(() => readPineappl(bytes, 'file.pineappl')).toThrow(/^file.pineappl byte \d+: /);
  });
});
