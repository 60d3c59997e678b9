import type { Graph, Value } from '@parton/tensor-graph';
import type * as tf from '@tensorflow/tfjs-core';
import type { Kernel, KernelCall } from '../kernel-call.ts';
import { elu, leakyRelu, relu } from './elementwise.ts';

const product: Kernel = (call) => {
  const { transposeA, transposeB } = call.attributes<tf.BatchMatMulAttrs>();
  return call.graph.matMul(call.operand('a'), call.operand('b'), transposeA, transposeB);
};

function activate(g: Graph, x: Value, call: KernelCall): Value {
  const { activation, leakyreluAlpha } = call.attributes<tf._FusedMatMulAttrs>();
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return relu(g, x);
    case 'elu':
      return elu(g, x);
    case 'leakyrelu':
      return leakyRelu(g, x, leakyreluAlpha ?? 0);
    case 'sigmoid':
      return g.unary('sigmoid', x);
    default:
      return call.fail(
        `the activation ${activation}`,
        'linear, relu, elu, leakyrelu or sigmoid',
        'Apply it as an operation of its own',
      );
  }
}

/** Products over the last two axes. */
export const matMul: Readonly<Record<string, Kernel>> = {
  BatchMatMul: product,
  _FusedMatMul: (call) => {
    const { graph: g } = call;
    const { transposeA, transposeB } = call.attributes<tf._FusedMatMulAttrs>();
    const y = g.matMul(call.operand('a'), call.operand('b'), transposeA, transposeB);
    const bias = call.optional('bias');
    return activate(g, bias === undefined ? y : g.add(y, bias), call);
  },
};
