import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { type NdArray, ndarray, row } from '@parton/ndarray';
import { readRuncard } from '@parton/runcard';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import { type Engine, findResources, prepareData, prepareFit, trainFit } from '../src/index.ts';

/**
 * Replica k of a batch is exactly the fit that replica k would have been alone: checked on measured data (fixed-target DIS
 * and a Drell-Yan ratio) with growing multipliers, positivity and integrability.
 */
const text = readFileSync(demoPath('runcards', 'demo-small.yml'), 'utf8').replaceAll(
  /- \{dataset: (HERA|NMC)\S+ frac: 0.75\}\n/g,
  '',
);
const card = (optimizer: string, epochs: number, replace: [string, string][] = []) =>
  replace.reduce(
    (edited, [from, to]) => edited.replaceAll(from, to),
    text
      .replace(/optimizer: \{.*\}/, `optimizer: {${optimizer}}`)
      .replace('epochs: 3000', `epochs: ${epochs}`)
      .replace('threshold_chi2: 3.5', 'threshold_chi2: 1e6')
      .replace('maxlambda: 1e6', 'maxlambda: 1e4'),
  );

const FLOAT32 = { kind: 'compiled', precision: 'float32', threads: 1 } as const;
const FLOAT64 = { ...FLOAT32, precision: 'float64' } as const;
/** What all runcards of this file have in common. */
const data = prepareData(readRuncard(text, 'law.yml'), findResources({}));

async function fit(
  runcardText: string,
  ids: readonly number[],
  { poison, engine = FLOAT64 }: { poison?: number; engine?: Engine } = {},
) {
  const runcard = readRuncard(runcardText, 'law.yml');
  const prepared = prepareFit(runcard, data, { ids });
  const { kernel_0: kernel } = prepared.parameters;
  if (poison !== undefined && kernel !== undefined) row(kernel, ids.indexOf(poison)).data.fill(Number.NaN);
  return { prepared, trained: await trainFit(prepared, engine) };
}
type Fit = Awaited<ReturnType<typeof fit>>;
const replica = ({ prepared, trained }: Fit, id: number): Record<string, NdArray> =>
  Object.fromEntries(
    Object.entries(trained.parameters).map(([name, array]) => [
      name,
      row(array, prepared.replicas.ids.indexOf(id)),
    ]),
  );
const flat = (arrays: Record<string, NdArray>) => Object.values(arrays).flatMap(({ data }) => [...data]);

describe('what a replica is given', () => {
  it('does not depend on batch, order or subset', () => {
    const runcard = readRuncard(card('optimizer_name: Nadam', 10), 'law.yml');
    const batch = prepareFit(runcard, data, { ids: [1, 2, 3, 7] });
    const other = prepareFit(runcard, data, { ids: [7, 3] });
    for (const [there, here] of [
      [3, 0],
      [2, 1],
    ] as const) {
      expect(other.replicas.seeds[here]).toBe(batch.replicas.seeds[there]);
      expect(row(other.replicas.pseudodata, here)).toEqual(row(batch.replicas.pseudodata, there));
      expect(row(other.replicas.masks.training, here)).toEqual(row(batch.replicas.masks.training, there));
      for (const [name, array] of Object.entries(other.parameters)) {
        expect(row(array, here)).toEqual(row(batch.parameters[name] ?? ndarray([], [0]), there));
      }
    }
  });
});

describe('training', { timeout: 300_000 }, () => {
  const nadam = card('optimizer_name: Nadam, learning_rate: 2.6e-3, clipnorm: 6.0e-6', 220);

  it('with Nadam clipped at 6e-6 is the same alone, in a batch, in any order and subset, over 220 steps', async () => {
    const batch = await fit(nadam, [1, 2, 3, 4]);
    const permuted = await fit(nadam, [4, 2]);
    for (const id of [2, 4]) {
      const alone = await fit(nadam, [id]);
      // Batches of another size may sum in another order: rounding of 1e-16, amplified by 220 steps.
      expect(flat(replica(alone, id))).toBeAllclose(flat(replica(batch, id)), { rtol: 1e-7, atol: 1e-8 });
      expect(flat(replica(permuted, id))).toBeAllclose(flat(replica(batch, id)), { rtol: 1e-7, atol: 1e-8 });
    }
  });

  it('with RMSprop and trainable exponents is the same as far as rounding allows (its trajectories are chaotic)', async () => {
    const rmsprop = card('optimizer_name: RMSprop, learning_rate: 1.0e-2, clipnorm: 1.0', 8, [
      ['trainable: false', 'trainable: true'],
    ]);
    const batch = await fit(rmsprop, [1, 2, 3]);
    const alone = await fit(rmsprop, [2]);
    expect(flat(replica(alone, 2))).toBeAllclose(flat(replica(batch, 2)), { rtol: 1e-7, atol: 1e-7 });
  });

  it('of the others is bit-identical when one replica is NaN, which is reported', async () => {
    const short = card('optimizer_name: Nadam, learning_rate: 2.6e-3, clipnorm: 6.0e-6', 60);
    const healthy = await fit(short, [1, 2, 3], { engine: FLOAT32 });
    const poisoned = await fit(short, [1, 2, 3], { engine: FLOAT32, poison: 2 });
    for (const id of [1, 3]) expect(replica(poisoned, id)).toEqual(replica(healthy, id));
    expect(poisoned.trained.stopping.failed).toEqual([null, { step: 0, quantity: 'trainingLoss' }, null]);
  });
});
