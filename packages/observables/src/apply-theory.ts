import * as tf from '@tensorflow/tfjs-core';
import type { FoldedTheory } from './fold-theory.ts';
import type { TheoryPart } from './theory-parts.ts';

/**
 * All predictions of all replicas.
 *
 * @param theory the structure
 * @param constants its constants as tensors
 * @param xf `[R, K, N]`: the independent flavours on the common grid
 * @returns one `[R, n]` per group
 */
export function applyTheory(
  { groups }: Pick<FoldedTheory, 'groups'>,
  constants: Readonly<Record<string, tf.Tensor>>,
  xf: tf.Tensor,
): tf.Tensor[] {
  const [replicas = 0, flavours = 0, points = 0] = xf.shape;
  const f = tf.reshape(xf, [replicas, flavours * points]);
  const read = (name: string): tf.Tensor => {
    const tensor = constants[name];
    if (tensor === undefined) throw new TypeError(`the constants of the theory lack ${name}`);
    return tensor;
  };
  const project = (kind: 'linear' | 'quadratic'): tf.Tensor => {
    const projection = constants[kind];
    return projection === undefined ? f : tf.matMul(f, projection);
  };
  const inputs = { linear: project('linear'), quadratic: project('quadratic') };
  return groups.map(({ parts }) => {
    const predictions = parts.map((part) => predictionsOf(part, inputs, read));
    const [first] = predictions;
    if (first === undefined) return tf.zeros([replicas, 0]);
    if (parts.some(({ mixed }) => mixed)) return predictions.reduce((sum, next) => tf.add(sum, next));
    return predictions.length === 1 ? first : tf.concat(predictions, 1);
  });
}

function predictionsOf(
  { form, operands, mixed, name }: TheoryPart,
  inputs: Readonly<Record<'linear' | 'quadratic', tf.Tensor>>,
  read: (name: string) => tf.Tensor,
): tf.Tensor {
  const rows = operands.map((operand) =>
    operand.kind === 'linear'
      ? tf.matMul(inputs.linear, read(`${operand.name}.matrix`))
      : signedSquares(inputs.quadratic, read(`${operand.name}.squares`), read(`${operand.name}.weights`)),
  );
  const [a = inputs.linear, b = a] = rows;
  const combined = form === 'value' ? a : form === 'ratio' ? tf.div(a, b) : tf.sub(a, tf.abs(b));
  return mixed ? tf.matMul(combined, read(`${name}.mix`)) : combined;
}

/**
 * `sum_q w_qn (v_qn . z)^2` for every row n, `[R, r] -> [R, n]`. All rows of one square stand together: sums and
 * broadcasts then run along contiguous rows, which runtimes are fast at.
 */
function signedSquares(z: tf.Tensor, squares: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const [rank = 0, rows = 0] = weights.shape;
  const projections = tf.reshape(tf.matMul(z, squares), [z.shape[0] ?? 0, rank, rows]);
  return tf.sum(tf.mul(tf.square(projections), weights), 1);
}
