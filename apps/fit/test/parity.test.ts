import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBackend, toTensor } from '@parton/backend';
import { fromKeras, stackReplicas } from '@parton/multi-dense';
import { fromNested, matmul, type NdArray, ndarray, row, transpose } from '@parton/ndarray';
import { predict } from '@parton/observables';
import { type Arrays, evaluatePdf, splitParameters } from '@parton/pdf-model';
import { readRuncard } from '@parton/runcard';
import { readShared, sharedPath, sharedSuite } from '@parton/testing';
import { differentiate, eagerStepper, trainingState } from '@parton/trainer';
import { multiplierAt } from '@parton/losses';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitStep, lossesOf, prepareData, prepareFit, type FitData, type PreparedFit } from '../src/index.ts';

/**
 * Runs of the real n3fit (nnpdf 4.1.5, TensorFlow 2.21, float64), recorded with three replicas on NMC and SLAC data: what
 * is drawn must be equal, what is computed must agree as far as float32 carries.
 */
interface Recorded {
  seeds: { trvl: number[]; nn: number[]; mc: number[] };
  groups: {
    datasets: { name: string; kept_indices: number[]; t0_predictions: number[] }[];
    central_values: number[];
    t0_covmat: {
      diag: number[];
      rows: Record<string, number[]>;
      correlation_eigenvalues: number[];
      log_det_covmat: number;
    };
    rotation: number[][];
    rotation_eigenvalues: number[];
    replicas: { pseudodata: number[]; training_indices: number[]; ndata_tr: number; ndata_vl: number }[];
  }[];
  lagrange: Record<'positivity' | 'integrability', { name: string; initial: number; multiplier: number }[]>;
  initial_weights: { nn: (number[] | number[][])[]; exponents: Record<string, number> }[];
  pdf_step0: { x: number[]; xf_normalised: number[][][] };
  predictions_step0: Record<string, number[][]>;
  losses_step0: Record<'training' | 'validation' | 'experimental', Record<string, number[]>>;
  gradients_step0: { by_variable: { variable: string; shape: number[]; values: number[] }[] };
  trajectory: {
    steps: number[];
    training: Record<string, number[][]>;
    validation: Record<string, number[][]>;
    vl_chi2: number[][];
  };
}

const IDS = [1, 2, 3];

function load(runcardName: string, recorded: Recorded): { data: FitData; fit: PreparedFit } {
  const file = sharedPath('reference', 'runcards', runcardName) ?? '';
  const runcard = readRuncard(readFileSync(file, 'utf8'), file);
  const nnpdf = sharedPath('nnpdf') ?? '';
  const drawn = prepareData(runcard, {
    commondata: [join(nnpdf, 'commondata')],
    theories: [join(nnpdf, 'theories')],
    theoryCards: [join(nnpdf, 'theory_cards')],
    pdfs: [join(nnpdf, 'pdfsets')],
  });
  const [group] = recorded.groups;
  // The signs of eigenvectors are a convention of the library that computed them: the recorded ones are used.
  const data: FitData = {
    ...drawn,
    fitted: {
      kind: 'eigenmodes',
      rotation: fromNested(group?.rotation ?? []),
      eigenvalues: Float64Array.from(group?.rotation_eigenvalues ?? []),
    },
  };
  const names = runcard.basis.flavours.map(({ fl }) => fl);
  const parameters: Arrays = stackReplicas(
    recorded.initial_weights.map(({ nn, exponents }) => {
      const exponent = (kind: string) =>
        ndarray(
          names.map((fl) => exponents[`${kind}_${fl}`] ?? Number.NaN),
          [1, names.length, 1],
        );
      return {
        ...fromKeras(nn.map((weights) => fromNested(weights))),
        alpha: exponent('alpha'),
        beta: exponent('beta'),
      };
    }),
  );
  return { data: drawn, fit: prepareFit(runcard, data, { ids: IDS, parameters, integration: 'trapezoid' }) };
}

