import { eachBackend } from '@parton/backend-suite';
import { ndarray, row } from '@parton/ndarray';
import { chain, clipPerReplica, nadam } from '@parton/optimizers';
import { compile, constant, eagerProgram, type Program, trace } from '@parton/tensor-compiler';
import '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  type Arrays,
  stepShapes,
  type Progress,
  type Tensors,
  train,
  type TrainOptions,
  trainingState,
  trainingStep,
} from '../src/index.ts';

/** One hidden layer fitted to a curve; every replica has its own data, its own start and its own validation points. */
const POINTS = 12;
const x = Float64Array.from({ length: POINTS }, (_, i) => i / 6 - 1);
const start = (id: number): Record<'hidden' | 'out', number[]> => ({
  hidden: Array.from({ length: 8 }, (_, k) => Math.sin(3 * k + id)),
  out: Array.from({ length: 4 }, (_, k) => Math.cos(k + 2 * id)),
});
const dataOf = (id: number) =>
  Array.from(x, (value, i) => Math.sin(2 * value) + 0.2 * Math.sin(17 * i + 5 * id));
const trains = (id: number) => Array.from(x, (_, i) => Number((i + id) % 4 !== 0));

const schedules = (factor = 1.3) => ({
  transformation: transformation(),
  multipliers: { positivity: [{ initial: 1, factor }], integrability: [] },
});

type Way = 'eager' | 'compiled';

function stepOf(ids: readonly number[], poisoned?: number): ReturnType<typeof trainingStep> {
  const R = ids.length;
  const all = (f: (id: number) => number[]) => ids.flatMap(f);
  const losses = ({ hidden, out }: Tensors, { positivity }: Tensors) => {
    if (hidden === undefined || out === undefined || positivity === undefined) throw new Error('incomplete');
    const input = constant(ndarray([...x, ...x.map(() => 1)], [1, 2, POINTS]));
    const data = constant(ndarray(all(dataOf), [R, POINTS]));
    const training = constant(ndarray(all(trains), [R, POINTS]));
    const poison = constant(
      ndarray(
        ids.map((id) => (id === poisoned ? Number.NaN : 0)),
        [R],
      ),
    );
    const y = tf.reshape(tf.matMul(out, tf.tanh(tf.matMul(hidden, tf.tile(input, [R, 1, 1])))), [R, POINTS]);
    const squares = tf.square(tf.sub(y, data));
    const penalty = tf.mul(tf.reshape(positivity, []), tf.relu(tf.neg(tf.sum(y, 1))));
    const chi2 = tf.sum(tf.mul(squares, training), 1);
    return {
      total: tf.add(tf.add(chi2, penalty), poison),
      training: chi2,
      validation: tf.sum(tf.mul(squares, tf.sub(1, training)), 1),
      positivity: tf.reshape(penalty, [R, 1]),
      positivityInitial: tf.reshape(penalty, [R, 1]),
      integrability: tf.zeros([R, 1]),
    };
  };
  return trainingStep({ losses, transformation: transformation() });
}

const transformation = () => chain(clipPerReplica({ norm: 6e-6 }), nadam({ learningRate: 0.01 }));

async function programOf(way: Way, ids: readonly number[], poisoned?: number): Promise<Program> {
  const R = ids.length;
  const parameters = {
    hidden: ndarray(
      ids.flatMap((id) => start(id).hidden),
      [R, 4, 2],
    ),
    out: ndarray(
      ids.flatMap((id) => start(id).out),
      [R, 1, 4],
    ),
  };
  const state = trainingState(parameters, transformation());
  const shapes = stepShapes(state, schedules(), R);
  const step = stepOf(ids, poisoned);
  const program =
    way === 'eager'
      ? eagerProgram(step, shapes)
      : await compile(trace(step, shapes), { precision: 'float32' });
  await program.setState(state);
  return program;
}

