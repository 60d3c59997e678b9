import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { ndarray, row } from '@parton/ndarray';
import { readRuncard } from '@parton/runcard';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { findResources, prepareData, prepareFit, prepareReplicas, trainFit } from '../src/index.ts';

/** Options of the runcard that change a fit must change it. */
const text = readFileSync(demoPath('runcards', 'demo-small.yml'), 'utf8')
  .replaceAll(/- \{dataset: (HERA_NC|NMC|DYE)\S+ frac: 0.75\}\n/g, '')
  .replace('epochs: 3000', 'epochs: 20');
const prepare = (edit: (card: string) => string = (card) => card) => {
  const runcard = readRuncard(edit(text), 'options.yml');
  return { runcard, data: prepareData(runcard, findResources({})) };
};
const engine = { kind: 'compiled', precision: 'float64', threads: 1 } as const;

describe('separate_multiplicative', () => {
  const plain = prepare();
  const separate = prepare((card) =>
    card.replace('genrep: true', 'genrep: true\nseparate_multiplicative: true'),
  );
  const ids = Array.from({ length: 40 }, (_, i) => i + 1);
  const spread = ({ runcard, data }: typeof plain) => {
    const { pseudodata } = prepareReplicas(runcard, data, ids);
    return Math.sqrt(
      ids.reduce((sum, _, r) => sum + ((row(pseudodata, r).data[0] ?? 0) - (data.central[0] ?? 0)) ** 2, 0) /
        ids.length,
    );
  };

  it('draws multiplicative uncertainties as factors: other numbers of the same spread', () => {
    const [a, b] = [spread(plain), spread(separate)];
    expect(a).not.toBe(b);
    // Two estimates of one standard deviation from 40 numbers each: 11 % each, taken at three standard deviations.
    expect(a / b).toBeGreaterThan(0.6);
    expect(a / b).toBeLessThan(1.6);
  });

  it('leaves them out of the sampling covariance', () => {
    const [full, additive] = [plain.data.sampling[0], separate.data.sampling[0]];
    expect(additive?.data[0] ?? 0).toBeLessThan(full?.data[0] ?? 0);
    expect(separate.data.covariance).toEqual(plain.data.covariance);
  });
});

describe('genrep: false', () => {
  it('fits the measured values themselves', () => {
    const { runcard, data } = prepare((card) => card.replace('genrep: true', 'genrep: false'));
    expect(row(prepareReplicas(runcard, data, [3]).pseudodata, 0).data).toEqual(data.central);
  });
});

describe('regularizer', () => {
  it('pulls the kernels of every replica towards zero', { timeout: 60_000 }, async () => {
    const norm = async (edit: (card: string) => string) => {
      const { runcard, data } = prepare((card) =>
        edit(card).replace('learning_rate: 2.6e-3', 'learning_rate: 2.0e-2'),
      );
      const { parameters } = await trainFit(prepareFit(runcard, data, { ids: [1, 2] }), engine);
      const kernel = parameters['kernel_1'] ?? ndarray([], [0]);
      return [0, 1].map((r) => row(kernel, r).data.reduce((sum, value) => sum + value ** 2, 0));
    };
    const strong = 'regularizer: l1_l2\n  regularizer_args: {l1: 0.0, l2: 1.0e9}\n  dropout: 0.0';
    const free = await norm((card) => card);
    const pulled = await norm((card) => card.replace('dropout: 0.0', strong));
    [0, 1].forEach((r) => expect(pulled[r] ?? 0).toBeLessThan(0.95 * (free[r] ?? 0)));
  });
});

describe('diagonal_basis', () => {
  it('trains among eigenmodes, with feature scaling as well', { timeout: 60_000 }, async () => {
    const { runcard, data } = prepare((card) =>
      card
        .replace('diagonal_basis: false', 'diagonal_basis: true')
        .replace('dropout: 0.0', 'dropout: 0.0\n  feature_scaling_points: 12')
        .replaceAll(/, largex: \[.*?\]/g, ''),
    );
    const fit = prepareFit(runcard, data, { ids: [1, 2] });
    expect(fit.objective.chi2).toBe('eigenmodes');
    const { steps, chi2 } = await trainFit(fit, engine);
    expect(steps).toBe(20);
    expect(chi2.training.every(Number.isFinite)).toBe(true);
  });
});
