import { readDataset } from '@parton/commondata';
import { demoPath } from '@parton/demo';
import { matmul, ndarray, row } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { buildCovariance, chi2, denseCovariance, eigenmodes, squareRoot } from '../src/index.ts';

const names = [
  'HERA_CC_318GEV_DEMO_EP-SIGMARED',
  'HERA_CC_318GEV_DEMO_EM-SIGMARED',
  'SLAC_NC_NOTFIXED_DEMO_P-F2',
  'SLAC_NC_NOTFIXED_DEMO_D-F2',
];

/** Expected numbers: the definition of the matrix, written in numpy over the same YAML files. */
describe('HERA and SLAC of the demo, with predictions 10 % above the data', () => {
  const covariance = buildCovariance(
    names.map((name) => {
      const dataset = readDataset({ folders: [demoPath('commondata')], name });
      return { dataset, truth: dataset.central.map((value) => 1.1 * value) };
    }),
  );
  const dense = denseCovariance(covariance);
  const { points } = covariance;
  const root = squareRoot(dense, covariance.datasets);
  const difference = Float64Array.from({ length: points }, (_, i) => {
    return Math.sin(i) * Math.sqrt(row(dense, i).data[i] ?? 0);
  });

  it('has 179 points and 170 sources, shared within an experiment', () => {
    expect(covariance.columns.shape).toEqual([179, 170]);
    expect(row(dense, 0).data[50]).toBeAllclose(9.141284070914645e-5, { rtol: 1e-12 });
    expect(row(dense, 100).data[150]).toBeAllclose(3.0373137554540006e-5, { rtol: 1e-12 });
    expect(row(dense, 0).data[100]).toBe(0);
  });
  it('has the determinant and chi2 of numpy', () => {
    const diagonal = Array.from({ length: points }, (_, i) => row(root, i).data[i] ?? 0);
    const logDeterminant = diagonal.reduce((sum, value) => sum + 2 * Math.log(value), 0);
    expect(logDeterminant).toBeAllclose(-1554.8551784343663, { rtol: 1e-12 });
    expect(chi2(difference, root)).toBeAllclose(133.15421918342395, { rtol: 1e-10 });
  });
  it('has its eigenvalues, and the same chi2 in eigenmodes', () => {
    const { rotation, eigenvalues } = eigenmodes(dense, covariance.datasets);
    expect([0, 177, 178].map((k) => eigenvalues[k] ?? 0)).toBeAllclose([0.21225197, 3.557291, 35.71562714], {
      rtol: 1e-7,
    });
    const rotated = matmul(rotation, ndarray(difference, [points, 1])).data;
    const sum = rotated.reduce((total, value, k) => total + value ** 2 / (eigenvalues[k] ?? 0), 0);
    expect(sum).toBeAllclose(133.15421918342395, { rtol: 1e-10 });
  });
});
