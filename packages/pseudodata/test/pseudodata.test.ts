import { cholesky, fromNested, matmul, ndarray, type NdArray, zeros } from '@parton/ndarray';
import { pcg64 } from '@parton/numpy-random';
import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { groupSeed, PseudodataError, samplePseudodata } from '../src/index.ts';

const central = Float64Array.of(1, 2, 3, 4, 5);
const covariance = fromNested([
  [4, 1, 0.5, 0, 0.2],
  [1, 3, 0.3, 0.1, 0],
  [0.5, 0.3, 2, 0.4, 0.1],
  [0, 0.1, 0.4, 1, 0.2],
  [0.2, 0, 0.1, 0.2, 0.5],
]);
const squareRoot = cholesky(covariance);
const multiplicative = {
  datasets: [
    {
      uncorrelated: fromNested([
        [1, 2],
        [3, 4],
        [0, 1],
      ]),
      correlated: fromNested([[5], [4], [3]]),
    },
    {
      uncorrelated: zeros([2, 0]),
      correlated: fromNested([
        [2, 1],
        [1, 6],
      ]),
    },
  ],
  special: fromNested([
    [1, 0, 3],
    [1, 0, 3],
    [1, 0, 2],
    [0, 4, 2],
    [0, 4, 1],
  ]),
};
const scaled = (matrix: NdArray, factor: number) => ({
  ...matrix,
  data: matrix.data.map((value) => value * factor),
});

// Recorded with NumPy 2.4.6: default_rng(seed), numpy.linalg.cholesky and the recipe of n3fit.
describe('samplePseudodata agrees with NumPy', () => {
  it('for additive uncertainties', () => {
    expect(samplePseudodata({ central, squareRoot, seed: 2024 })).toBeAllclose(
      [3.0577137479038026, 5.237244792311593, 5.022056550302498, 3.4928634064241746, 3.9965390075017044],
      { rtol: 1e-13 },
    );
  });
  it('for separate multiplicative uncertainties', () => {
    expect(samplePseudodata({ central, squareRoot, seed: 2024, multiplicative })).toBeAllclose(
      [2.611689986388015, 3.3896244416891506, 2.2374165952179643, 2.861440048991127, 6.573045385263],
      { rtol: 1e-13 },
    );
  });
  it('where negative values are drawn again', () => {
    const wide = { central, squareRoot: scaled(squareRoot, 3), seed: 3 };
    const third = samplePseudodata({ ...wide, mayBeNegative: new Uint8Array(5) });
    expect(third).toBeAllclose(
      [2.3547196793675305, 0.5843638683078047, 1.8864756856666385, 1.7788333448379343, 2.543702997481974],
      { rtol: 1e-13 },
    );
    const first = samplePseudodata({ ...wide, mayBeNegative: Uint8Array.of(1, 1, 0, 0, 0) });
    expect(first).toEqual(samplePseudodata(wide));
    expect(first.slice(0, 2).some((value) => value < 0)).toBe(true);
  });
});

