import * as tf from '@tensorflow/tfjs-core';
import type { FoldedTheory } from './fold-theory.ts';
import { combine } from './operations.ts';
import type { OperandRows } from './row-blocks.ts';

/**
 * All predictions of all replicas.
 *
 * @param theory the structure
 * @param constants its constants as tensors
 * @param xf `[R, K, N]`: the independent flavours on the common grid
 * @returns `[R, n]`
 */
export function applyTheory(
  theory: Pick<FoldedTheory, 'composites' | 'firstNode'>,
  constants: Readonly<Record<keyof FoldedTheory['constants'], tf.Tensor>>,
  xf: tf.Tensor,
): tf.Tensor {
  const [replicas = 0, flavours = 0, points = 0] = xf.shape;
  const f = tf.reshape(xf, [replicas, flavours * points]);
  const direct = tf.matMul(f, constants.direct);
  if (theory.composites.length === 0) return direct;
  const blocks = {
    linear: rowsOf(constants.linear) === 0 ? undefined : tf.matMul(f, constants.linear),
    quadratic: rowsOf(constants.squares) === 0 ? undefined : quadratic(tail(xf, theory.firstNode), constants),
  };
  const read = ({ kind, start, count }: OperandRows): tf.Tensor => {
    const block = blocks[kind];
    return block === undefined ? tf.zeros([replicas, count]) : tf.slice(block, [0, start], [replicas, count]);
  };
  const composites = theory.composites.map(({ operation, operands }) =>
    combine(operation, operands.map(read)),
  );
  return tf.add(direct, tf.matMul(tf.concat(composites, 1), constants.mix));
}

/** The points from a node on, flavours side by side: `[R, K, N] -> [R, K (N - first)]`. */
function tail(xf: tf.Tensor, first: number): tf.Tensor {
  const [replicas = 0, flavours = 0, points = 0] = xf.shape;
  const left = points - first;
  return tf.reshape(tf.slice(xf, [0, 0, first], [replicas, flavours, left]), [replicas, flavours * left]);
}

/** `sum_k w_nk (v_nk . f)^2` for every two-hadron row: `[R, D] -> [R, nQ]`. */
function quadratic(
  f: tf.Tensor,
  { squares, weights }: Readonly<Record<'squares' | 'weights', tf.Tensor>>,
): tf.Tensor {
  const [rows = 0, rank = 0] = weights.shape;
  const projections = tf.reshape(tf.matMul(f, squares), [f.shape[0] ?? 0, rows, rank]);
  return tf.sum(tf.mul(tf.square(projections), weights), 2);
}

function rowsOf(constant: tf.Tensor): number {
  return constant.shape[1] ?? 0;
}
