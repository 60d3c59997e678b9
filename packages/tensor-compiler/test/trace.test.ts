import { startBackend } from '@parton/backend';
import { ndarray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { constant, RecordingError, trace, valueAndGrads } from '../src/index.ts';

/** Records a function of one input `[2, 3]`. */
const traceOf = (f: (x: tf.Tensor) => tf.Tensor) =>
  trace(({ inputs }) => ({ state: {}, outputs: { y: f(inputs.x) } }), { state: {}, inputs: { x: [2, 3] } });

/** What a recorded function throws. */
function errorOf(run: () => unknown): RecordingError {
  try {
    run();
  } catch (error) {
    if (error instanceof RecordingError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

beforeAll(async () => {
  await startBackend('cpu');
});

describe('trace', () => {
  it('gives the current backend back, and leaves no tensor behind', () => {
    const before = tf.memory();
    traceOf((x) => tf.softmax(tf.mul(x, 2)));
    errorOf(() => traceOf((x) => tf.cumsum(x)));
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  });
  it('finds common parts, and records what is used alone', () => {
    const traced = traceOf((x) => {
      tf.exp(x);
      return tf.add(tf.tanh(x), tf.tanh(x));
    });
    expect(traced.outputs.y.operands[0]).toBe(traced.outputs.y.operands[1]);
  });
  it('takes exact literals', () => {
    for (const literal of [0, 1, -1, 2, 0.5, 0.25, -0.375, 3, 10, 100, 1000, 1024, 65536, 123457]) {
      expect(() => traceOf((x) => tf.mul(x, literal))).not.toThrow();
    }
  });
  it('keeps attributes in float64', () => {
    const { operation } = traceOf((x) => tf.fill(x.shape, 0.1)).outputs.y;
    expect(operation).toEqual({ kind: 'fill', value: 0.1 });
  });
  it('has constants in float64', () => {
    const { operation } = traceOf(() => constant(ndarray([0.1, 0.2, 1 / 3], [3]))).outputs.y;
    expect(operation).toEqual({ kind: 'constant', data: Float64Array.of(0.1, 0.2, 1 / 3) });
  });
});

describe('what a program cannot do is refused', () => {
  it.each([0.1, 1e-7, 1 / 3, 2.621e-3, 1e12, 0.9, 6.073e-6])('the literal %d', (literal) => {
    const error = errorOf(() => traceOf((x) => tf.mul(x, literal)));
    expect(error.where.key).toBe('Multiply');
    expect(error.message).toContain(`found the number ${Math.fround(literal)}, which float32 has rounded`);
    expect(error.cure).toBe('Pass it as constant(ndarray([..], [])), or as an input');
  });
  it.each([
    [
      'an array',
      (x: tf.Tensor) => tf.add(x, tf.tensor([1, 2, 3])),
      'Add: found an array [3] made while recording',
    ],
    [
      'a nested array',
      (x: tf.Tensor) => tf.add(x, [[1], [2]]),
      'Add: found an array [2, 1] made while recording',
    ],
    [
      'random numbers',
      (x: tf.Tensor) => tf.mul(x, tf.randomUniform([2, 3])),
      'Multiply: found an array [2, 3]',
    ],
    [
      'a random number',
      (x: tf.Tensor) => tf.mul(x, tf.randomNormal([1], 0, 1, 'float32', 7)),
      'Multiply: found the number',
    ],
    ['dropout', (x: tf.Tensor) => tf.dropout(x, 0.5), 'or a random operation'],
    [
      'an unused random output',
      () => tf.randomNormal([2]),
      'outputs.y: found an array [2] made while recording',
    ],
    [
      'an unknown operation',
      (x: tf.Tensor) => tf.cumsum(x),
      'Cumsum: found an operation that cannot be recorded',
    ],
    ['reading', (x: tf.Tensor) => tf.mul(x, x.dataSync()[0] ?? 0), 'found a tensor that is read while'],
    ['a cast to whole numbers', (x: tf.Tensor) => tf.cast(x, 'int32'), 'Cast: found the type int32'],
    ['gathering per row', (x: tf.Tensor) => tf.gather(x, [[0], [1]], 1, 1), 'GatherV2: found batchDims'],
  ])('%s', (_, f, message) => {
    const error = errorOf(() => traceOf(f));
    expect(error.message).toContain(message);
    expect(error.cure).toBeDefined();
  });
  it('an unknown operation, with what there is instead', () => {
    const error = errorOf(() => traceOf((x) => tf.cumsum(x)));
    expect(error.where.key).toBe('Cumsum');
    expect(error.expected).toMatch(
      /^one of Abs, Add, AddN, BatchMatMul, .* Unpack, ZerosLike, _FusedMatMul$/,
    );
  });
  it('a tensor from outside', () => {
    const outside = tf.tensor([1, 2, 3]);
    const error = errorOf(() => traceOf((x) => tf.add(x, outside)));
    expect(error.message).toContain('Add: found a tensor [3] from outside of the recorded function');
    expect(error.cure).toBe('Make it with constant() inside of the function, or pass it as state or input');
    outside.dispose();
  });
  it('reading that nobody waits for, and asynchronous functions', () => {
    const read = (x: tf.Tensor): tf.Tensor => {
      void x.data();
      return x;
    };
    expect(errorOf(() => traceOf(read)).message).toContain('found a tensor that is read while');
    const step = async () => ({ state: {}, outputs: {} });
    // oxlint-disable-next-line typescript/no-explicit-any -- what a caller without types could do
    expect(errorOf(() => trace(step as any, { state: {}, inputs: {} })).message).toContain(
      'an asynchronous step',
    );
  });
  it('a recorded tensor used after its trace', async () => {
    const leaked: tf.Tensor[] = [];
    traceOf((x) => {
      leaked.push(tf.keep(tf.exp(x)));
      return x;
    });
    expect(() => leaked[0]?.dataSync()).toThrow('there are no numbers yet');
  });
  it('trace inside of trace', () => {
    expect(errorOf(() => traceOf(() => traceOf((x) => x) as never)).message).toContain(
      'trace inside of a traced',
    );
    expect(tf.getBackend()).toBe('cpu');
  });
  it('operands that do not fit, in the words of the graph', () => {
    expect(() => traceOf((x) => tf.matMul(x, x))).toThrow('matMul: found [2, 3] x [2, 3]');
  });
});

describe('the state', () => {
  const shapes = { state: { w: [2] }, inputs: {} };
  it.each<[string, () => unknown, string]>([
    [
      'of another shape',
      () => trace(({ state }) => ({ state: { w: tf.sum(state.w) }, outputs: {} }), shapes),
      'state.w: found [], expected [2]',
    ],
    [
      'that is missing',
      () => trace(() => ({ state: {} as { w: tf.Tensor }, outputs: {} }), shapes),
      'state.w: found nothing, expected [2]',
    ],
    [
      'that was not declared',
      () => trace(({ state }) => ({ state: { ...state, m: state.w }, outputs: {} }), shapes),
      'state.m: found [2], expected only the state that was declared',
    ],
    [
      'of bools',
      () => trace(({ state }) => ({ state: { w: tf.greater(state.w, 0) }, outputs: {} }), shapes),
      'state.w: found a bool',
    ],
  ])('%s is refused', (_, run, message) => expect(run).toThrow(message));
});

describe('valueAndGrads while recording', () => {
  it('refuses a tensor from inside of its function', () => {
    let inside: tf.Tensor | undefined;
    const run = () =>
      traceOf((x) => {
        valueAndGrads(
          (p) => {
            inside = tf.exp(p.x);
            return { loss: tf.sum(inside), aux: {} };
          },
          { x },
        );
        return inside ?? x;
      });
    expect(run).toThrow('valueAndGrads: found a tensor from inside of its function, used outside');
  });
});
