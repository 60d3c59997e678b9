import { ndarray } from '@parton/ndarray';
import { compile, constant, trace, valueAndGrads } from '@parton/tensor-compiler';
import * as tf from '@tensorflow/tfjs-core';

// Ten small networks at once: the first axis of every tensor counts them, the last one counts points.
const [R, H, N] = [10, 16, 40];
const x = Float64Array.from({ length: N }, (_, i) => i / N);
const shapes = { k0: [R, H, 1], b0: [R, H, 1], k1: [R, 1, H], b1: [R, 1, 1] };

const step = trace(
  ({ state, inputs }) => {
    const points = constant(ndarray(x, [1, 1, N]));
    const truth = constant(
      ndarray(
        x.map((v) => Math.cos(3 * v)),
        [1, 1, N],
      ),
    );
    const { loss, grads } = valueAndGrads((p) => {
      const hidden = tf.tanh(tf.add(tf.mul(p.k0, points), p.b0)); // [R, H, N]
      const y = tf.add(tf.matMul(p.k1, hidden), p.b1); // [R, 1, N]
      return { loss: tf.mean(tf.square(tf.sub(y, truth)), [1, 2]), aux: {} }; // [R]
    }, state);
    const descend = (name: keyof typeof shapes) => tf.sub(state[name], tf.mul(inputs.rate, grads[name]));
    return {
      state: { k0: descend('k0'), b0: descend('b0'), k1: descend('k1'), b1: descend('b1') },
      outputs: { loss },
    };
  },
  { state: shapes, inputs: { rate: [] } },
);

const program = await compile(step, { precision: 'float32' });
const scattered = (shape: number[]) =>
  ndarray(
    Float64Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => 2 * Math.cos(i * i)),
    shape,
  );
await program.setState({
  k0: scattered(shapes.k0),
  b0: scattered(shapes.b0),
  k1: scattered(shapes.k1),
  b1: scattered(shapes.b1),
});
let { loss } = await program.step({ rate: 0.05 });
for (let i = 1; i < 3000; i++) ({ loss } = await program.step({ rate: 0.05 }));
console.log(loss.data); // ten numbers, below 0.01
await program.close();
