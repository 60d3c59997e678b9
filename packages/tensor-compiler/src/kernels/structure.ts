import { type Graph, sizeOf, type Value } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernel-call.ts';

/** Counts from the end if negative. */
const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** Begin and size that take `count` elements from `begin` along one axis, and all along the others. */
function along(x: Value, axis: number, begin: number, count: number): [begin: number[], size: number[]] {
  return [x.shape.map((_, i) => (i === axis ? begin : 0)), x.shape.with(axis, count)];
}

const SHAPES: Readonly<Record<string, Kernel>> = {
  BroadcastTo: (call) =>
    call.graph.broadcastTo(call.operand('x'), call.attributes<tf.BroadCastToAttrs>().shape),
  ExpandDims: (call) => {
    const x = call.operand('input');
    const { dim } = call.attributes<tf.ExpandDimsAttrs>();
    return call.graph.reshape(x, x.shape.toSpliced(axisOf(dim, x.shape.length + 1), 0, 1));
  },
  Reshape: (call) => {
    const x = call.operand('x');
    const { shape } = call.attributes<tf.ReshapeAttrs>();
    return call.graph.reshape(x, tf.util.inferFromImplicitShape(shape, sizeOf(x.shape)));
  },
  Tile: (call) => tile(call.graph, call.operand('x'), call.attributes<tf.TileAttrs>().reps),
  Transpose: (call) => call.graph.transpose(call.operand('x'), call.attributes<tf.TransposeAttrs>().perm),
};

/** tfjs broadcasts by tiling, so axes of length one are broadcast; the others get an axis to broadcast in front. */
function tile(g: Graph, x: Value, reps: readonly number[]): Value {
  const repeated = x.shape.map((length, axis) => length * (reps[axis] ?? 1));
  if (x.shape.every((length, axis) => length === 1 || reps[axis] === 1)) return g.broadcastTo(x, repeated);
  const apart = g.reshape(
    x,
    x.shape.flatMap((length) => [1, length]),
  );
  return g.reshape(
    g.broadcastTo(
      apart,
      x.shape.flatMap((length, axis) => [reps[axis] ?? 1, length]),
    ),
    repeated,
  );
}

const PARTS: Readonly<Record<string, Kernel>> = {
  GatherV2: (call) => {
    const { axis, batchDims } = call.attributes<tf.GatherV2Attrs>();
    if (batchDims !== 0) call.fail('batchDims', 'one list of indices for all', 'Multiply by a mask instead');
    const x = call.operand('x');
    const at = axisOf(axis, x.shape.length);
    const { values, shape } = call.literal('indices');
    const rows = call.graph.gather(x, Array.from(values, Number), at);
    return call.graph.reshape(rows, x.shape.toSpliced(at, 1, ...shape));
  },
  Slice: (call) => {
    const x = call.operand('x');
    const { begin, size } = call.attributes<tf.SliceAttrs>();
    const shape = [...x.shape];
    const [from = [], lengths = []] = tf.slice_util.parseSliceParams(
      { dataId: {}, shape, dtype: 'float32' },
      begin,
      size,
    );
    return call.graph.slice(x, from, lengths);
  },
  SplitV: (call) => {
    const x = call.operand('x');
    const { numOrSizeSplits, axis } = call.attributes<tf.SplitVAttrs>();
    const at = axisOf(axis, x.shape.length);
    const info: tf.TensorInfo = { dataId: {}, shape: [...x.shape], dtype: 'float32' };
    let begin = 0;
    return tf.backend_util.prepareSplitSize(info, numOrSizeSplits, at).map((size) => {
      const part = call.graph.slice(x, ...along(x, at, begin, size));
      begin += size;
      return part;
    });
  },
  StridedSlice: (call) => {
    const x = call.operand('x');
    const s = call.attributes<tf.StridedSliceAttrs>();
    const { begin, end, strides, finalShape } = tf.slice_util.sliceInfo(
      [...x.shape],
      s.begin,
      s.end,
      s.strides,
      s.beginMask,
      s.endMask,
      s.ellipsisMask,
      s.newAxisMask,
      s.shrinkAxisMask,
    );
    const lengths = tf.slice_util.computeOutShape(begin, end, strides);
    return call.graph.reshape(everyNth(call.graph, x, { begin, strides, lengths }), finalShape);
  },
  Unpack: (call) => {
    const x = call.operand('value');
    const axis = axisOf(call.attributes<tf.UnpackAttrs>().axis, x.shape.length);
    return Array.from({ length: x.shape[axis] ?? 0 }, (_, i) =>
      call.graph.reshape(call.graph.slice(x, ...along(x, axis, i, 1)), x.shape.toSpliced(axis, 1)),
    );
  },
};

interface Strides {
  readonly begin: readonly number[];
  readonly strides: readonly number[];
  readonly lengths: readonly number[];
}

/** Steps other than one are gathered, one axis after the other. */
function everyNth(g: Graph, x: Value, { begin, strides, lengths }: Strides): Value {
  return lengths.reduce((part, length, axis) => {
    const start = begin[axis] ?? 0;
    const stride = strides[axis] ?? 1;
    if (stride === 1 || length === 0) return g.slice(part, ...along(part, axis, start, length));
    const indices = Array.from({ length }, (_, i) => start + i * stride);
    return g.gather(part, indices, axis);
  }, x);
}

const JOINS: Readonly<Record<string, Kernel>> = {
  Concat: (call) => {
    const values = call.operands();
    const { axis } = call.attributes<tf.ConcatAttrs>();
    return call.graph.concat(values, axisOf(axis, values[0]?.shape.length ?? 0));
  },
  Pack: (call) => {
    const values = call.operands();
    const axis = axisOf(call.attributes<tf.PackAttrs>().axis, (values[0]?.shape.length ?? 0) + 1);
    const rows = values.map((x) => call.graph.reshape(x, x.shape.toSpliced(axis, 0, 1)));
    return call.graph.concat(rows, axis);
  },
  PadV2: (call) => {
    const { paddings, constantValue } = call.attributes<tf.PadV2Attrs>();
    const [before, after] = [paddings.map(([start]) => start), paddings.map(([, end]) => end)];
    return call.graph.pad(call.operand('x'), before, after, constantValue);
  },
};

/** Shapes, parts and joins. */
export const structure: Readonly<Record<string, Kernel>> = { ...SHAPES, ...PARTS, ...JOINS };
