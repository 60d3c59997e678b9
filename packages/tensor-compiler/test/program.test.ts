import { startBackend } from '@parton/backend';
import { ndarray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  compile,
  constant,
  eagerProgram,
  type Program,
  ProgramError,
  type Step,
  type StepShapes,
  trace,
} from '../src/index.ts';

/** A running sum, and one tensor that stays as it is. */
const step: Step<'sum' | 'fixed', 'x' | 'factor', 'sum' | 'large' | 'fixed'> = ({ state, inputs }) => {
  const sum = tf.add(state.sum, tf.mul(inputs.x, inputs.factor));
  return {
    state: { sum, fixed: state.fixed },
    outputs: { sum, large: tf.greater(sum, 10), fixed: state.fixed },
  };
};
const shapes: StepShapes<'sum' | 'fixed', 'x' | 'factor'> = {
  state: { sum: [2], fixed: [1, 2] },
  inputs: { x: [2], factor: [] },
};
const start = { sum: ndarray([1, 2], [2]), fixed: ndarray([5, 6], [1, 2]) };
const inputs = { x: ndarray([1, 10], [2]), factor: 2 };

const KINDS: [string, () => Promise<Program<'sum' | 'fixed', 'x' | 'factor', 'sum' | 'large' | 'fixed'>>][] =
  [
    ['compiled', () => compile(trace(step, shapes), { precision: 'float64' })],
    ['compiled, in a worker', () => compile(trace(step, shapes), { precision: 'float64', worker: true })],
    ['eager', async () => eagerProgram(step, shapes)],
  ];

beforeAll(async () => {
  await startBackend('cpu');
});

describe.each(KINDS)('a program, %s', (_, make) => {
  it('carries its state from step to step', async () => {
    const program = await make();
    await program.setState(start);
    expect(await program.step(inputs)).toEqual({
      sum: ndarray([3, 22], [2]),
      large: ndarray([0, 1], [2]),
      fixed: start.fixed,
    });
    await program.step(inputs);
    expect(await program.getState()).toEqual({ sum: ndarray([5, 42], [2]), fixed: start.fixed });
    await program.setState(start);
    expect(await program.getState()).toEqual(start);
    await program.close();
  });
  it('runs calls in order, also if they are not awaited', async () => {
    const program = await make();
    const all = [
      program.setState(start),
      program.step(inputs),
      program.step({ ...inputs, factor: 0 }),
      program.step(inputs),
    ];
    const state = await program.getState();
    await Promise.all(all);
    expect(state.sum).toEqual(ndarray([5, 42], [2]));
    await program.close();
  });
  it('owns its arrays', async () => {
    const program = await make();
    const own = { sum: ndarray([1, 2], [2]), fixed: ndarray([5, 6], [1, 2]) };
    await program.setState(own);
    own.sum.data.fill(7);
    (await program.getState()).sum.data.fill(8);
    expect((await program.getState()).sum).toEqual(start.sum);
    await program.close();
  });
  it('refuses what does not fit, and goes on', async () => {
    const program = await make();
    await expect(program.step(inputs)).rejects.toThrow(
      'found no state, expected setState before the first step',
    );
    await expect(program.setState({ ...start, sum: ndarray([1], [1]) })).rejects.toThrow(
      'sum: found [1], expected [2]',
    );
    await program.setState(start);
    await expect(program.step({ x: 1, factor: 2 })).rejects.toThrow('x: found [], expected [2]');
    // oxlint-disable-next-line typescript/no-explicit-any -- what a caller without types could do
    await expect(program.step({ x: inputs.x } as any)).rejects.toThrow('factor: found nothing, expected []');
    // oxlint-disable-next-line typescript/no-explicit-any -- what a caller without types could do
    await expect(program.step({ ...inputs, y: 1 } as any)).rejects.toThrow(
      'y: found an array of that name, expected one of x, factor',
    );
    expect((await program.step(inputs)).sum).toEqual(ndarray([3, 22], [2]));
    await program.close();
    await expect(program.getState()).rejects.toThrow(ProgramError);
  });
});

describe('compile', () => {
  it('keeps large constants beside the model', async () => {
    const table = ndarray(
      Float64Array.from({ length: 300_000 }, (_, i) => 1 / (1 + i)),
      [3, 100_000],
    );
    const traced = trace(
      ({ inputs: given }) => ({ state: {}, outputs: { y: tf.matMul(given.x, constant(table)) } }),
      {
        state: {},
        inputs: { x: [1, 3] },
      },
    );
    for (const worker of [false, true]) {
      const program = await compile(traced, { precision: 'float64', worker });
      await program.setState({});
      const { y } = await program.step({ x: ndarray([0, 0, 1], [1, 3]) });
      await program.close();
      expect(y.data).toEqual(table.data.subarray(200_000));
    }
  });
  it('takes state and inputs that the step does not use', async () => {
    const traced = trace(({ state, inputs: given }) => ({ state, outputs: { y: tf.mul(given.x, 2) } }), {
      state: { unused: [2, 3] },
      inputs: { x: [2], ignored: [4] },
    });
    for (const worker of [false, true]) {
      const program = await compile(traced, { precision: 'float64', worker });
      const unused = ndarray([1, 2, 3, 4, 5, 6], [2, 3]);
      await program.setState({ unused });
      const { y } = await program.step({ x: ndarray([1, 2], [2]), ignored: ndarray([1, 2, 3, 4], [4]) });
      expect([...y.data]).toEqual([2, 4]);
      expect((await program.getState()).unused).toEqual(unused);
      await program.close();
    }
  });

  it('leaves the thread free while a worker computes', async () => {
    const traced = trace(({ state }) => ({ state: { a: tf.matMul(state.a, state.a) }, outputs: {} }), {
      state: { a: [500, 500] },
      inputs: {},
    });
    const program = await compile(traced, { precision: 'float64', worker: true });
    await program.setState({ a: ndarray(new Float64Array(250_000), [500, 500]) });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    for (let i = 0; i < 5; i++) await program.step({});
    clearInterval(timer);
    await program.close();
    expect(ticks).toBeGreaterThan(2);
  });
});