interface Options extends Partial<TrainOptions['stopping']> {
  poisoned?: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

async function run(way: Way, ids: readonly number[], options: Options = {}) {
  const { poisoned, signal, onProgress, ...stopping } = options;
  const program = await programOf(way, ids, poisoned);
  const result = await train({
    program,
    ...schedules(),
    stopping: {
      replicas: ids.length,
      steps: 250,
      patience: 30,
      thresholdChi2: 1e3,
      positivityThreshold: 10,
      ...stopping,
    },
    points: { training: ids.map(() => 9), validation: ids.map(() => 3) },
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  await program.close();
  return result;
}

const replica = (parameters: Arrays, r: number) =>
  Object.values(parameters).flatMap((array) => [...row(array, r).data]);

eachBackend('train', (backend) => {
  // The compiled program does not depend on the backend; it is run beside one of them.
  const ways: Way[] = backend === 'wasm' ? ['eager', 'compiled'] : ['eager'];
  describe.each(ways)('%s', (way) => {
    it(
      'takes every replica to its own end, the same in any batch and order',
      { timeout: 120_000 },
      async () => {
        const batch = await run(way, [1, 2, 3, 4]);
        const permuted = await run(way, [3, 1, 4, 2]);
        for (const [r, id] of [1, 2, 3, 4].entries()) {
          const alone = await run(way, [id]);
          expect(batch.stopping.bestStep[r]).toBe(alone.stopping.bestStep[0]);
          // Matrix kernels may sum in another order in another batch: float32 rounding over 250 clipped steps.
          expect(replica(batch.parameters, r)).toBeAllclose(replica(alone.parameters, 0), {
            rtol: 1e-4,
            atol: 1e-5,
          });
          expect(replica(permuted.parameters, [3, 1, 4, 2].indexOf(id))).toBeAllclose(
            replica(batch.parameters, r),
            { rtol: 1e-4, atol: 1e-5 },
          );
        }
        expect(new Set(batch.stopping.bestStep).size).toBeGreaterThan(1);
      },
    );

    it('gives back the parameters of the best step, not the last', async () => {
      const seen: { step: number; loss: number }[] = [];
      const onProgress = ({ step, validationChi2 }: Progress) =>
        seen.push({ step, loss: validationChi2[0] ?? 0 });
      const result = await run(way, [2], { steps: 120, patience: 200, onProgress });
      const best = result.stopping.bestStep[0] ?? -1;
      expect(best).toBeGreaterThan(0);
      const shorter = await run(way, [2], { steps: best + 1, patience: 200 });
      expect(replica(result.parameters, 0)).toEqual(replica(shorter.parameters, 0));
      expect(seen.length).toBe(120);
    });

    it('leaves the others bit-identical when one replica is NaN, and says so', async () => {
      const healthy = await run(way, [1, 2, 3], { steps: 60 });
      const poisoned = await run(way, [1, 2, 3], { steps: 60, poisoned: 2 });
      expect(poisoned.stopping.failed[1]).toEqual({ step: 0, quantity: 'trainingLoss' });
      for (const r of [0, 2]) {
        expect(replica(poisoned.parameters, r)).toEqual(replica(healthy.parameters, r));
        expect(poisoned.stopping.failed[r]).toBeNull();
      }
    });

    it('stops early when all are past their patience', async () => {
      const result = await run(way, [1, 2], { steps: 250, patience: 3 });
      expect(result.steps).toBeLessThan(250);
      expect(result.stopping.alive).toEqual([false, false]);
    });

    it('ends when the signal fires, with what was best so far', async () => {
      const controller = new AbortController();
      const result = await run(way, [1], {
        signal: controller.signal,
        onProgress: ({ step }) => step === 20 && controller.abort(),
      });
      expect([result.interrupted, result.steps]).toEqual([true, 20]);
    });

    it('keeps a record every 100 steps and leaves no tensor behind', async () => {
      await run(way, [1], { steps: 5 });
      const before = tf.memory().numTensors;
      const result = await run(way, [1, 2], { steps: 200, patience: 1000 });
      expect(tf.memory().numTensors).toBe(before);
      expect(result.history.map((record) => record.step)).toEqual([100, 200]);
      expect(result.steps).toBe(200);
    });
  });

  it.runIf(backend === 'wasm')('compiled and eager are the same training', async () => {
    const eager = await run('eager', [1, 2, 3], { steps: 100 });
    const compiled = await run('compiled', [1, 2, 3], { steps: 100 });
    expect(compiled.stopping.bestStep).toEqual(eager.stopping.bestStep);
    for (const r of [0, 1, 2]) {
      expect(replica(compiled.parameters, r)).toBeAllclose(replica(eager.parameters, r), {
        rtol: 1e-4,
        atol: 1e-5,
      });
    }
  });
});
