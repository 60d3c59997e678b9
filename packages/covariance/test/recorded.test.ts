import { readDataset, selectPoints } from '@parton/commondata';
import { matmul, type NdArray, ndarray, row } from '@parton/ndarray';
import { readShared, sharedPath, sharedSuite } from '@parton/testing';
import { beforeAll, expect, it } from 'vitest';
import { buildCovariance, chi2, denseCovariance, eigenmodes, squareRoot } from '../src/index.ts';

interface Group {
  datasets: { name: string; variant: string; kept_indices: number[]; t0_prediction: number[] }[];
  central_values: number[];
  t0_covmat: {
    diag: number[];
    rows: Record<string, number[]>;
    correlation_eigenvalues: number[];
    log_det_covmat: number;
  };
  rotation: number[][];
  rotation_eigenvalues: number[];
}

sharedSuite('n3fit on NMC and SLAC (basic3.json, numbers of 10 digits)', 'fixtures/basic3.json', () => {
  let recorded: Group;
  let dense: NdArray;
  let difference: Float64Array;

  beforeAll(() => {
    const [group] = readShared<{ groups: Group[] }>('fixtures', 'basic3.json').groups;
    if (group === undefined) throw new Error('basic3.json holds no group');
    recorded = group;
    const folders = [sharedPath('nnpdf', 'commondata') ?? ''];
    const entries = group.datasets.map(({ name, variant, kept_indices: kept, t0_prediction: t0 }) => ({
      dataset: selectPoints(readDataset({ folders, name, variant }), kept),
      truth: Float64Array.from(t0),
    }));
    dense = denseCovariance(buildCovariance(entries));
    const t0 = entries.flatMap(({ truth }) => [...truth]);
    difference = Float64Array.from(group.central_values, (value, i) => value - (t0[i] ?? 0));
  });

  it('has its t0 covariance', () => {
    const { diag, rows } = recorded.t0_covmat;
    expect(diag.map((_, i) => row(dense, i).data[i] ?? 0)).toBeAllclose(diag, { rtol: 1e-9 });
    for (const [i, values] of Object.entries(rows)) {
      expect(row(dense, Number(i)).data).toBeAllclose(values, { rtol: 1e-8 });
    }
  });
  it('has its determinant', () => {
    const root = squareRoot(dense);
    const diagonal = Array.from({ length: 155 }, (_, i) => row(root, i).data[i] ?? 0);
    const logDeterminant = diagonal.reduce((sum, value) => sum + 2 * Math.log(value), 0);
    expect(logDeterminant).toBeAllclose(recorded.t0_covmat.log_det_covmat, { rtol: 1e-9 });
  });
  it('has its eigenvalues, and its rotation up to signs', () => {
    const modes = eigenmodes(dense);
    expect(modes.eigenvalues).toBeAllclose(recorded.t0_covmat.correlation_eigenvalues, { rtol: 1e-8 });
    expect(modes.eigenvalues).toBeAllclose(recorded.rotation_eigenvalues, { rtol: 1e-8 });
    recorded.rotation.forEach((expected, k) => {
      const mode = row(modes.rotation, k).data;
      const largest = expected.reduce(
        (best, value, i) => (Math.abs(value) > Math.abs(expected[best] ?? 0) ? i : best),
        0,
      );
      const sign = Math.sign((mode[largest] ?? 0) * (expected[largest] ?? 0));
      expect(mode.map((value) => sign * value)).toBeAllclose(expected, { atol: 1e-3 });
    });
  });
  it('has the same chi2 with its own rotation', () => {
    const rotation = ndarray(recorded.rotation.flat(), [155, 155]);
    const rotated = matmul(rotation, ndarray(difference, [155, 1])).data;
    const expected = rotated.reduce(
      (sum, value, k) => sum + value ** 2 / (recorded.rotation_eigenvalues[k] ?? 0),
      0,
    );
    expect(chi2(difference, squareRoot(dense))).toBeAllclose(expected, { rtol: 1e-7 });
  });
});

sharedSuite('validphys on 12 data sets of all kinds', 'fixtures/predictions-nnpdf40.json', () => {
  it('has the same chi2 per point with experimental covariances', () => {
    type Chi2 = { sets: Record<string, { variant: string; points: number; chi2_per_point: number }> };
    const { sets } = readShared<Chi2>('fixtures', 'chi2-nnpdf40.json');
    const { datasets } = readShared<{ datasets: Record<string, { kept: number[] }> }>(
      'fixtures',
      'kept-indices.json',
    );
    const predictions = readShared<Record<string, number[]>>('fixtures', 'predictions-nnpdf40.json');
    const folders = [sharedPath('nnpdf', 'commondata') ?? ''];
    expect(Object.keys(predictions)).toHaveLength(12);
    for (const [name, prediction] of Object.entries(predictions)) {
      const dataset = selectPoints(
        readDataset({ folders, name, variant: sets[name]?.variant ?? '' }),
        datasets[name]?.kept ?? [],
      );
      const root = squareRoot(denseCovariance(buildCovariance([{ dataset, truth: dataset.central }])));
      const difference = dataset.central.map((value, i) => value - (prediction[i] ?? 0));
      const perPoint = chi2(difference, root) / difference.length;
      expect(perPoint, name).toBeAllclose(sets[name]?.chi2_per_point ?? 0, { rtol: 1e-6 });
    }
  });
});
