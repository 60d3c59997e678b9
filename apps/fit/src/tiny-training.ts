import { type BackendName, startBackend } from '@parton/backend';
import { ndarray } from '@parton/ndarray';
import { compile, eagerProgram, type Program, trace, valueAndGrads } from '@parton/tensor-compiler';
import * as tf from '@tensorflow/tfjs-core';

/** One step of gradient descent on `|w|^2`: forwards, backwards, new parameters, as every fit does it. */
const step = ({ state, inputs }: Given) => {
  const loss = (parameters: { w: tf.Tensor }) => ({ loss: tf.sum(tf.square(parameters.w)), aux: {} });
  const { loss: value, grads } = valueAndGrads(loss, { w: state.w });
  return { state: { w: tf.sub(state.w, tf.mul(inputs.rate, grads.w)) }, outputs: { loss: value } };
};
interface Given {
  readonly state: { readonly w: tf.Tensor };
  readonly inputs: { readonly rate: tf.Tensor };
}
const SHAPES = { state: { w: [2] }, inputs: { rate: [] } } as const;

/** Trains on ONNX Runtime in both precisions. Throws what goes wrong. */
export async function trainCompiled(threads: number): Promise<void> {
  for (const precision of ['float64', 'float32'] as const) {
    await check(await compile(trace(step, SHAPES), { precision, threads }));
  }
}

/** Trains on a tfjs backend. Throws what goes wrong. */
export async function trainEagerly(backend: BackendName): Promise<void> {
  tf.enableProdMode(); // without greetings on the screen
  await startBackend(backend);
  await check(eagerProgram(step, SHAPES));
}

/** Two steps of rate 1/4 halve the parameters each time, and the loss is exact in float32. */
async function check(program: Program<'w', 'rate', 'loss'>): Promise<void> {
  await program.setState({ w: ndarray([1, 2], [2]) });
  for (const expected of [5, 1.25]) {
    const { loss } = await program.step({ rate: 0.25 });
    if (loss.data[0] !== expected) throw new RangeError(`a loss of ${loss.data[0]} instead of ${expected}`);
  }
  await program.close();
}
