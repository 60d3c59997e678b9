import { type NdArray, ndarray, size } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { constant, type Step, type StepShapes, type Tensors, valueAndGrads } from '../src/index.ts';
import { keysOf, mapRecord } from '../src/map-record.ts';

/** Flavours, points, hidden units and data points of a small stacked network with a linear observable. */
const [F, N, H, D] = [3, 8, 5, 9];

/** Reproducible numbers in (-1, 1). */
export function numbers(shape: readonly number[], seed: number): NdArray {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return ndarray(Float64Array.from({ length: size(shape) }, next), shape);
}

/** The rows of the given replicas. */
export function replicas({ shape, data }: NdArray, chosen: readonly number[]): NdArray {
  const row = data.length / (shape[0] ?? 1);
  const rows = chosen.flatMap((r) => [...data.subarray(r * row, (r + 1) * row)]);
  return ndarray(rows, [chosen.length, ...shape.slice(1)]);
}

const SHAPES = { k0: [H, 1], b0: [H, 1], k1: [F, H], b1: [F, 1] };
type Parameter = keyof typeof SHAPES;
type State = Parameter | `m ${Parameter}` | `v ${Parameter}`;
const NAMES = keysOf(SHAPES);

/** Parameters and moments of all replicas. */
export function initialState(chosen: readonly number[]): Record<State, NdArray> {
  const all = chosen.length;
  const entries = NAMES.flatMap((name, i): [string, NdArray][] => {
    const shape = [Math.max(...chosen) + 1, ...SHAPES[name]];
    const zeros = ndarray(new Float64Array(all * size(SHAPES[name])), [all, ...SHAPES[name]]);
    return [
      [name, replicas(numbers(shape, i + 1), chosen)],
      [`m ${name}`, zeros],
      [`v ${name}`, zeros],
    ];
  });
  return Object.fromEntries(entries) as Record<State, NdArray>;
}

export const shapesOf = (replicaCount: number): StepShapes<State, 'rates'> => ({
  state: mapRecord(initialState([...Array(replicaCount).keys()]), ({ shape }) => shape),
  inputs: { rates: [3] },
});

/** Nadam's factors of the first moment, the gradient and the second moment at step t (Dozat 2016), as an input. */
export function rates(t: number): NdArray {
  const mu = (k: number): number => 0.9 * (1 - 0.5 * 0.96 ** k);
  let product = 1;
  for (let k = 1; k <= t; k++) product *= mu(k);
  return ndarray(
    [mu(t + 1) / (1 - product * mu(t + 1)), (1 - mu(t)) / (1 - product), 1 / (1 - 0.999 ** t)],
    [3],
  );
}

/** A network per replica, chi2 to its own data through a common table. */
function lossOf(chosen: readonly number[]) {
  return (p: Tensors<Parameter>) => {
    const x = constant(
      ndarray(
        Float64Array.from({ length: N }, (_, i) => Math.log(0.1 + i)),
        [1, 1, N],
      ),
    );
    const table = constant(numbers([F * N, D], 50));
    const data = constant(replicas(numbers([10, D], 51), chosen));
    const mask = constant(
      ndarray(
        replicas(numbers([10, D], 52), chosen).data.map((w) => Number(w < 0.5)),
        [chosen.length, D],
      ),
    );
    const hidden = tf.tanh(tf.add(tf.mul(p.k0, x), p.b0));
    const pdf = tf.add(tf.matMul(p.k1, hidden), p.b1);
    const residuals = tf.square(tf.sub(tf.matMul(tf.reshape(pdf, [chosen.length, F * N]), table), data));
    const train = tf.sum(tf.mul(residuals, mask), 1);
    return { loss: train, aux: { train, valid: tf.sum(tf.mul(residuals, tf.sub(1, mask)), 1) } };
  };
}

/** One step of Nadam with the gradient of every variable of every replica clipped to a norm. */
export function trainingStep(chosen: readonly number[]): Step<State, 'rates', 'train' | 'valid'> {
  return ({ state, inputs }) => {
    const scalar = (value: number): tf.Tensor => constant(ndarray([value], []));
    const [limit, rate, epsilon] = [scalar(6.07e-6), scalar(2.62e-3), scalar(1e-7)];
    const [oneMinusBeta1, oneMinusBeta2] = [scalar(0.1), scalar(0.001)];
    const [kM, kG, kV] = tf.unstack(inputs.rates) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const params: Tensors<Parameter> = { k0: state.k0, b0: state.b0, k1: state.k1, b1: state.b1 };
    const { grads, aux } = valueAndGrads(lossOf(chosen), params);
    const next = NAMES.flatMap((name): [string, tf.Tensor][] => {
      const norm = tf.sqrt(tf.sum(tf.square(grads[name]), [1, 2], true));
      const g = tf.mul(grads[name], tf.div(limit, tf.maximum(norm, limit)));
      const m = tf.add(state[`m ${name}`], tf.mul(oneMinusBeta1, tf.sub(g, state[`m ${name}`])));
      const v = tf.add(state[`v ${name}`], tf.mul(oneMinusBeta2, tf.sub(tf.square(g), state[`v ${name}`])));
      const move = tf.div(tf.add(tf.mul(kM, m), tf.mul(kG, g)), tf.add(tf.sqrt(tf.mul(kV, v)), epsilon));
      return [
        [name, tf.sub(state[name], tf.mul(rate, move))],
        [`m ${name}`, m],
        [`v ${name}`, v],
      ];
    });
    return { state: Object.fromEntries(next) as Tensors<State>, outputs: aux };
  };
}
