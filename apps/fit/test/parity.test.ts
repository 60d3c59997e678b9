import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromKeras, stackReplicas } from '@parton/multi-dense';
import { fromNested, matmul, type NdArray, ndarray, row, transpose } from '@parton/ndarray';
import { predict } from '@parton/observables';
import { type Arrays, evaluatePdf, splitParameters } from '@parton/pdf-model';
import { readRuncard } from '@parton/runcard';
import { readShared, sharedPath, sharedSuite } from '@parton/testing';
import { objectiveTensors } from '@parton/objective';
import { type GradientTransformation, optimizerByName } from '@parton/optimizers';
import { compile, constant, type Program, trace, valueAndGrads } from '@parton/tensor-compiler';
import { clipToRange, rangeBounds, trainableMask } from '@parton/preprocessing';
import {
  stepInputs,
  type StepOptions,
  stepShapes,
  trainingState,
  trainingStep,
  type TrainingStep,
} from '@parton/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { lossesOf, prepareData, prepareFit, type FitData, type PreparedFit } from '../src/index.ts';

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
    cfactors: [join(nnpdf, 'cfactors')],
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

  it('losses and gradients of the compiled step at step 0, in float64', { timeout: 60_000 }, async () => {
    const { outputs, gradients } = await compiledStepZero(rounded(fit));
    const losses = recorded.losses_step0;
    const rtol = 1e-8;
    expect(outputs['training']?.data ?? []).toBeAllclose(losses.training['ALL_loss'] ?? [], { rtol });
    expect(outputs['validation']?.data ?? []).toBeAllclose(losses.validation['ALL_val_loss'] ?? [], { rtol });
    expect(outputs['total']?.data ?? []).toBeAllclose(losses.training['loss'] ?? [], { rtol });
    for (const { variable, values } of recorded.gradients_step0.by_variable) {
      const { name, replica, expected } = gradientEntry(variable, values.flat(2), fit);
      const all = gradients[name];
      if (all === undefined) continue;
      const got = replica === undefined ? exponentColumn(all, variable, fit) : row(all, replica).data;
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(got).toBeAllclose(expected, { rtol, atol: rtol * largest });
    }
  });

  // RMSprop amplifies 1e-10 in the weights to 6e-7 in the loss over 10 steps; Nadam to 1e-6 over 50 (recorded with the run).
  it.each([
    ['RMSprop', 'Basic_like_double.yml', 'basic3.json', 10, 2e-6],
    ['Nadam', 'Basic_nadam_double.yml', 'basic3-nadam.json', 50, 1e-5],
  ] as const)('%s trajectory in float64', { timeout: 120_000 }, async (_, card, fixture, steps, rtol) => {
    const trajectory = readShared<Recorded>('fixtures', fixture).trajectory;
    const trained = rounded(
      load(card, { ...recorded, ...readShared<Partial<Recorded>>('fixtures', fixture) }).fit,
    );
    const transformation = asRecorded(trained);
    const program = await recordedProgram({ ...trained, transformation });
    for (let k = 0; k <= steps; k++) {
      const outputs = await program.step(
        stepInputs({ transformation, multipliers: trained.multipliers }, k, [false, false, false]),
      );
      expect(outputs['total']?.data ?? [], `step ${k}`).toBeAllclose(trajectory.training['loss']?.[k] ?? [], {
        rtol,
      });
      expect(outputs['validation']?.data ?? [], `step ${k}`).toBeAllclose(
        trajectory.validation['ALL_val_loss']?.[k] ?? [],
        { rtol },
      );
    }
    await program.close();
  });
});

const FLOAT64 = { kind: 'compiled', precision: 'float64', threads: 1 } as const;
/** Loss and gradient of the first step, recorded and compiled. */
async function compiledStepZero(fit: PreparedFit) {
  const names = fit.trainable;
  const state = Object.fromEntries(names.map((name) => [name, fit.parameters[name] ?? ndarray([], [0])]));
  const inputs = stepInputs(fit, 0, [false, false, false]);
  const shapes = (arrays: Arrays) =>
    Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]));
  const traced = trace(
    (given) => {
      const losses = lossesOf(fit, objectiveTensors(fit.objective, constant));
      const { aux, grads } = valueAndGrads((parameters) => {
        const outputs = losses(parameters, given.inputs);
        return { loss: outputs.total, aux: outputs };
      }, given.state);
      const gradients = Object.fromEntries(
        Object.entries(grads).map(([name, tensor]) => [`gradient ${name}`, tensor]),
      );
      return { state: given.state, outputs: { ...aux, ...gradients } };
    },
    { state: shapes(state), inputs: shapes(inputs) },
  );
  const program = await compile(traced, FLOAT64);
  await program.setState(state);
  const outputs: Arrays = await program.step(inputs);
  await program.close();
  const gradients = Object.entries(outputs).flatMap(([name, array]) =>
    name.startsWith('gradient ') ? [[name.slice(9), array] as const] : [],
  );
  return { outputs, gradients: Object.fromEntries(gradients) };
}