describe('samplePseudodata', () => {
  it('is central + squareRoot z', () => {
    const rng = pcg64(17);
    const z = ndarray(
      Float64Array.from({ length: 5 }, () => rng.normal()),
      [5, 1],
    );
    const shifts = matmul(squareRoot, z).data;
    expect(samplePseudodata({ central, squareRoot, seed: 17 })).toBeAllclose(
      central.map((value, i) => value + (shifts[i] ?? 0)),
      { rtol: 1e-15 },
    );
  });
  it('has the mean and the covariance asked for', () => {
    const replicas = Array.from({ length: 20_000 }, (_, seed) =>
      samplePseudodata({ central, squareRoot, seed }),
    );
    const mean = (f: (replica: Float64Array) => number) =>
      replicas.reduce((sum, replica) => sum + f(replica), 0) / replicas.length;
    const shift = (replica: Float64Array, i: number) => (replica[i] ?? 0) - (central[i] ?? 0);
    for (let i = 0; i < 5; i++) {
      expect(mean((replica) => shift(replica, i))).toBeAllclose(0, { atol: 0.06 });
      for (let j = 0; j < 5; j++) {
        const expected = covariance.data[5 * i + j] ?? 0;
        expect(mean((replica) => shift(replica, i) * shift(replica, j))).toBeAllclose(expected, {
          atol: 0.16,
        });
      }
    }
  });
  it('multiplicative uncertainties scale with the data', () => {
    const none = zeros([5, 5]);
    const once = samplePseudodata({ central, squareRoot: none, seed: 4, multiplicative });
    const twice = samplePseudodata({
      central: central.map((value) => 2 * value),
      squareRoot: none,
      seed: 4,
      multiplicative,
    });
    expect(twice).toEqual(once.map((value) => 2 * value));
    expect(once).not.toEqual(central);
  });
  it('does not change its inputs', () => {
    const copy = Float64Array.from(central);
    samplePseudodata({ central, squareRoot, seed: 1, multiplicative });
    expect(central).toEqual(copy);
  });
  it('gives up where no replica can be positive', () => {
    const sample = () =>
      samplePseudodata({
        central: Float64Array.of(-1),
        squareRoot: fromNested([[1e-3]]),
        seed: 1,
        mayBeNegative: new Uint8Array(1),
      });
    expect(sample).toThrow(PseudodataError);
    expect(sample).toThrow('resample_negative_pseudodata: false');
  });
  it('refuses lengths that do not fit', () => {
    const options = { central, squareRoot, seed: 1 };
    expect(() => samplePseudodata({ ...options, squareRoot: zeros([5, 4]) })).toThrow(
      'squareRoot: found 5 x 4 numbers, expected 5 x 5',
    );
    expect(() => samplePseudodata({ ...options, mayBeNegative: new Uint8Array(4) })).toThrow(
      'mayBeNegative: found',
    );
    const short = { ...multiplicative, special: zeros([4, 1]) };
    expect(() => samplePseudodata({ ...options, multiplicative: short })).toThrow('special: found 4');
    const oneSet = { ...multiplicative, datasets: multiplicative.datasets.slice(1) };
    expect(() => samplePseudodata({ ...options, multiplicative: oneSet })).toThrow('uncorrelated: found');
  });
});

describe('groupSeed', () => {
  // Recorded from a fit of n3fit (../shared/fixtures/basic3.json) and from the test of make_replica of validphys.
  it.each([
    [218175338, ['NMCPD_dw_ite', 'SLACD_dw_ite'], 262644228],
    [
      123456,
      ['ATLASWZRAP36PB', 'ATLASZHIGHMASS49FB', 'ATLASLOMASSDY11EXT', 'ATLASWZRAP11CC', 'CMSZDIFF12'],
      50540185,
    ],
  ])('of replica seed %i', (seed, names, expected) => expect(groupSeed(seed, names)).toBe(expected));
});

sharedSuite('pseudodata of a fit of three replicas by n3fit', 'fixtures/basic3.json', () => {
  interface Group {
    central_values: number[];
    t0_covmat: { diag: number[] };
    rotation: number[][];
    rotation_eigenvalues: number[];
    replicas: { group_mcseed: number; pseudodata: number[] }[];
  }
  /** The sampling covariance `D^2 T^T diag(lambda) T D^2` from the recorded rotation `T = V^T / D` and `D = diag(sigma)`. */
  function sampling({ t0_covmat: { diag }, rotation, rotation_eigenvalues: eigenvalues }: Group): NdArray {
    const n = diag.length;
    const rows = rotation.map((row, k) =>
      row.map((t, i) => t * (diag[i] ?? 0) * Math.sqrt(eigenvalues[k] ?? 0)),
    );
    const root = fromNested(rows);
    const transposed = fromNested(Array.from({ length: n }, (_, i) => rows.map((row) => row[i] ?? 0)));
    return matmul(transposed, root);
  }
  it('agrees within the ten digits that were recorded', () => {
    const { groups } = readShared<{ groups: [Group] }>('fixtures', 'basic3.json');
    const [group] = groups;
    const lower = cholesky(sampling(group));
    for (const { group_mcseed: seed, pseudodata } of group.replicas) {
      const sampled = samplePseudodata({
        central: Float64Array.from(group.central_values),
        squareRoot: lower,
        seed,
      });
      expect(sampled).toBeAllclose(pseudodata, { rtol: 1e-8 });
    }
  });
});
