import { ndarray } from '@parton/ndarray';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile, DeviceError, DEVICES, trace } from '../src/index.ts';

const doubled = () =>
  trace(({ state: { x } }) => ({ state: { x: tf.mul(x, 2) }, outputs: {} }), {
    state: { x: [2] },
    inputs: {},
  });

describe.each(DEVICES)('%s', (device) => {
  it('computes, or says what to do where it is not there', async () => {
    const program = await compile(doubled(), { precision: 'float32', device }).catch(
      (error: unknown) => error,
    );
    if (program instanceof Error) {
      expect(device).not.toBe('cpu');
      expect(program).toBeInstanceOf(DeviceError);
      expect(program.message).toContain('Use --device cpu');
      return;
    }
    const running = program as Awaited<ReturnType<typeof compile<'x', never, never>>>; // not an error
    await running.setState({ x: ndarray([1, 2], [2]) });
    await running.step({});
    expect([...(await running.getState()).x.data]).toEqual([2, 4]);
    await running.close();
  });
});