/** Keras rounds the initial multipliers to float32, even in float64. */
function rounded(fit: PreparedFit): PreparedFit {
  const round = (schedules: PreparedFit['multipliers']['positivity']) =>
    schedules.map(({ initial, factor }) => ({ initial: Math.fround(initial), factor }));
  const { positivity, integrability } = fit.multipliers;
  return { ...fit, multipliers: { positivity: round(positivity), integrability: round(integrability) } };
}

/** The training step with the constraint of the recorded program, which moves every exponent by 1e-7 in every step. */
async function recordedProgram(fit: PreparedFit): Promise<Program> {
  const initial = Object.fromEntries(
    fit.trainable.map((name) => [name, fit.parameters[name] ?? ndarray([], [0])]),
  );
  const state = trainingState(initial, fit.transformation);
  const bounds = rangeBounds(fit.model.settings.flavours);
  const mask = trainableMask(fit.model.settings.flavours);
  const constrain: StepOptions['constrain'] = (parameters) => {
    const walled = (['alpha', 'beta'] as const).map((name) => {
      const value = parameters[name] ?? tf.scalar(0);
      const clipped = clipToRange(value, constant(bounds[name].low), constant(bounds[name].high));
      const ratio = tf.div(clipped, tf.add(value, constant(ndarray([1e-7], []))));
      return [name, tf.where(tf.greater(constant(mask), 0), tf.mul(value, ratio), value)] as const;
    });
    return { ...parameters, ...Object.fromEntries(walled) };
  };
  const step: TrainingStep = (given) =>
    trainingStep({
      losses: lossesOf(fit, objectiveTensors(fit.objective, constant)),
      transformation: fit.transformation,
      constrain,
    })(given);
  const program = await compile(trace(step, stepShapes(state, fit, 3)), FLOAT64);
  await program.setState(state);
  return program;
}

/** What a recorded variable is called here, and its gradient in our layout. */
function gradientEntry(variable: string, flat: number[], fit: PreparedFit) {
  const exponent = /(alpha|beta)_\w+$/.exec(variable);
  if (exponent !== null) return { name: exponent[1] ?? '', replica: undefined, expected: flat };
  const [, replica = '', layer = '', part = ''] =
    /^replica(\d+)\/layer(\d+)\/(kernel|bias)$/.exec(variable) ?? [];
  const name = `${part}_${layer}`;
  const [, outputs = 0, inputs = 0] = fit.parameters[name]?.shape ?? [];
  const expected = part === 'kernel' ? [...transpose(ndarray(flat, [inputs, outputs])).data] : flat;
  return { name, replica: Number(replica), expected };
}

/** The gradients of one flavour's exponent, replica by replica. */
function exponentColumn(all: NdArray, variable: string, fit: PreparedFit): number[] {
  const flavours = fit.model.settings.flavours.map(({ fl }) => fl);
  const column = flavours.indexOf(variable.split('_').at(-1) ?? '');
  return [0, 1, 2].map((r) => all.data[r * flavours.length + column] ?? Number.NaN);
}

/**
 * The optimiser with the two properties of the recorded program that we do not share: the exponents of all replicas are
 * clipped together, and constants are rounded to float32.
 */
function asRecorded({ runcard }: PreparedFit): GradientTransformation {
  const rule = optimizerByName({ ...runcard.optimizer, ownAxes: { alpha: 2, beta: 2 } });
  const limit = runcard.optimizer.clipnorm;
  return {
    ...rule,
    schedule: (step) => roundedSchedule(rule, runcard.optimizer, step),
    update: ({ updates, ...rest }) => {
      const joint = Object.entries(updates).map(([name, gradient]) => {
        if (name !== 'alpha' && name !== 'beta') return [name, gradient] as const;
        const norm = tf.sqrt(tf.sum(tf.square(gradient), 0, true));
        const most = constant(ndarray([limit], []));
        return [name, tf.mul(gradient, tf.div(most, tf.maximum(norm, most)))] as const;
      });
      return rule.update({ ...rest, updates: Object.fromEntries(joint) });
    },
  };
}

/** Keras rounds 0.9, 0.999 and 0.96 of Nadam to float32. */
function roundedSchedule(
  rule: GradientTransformation,
  { name, learningRate = 0.001 }: PreparedFit['runcard']['optimizer'],
  step: number,
) {
  const schedule = rule.schedule(step);
  if (name !== 'Nadam') return schedule;
  const [beta1, beta2, decay] = [0.9, 0.999, 0.96].map(Math.fround) as [number, number, number]; // three in, three out
  const momentum = (t: number) => beta1 * (1 - 0.5 * decay ** t);
  // The running product alone uses the exact numbers.
  const product = Array.from({ length: step }, (_, k) => 0.9 * (1 - 0.5 * 0.96 ** (k + 1))).reduce(
    (all, factor) => all * factor,
    1,
  );
  const next = momentum(step + 1);
  return {
    ...schedule,
    '1/momentRate': (learningRate * next) / (1 - product * next),
    '1/gradientRate': (learningRate * (1 - momentum(step))) / (1 - product),
    '1/correction': 1 / (1 - beta2 ** step),
    '1/gain1': 1 - beta1,
    '1/gain2': 1 - beta2,
  };
}

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