sharedSuite('the reference program on NMC and SLAC', 'fixtures/basic3.json', () => {
  const recorded = readShared<Recorded>('fixtures', 'basic3.json');
  const [group] = recorded.groups;
  const { data, fit } = load('Basic_like_double.yml', recorded);
  const pdfs = splitParameters(fit.parameters).map((replica, r) =>
    evaluatePdf(fit.model, replica, fit.replicas.seeds[r] ?? 0),
  );

  describe('what is read and drawn', () => {
    it('cuts and central values', () => {
      const sets = data.groups.flatMap(({ sets }) => sets);
      expect(sets.map(({ kept }) => kept)).toEqual(group?.datasets.map((dataset) => dataset.kept_indices));
      expect(data.central).toBeAllclose(group?.central_values ?? [], { rtol: 1e-9 });
    });
    it('the t0 covariance and its eigenvalues', () => {
      const n = data.central.length;
      const covmat = group?.t0_covmat;
      expect(data.covariance.data.filter((_, i) => i % (n + 1) === 0)).toBeAllclose(covmat?.diag ?? [], {
        rtol: 1e-8,
      });
      for (const [i, values] of Object.entries(covmat?.rows ?? {})) {
        expect(row(data.covariance, Number(i)).data).toBeAllclose(values, { rtol: 1e-8, atol: 1e-14 });
      }
      const eigenvalues = data.fitted.kind === 'eigenmodes' ? data.fitted.eigenvalues : [];
      expect(eigenvalues).toBeAllclose(covmat?.correlation_eigenvalues ?? [], { rtol: 1e-8 });
    });
    it('network seeds', () => expect(fit.replicas.seeds).toEqual(recorded.seeds.nn));
    it('pseudo-data', () => {
      expect(fit.replicas.pseudodata.data).toBeAllclose(
        group?.replicas.map(({ pseudodata }) => pseudodata) ?? [],
        { rtol: 1e-8 },
      );
    });
    it('training masks, exactly', () => {
      group?.replicas.forEach(({ training_indices, ndata_tr, ndata_vl }, r) => {
        const mask = row(fit.replicas.masks.training, r).data;
        expect([...mask.keys()].filter((i) => mask[i] === 1)).toEqual(training_indices);
        expect([fit.replicas.masks.trainingPoints[r], fit.replicas.masks.validationPoints[r]]).toEqual([
          ndata_tr,
          ndata_vl,
        ]);
      });
    });
    it('multipliers', () => {
      for (const kind of ['positivity', 'integrability'] as const) {
        const flat = (sets: { initial: number; factor: number }[]) =>
          sets.map(({ initial, factor }) => [initial, factor]);
        const expected = recorded.lagrange[kind].map(({ initial, multiplier }) => ({
          initial,
          factor: multiplier,
        }));
        expect(flat([...fit.multipliers[kind]])).toBeAllclose(flat(expected), { rtol: 1e-9 });
      }
    });
  });

  describe('step 0 in float64', () => {
    it('PDFs', () => {
      const x = Float64Array.from(recorded.pdf_step0.x);
      pdfs.forEach((pdf, r) => {
        expect(transpose(pdf(x)).data).toBeAllclose(recorded.pdf_step0.xf_normalised[r] ?? [], {
          rtol: 1e-8,
          atol: 1e-9,
        });
      });
    });
    it('predictions of data, positivity and integrability', () => {
      for (const observable of [...data.observables, ...data.positivity, ...data.integrability]) {
        const expected = recorded.predictions_step0[observable.name] ?? [];
        pdfs.forEach((pdf, r) =>
          expect(predict(observable, pdf)).toBeAllclose(expected[r] ?? [], { rtol: 1e-7, atol: 1e-8 }),
        );
      }
    });
    it('training, validation and experimental chi2', () => {
      pdfs.forEach((pdf, r) => {
        const predictions = ndarray(
          data.observables.flatMap((observable) => [...predict(observable, pdf)]),
          [data.central.length, 1],
        );
        const chi2 = chi2InModes(fit, predictions, row(fit.replicas.pseudodata, r).data);
        const experimental = chi2InModes(fit, predictions, data.central);
        const mask = row(fit.replicas.masks.training, r).data;
        const sum = (weights: (i: number) => number, terms: Float64Array) =>
          terms.reduce((total, term, i) => total + weights(i) * term, 0);
        const losses = recorded.losses_step0;
        expect(sum((i) => mask[i] ?? 0, chi2)).toBeAllclose(losses.training['ALL_loss']?.[r] ?? 0, {
          rtol: 1e-7,
        });
        expect(sum((i) => 1 - (mask[i] ?? 0), chi2)).toBeAllclose(
          losses.validation['ALL_val_loss']?.[r] ?? 0,
          { rtol: 1e-7 },
        );
        expect(sum(() => 1, experimental)).toBeAllclose(losses.experimental['ALL_exp_loss']?.[r] ?? 0, {
          rtol: 1e-7,
        });
      });
    });
  });

  describe('tensors in float32', () => {
    beforeAll(async () => {
      await startBackend('wasm');
    });
    it('losses and gradients at step 0', async () => {
      const multipliers = inputsAt(fit, 0);
      const { outputs, gradients } = tf.tidy(() =>
        differentiate((parameters) => lossesOf(fit)(parameters, multipliers), trainableTensors(fit)),
      );
      const losses = recorded.losses_step0.training;
      // Sums of large terms that cancel: replica 3 loses about 1000 roundings.
      expect(await outputs['training']?.data()).toBeAllclose(losses['ALL_loss'] ?? [], { rtol: 2e-3 });
      expect(await outputs['total']?.data()).toBeAllclose(losses['loss'] ?? [], { rtol: 2e-3 });
      for (const { variable, values } of recorded.gradients_step0.by_variable) {
        const [owner = '', layer = '', part] = variable.split('/');
        const r = Number(/^replica(\d)$/.exec(owner)?.[1] ?? Number.NaN);
        if (!Number.isInteger(r)) continue;
        const flat = values.flat(2);
        const name = `${part}_${/\d+$/.exec(layer)?.[0]}`;
        const [, inputs] = variable.endsWith('kernel')
          ? (fit.parameters[name]?.shape.slice(1) ?? [])
          : [0, 1];
        const got = row(
          ndarray(await (gradients[name]?.data() ?? []), fit.parameters[name]?.shape ?? [0]),
          r,
        );
        const largest = flat.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const expected = variable.endsWith('kernel')
          ? transpose(ndarray(flat, [inputs ?? 0, flat.length / (inputs ?? 1)])).data
          : flat;
        expect(got.data).toBeAllclose(expected, { rtol: 5e-3, atol: 5e-3 * largest });
      }
    });
  });

  it.each([
    ['RMSprop', 'Basic_like_double.yml', 'basic3.json', 5, 1e-2],
    ['Nadam', 'Basic_nadam_double.yml', 'basic3-nadam.json', 50, 1e-2],
  ] as const)('%s trajectory', { timeout: 120_000 }, async (_, card, fixture, steps, rtol) => {
    await startBackend('wasm');
    const trajectory = readShared<Recorded>('fixtures', fixture).trajectory;
    const { fit: trained } = load(card, {
      ...recorded,
      ...readShared<Partial<Recorded>>('fixtures', fixture),
    });
    const initial = Object.fromEntries(
      Object.entries(trained.parameters).filter(([name]) => trained.trainable.includes(name)),
    );
    const stepper = eagerStepper(fitStep(trained), trainingState(initial, trained.transformation));
    for (let k = 0; k <= steps; k++) {
      const schedule = Object.entries(trained.transformation.schedule(k + 1));
      const outputs = await stepper.step({
        improved: ndarray([0, 0, 0], [3]),
        ...Object.fromEntries(schedule.map(([name, value]) => [`schedule.${name}`, ndarray([value], [])])),
        ...multiplierArrays(trained, k),
      });
      expect(outputs['total'] ?? []).toBeAllclose(trajectory.training['loss']?.[k] ?? [], { rtol });
    }
    stepper.close();
  });
});

