import type { DType } from '@parton/tensor-graph';
import type * as tf from '@tensorflow/tfjs-core';
import type { Kernel, KernelCall } from '../kernel-call.ts';

function dtypeOf(call: KernelCall, dtype: tf.DataType | undefined): DType {
  if (dtype === undefined || dtype === 'float32') return 'real';
  return dtype === 'bool' ? 'bool' : call.fail(`the type ${dtype}`, 'float32 or bool', 'Cast to float32');
}

/** Constants, copies and casts. */
export const creation: Readonly<Record<string, Kernel>> = {
  Cast: (call) => {
    const x = call.operand('x');
    const dtype = dtypeOf(call, call.attributes<tf.CastAttrs>().dtype);
    if (x.dtype === dtype) return x;
    const { graph: g } = call;
    return dtype === 'real' ? g.cast(x) : g.not(g.compare('equal', x, g.fill(0)));
  },
  Fill: (call) => {
    const { shape, value, dtype } = call.attributes<tf.FillAttrs>();
    return call.graph.fill(Number(value), shape, dtypeOf(call, dtype));
  },
  Identity: (call) => call.operand('x'),
  OnesLike: (call) => call.graph.fill(1, call.operand('x').shape, call.operand('x').dtype),
  ZerosLike: (call) => call.graph.fill(0, call.operand('x').shape, call.operand('x').dtype),
};