/** `eps_k^2 / lambda_k` of every eigenmode. */
function chi2InModes({ data }: PreparedFit, predictions: NdArray, values: Float64Array): Float64Array {
  if (data.fitted.kind !== 'eigenmodes') return new Float64Array(0);
  const { rotation, eigenvalues } = data.fitted;
  const difference = ndarray(
    predictions.data.map((value, i) => value - (values[i] ?? 0)),
    predictions.shape,
  );
  return matmul(rotation, difference).data.map((value, k) => value ** 2 / (eigenvalues[k] ?? 1));
}

function trainableTensors(fit: PreparedFit): Record<string, tf.Tensor> {
  return Object.fromEntries(
    fit.trainable.map((name) => [name, toTensor(fit.parameters[name] ?? ndarray([], [0]))]),
  );
}

function multiplierArrays({ multipliers }: PreparedFit, step: number): Arrays {
  const perSet = (kind: 'positivity' | 'integrability', at: number) =>
    ndarray(
      multipliers[kind].map((schedule) => multiplierAt(schedule, at)),
      [1, multipliers[kind].length],
    );
  return {
    positivity: perSet('positivity', step),
    positivityInitial: perSet('positivity', 0),
    integrability: perSet('integrability', step),
  };
}

function inputsAt(fit: PreparedFit, step: number): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(multiplierArrays(fit, step)).map(([name, array]) => [name, toTensor(array)]),
  );
}
