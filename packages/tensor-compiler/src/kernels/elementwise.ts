import type { BinaryName, Graph, UnaryName, Value } from '@parton/tensor-graph';
import type * as tf from '@tensorflow/tfjs-core';
import type { Kernel, KernelCall } from '../kernel-call.ts';

const unary =
  (name: UnaryName): Kernel =>
  (call) =>
    call.graph.unary(name, call.operand('x'));

const binary =
  (name: BinaryName): Kernel =>
  (call) =>
    call.graph.binary(name, call.operand('a'), call.operand('b'));

/** A function of `x` made of simpler ones. */
const composed =
  (build: (graph: Graph, x: Value, call: KernelCall) => Value): Kernel =>
  (call) =>
    build(call.graph, call.operand('x'), call);

/** A function of `a` and `b` made of simpler ones. */
const composed2 =
  (build: (graph: Graph, a: Value, b: Value) => Value): Kernel =>
  (call) =>
    build(call.graph, call.operand('a'), call.operand('b'));

/** Zero first: at a tie the gradient goes to the zero, as in tfjs. */
export const relu = (g: Graph, x: Value): Value => g.binary('maximum', g.fill(0), x);

/** Both branches stay finite everywhere, so that no NaN can come out of the gradient of the one not taken. */
export const elu = (g: Graph, x: Value): Value =>
  g.add(relu(g, x), g.unary('expm1', g.binary('minimum', x, g.fill(0))));

export const leakyRelu = (g: Graph, x: Value, alpha: number): Value =>
  g.where(g.compare('less', g.fill(0), x), x, g.mul(x, g.fill(alpha)));

const FUNCTIONS: Readonly<Record<string, Kernel>> = {
  Abs: unary('abs'),
  Cos: unary('cos'),
  Elu: composed(elu),
  Exp: unary('exp'),
  Expm1: unary('expm1'),
  LeakyRelu: composed((g, x, call) => leakyRelu(g, x, call.attributes<tf.LeakyReluAttrs>().alpha)),
  Log: unary('log'),
  Log1p: unary('log1p'),
  Neg: unary('neg'),
  Reciprocal: unary('reciprocal'),
  Relu: composed(relu),
  Rsqrt: composed((g, x) => g.unary('reciprocal', g.unary('sqrt', x))),
  Sigmoid: unary('sigmoid'),
  Sign: unary('sign'),
  Sin: unary('sin'),
  Softplus: unary('softplus'),
  Sqrt: unary('sqrt'),
  Square: composed((g, x) => g.mul(x, x)),
  Tanh: unary('tanh'),
  ClipByValue: composed((g, x, call) => {
    const { clipValueMin, clipValueMax } = call.attributes<tf.ClipByValueAttrs>();
    return g.binary('minimum', g.binary('maximum', x, g.fill(clipValueMin)), g.fill(clipValueMax));
  }),
};

const ARITHMETIC: Readonly<Record<string, Kernel>> = {
  Add: binary('add'),
  AddN: (call) => call.operands().reduce((sum, x) => call.graph.add(sum, x)),
  Maximum: binary('maximum'),
  Minimum: binary('minimum'),
  Multiply: binary('mul'),
  Pow: binary('pow'),
  RealDiv: binary('div'),
  SquaredDifference: composed2((g, a, b) => {
    const difference = g.sub(a, b);
    return g.mul(difference, difference);
  }),
  Sub: binary('sub'),
};

const LOGIC: Readonly<Record<string, Kernel>> = {
  Equal: composed2((g, a, b) => g.compare('equal', a, b)),
  Greater: composed2((g, a, b) => g.compare('less', b, a)),
  GreaterEqual: composed2((g, a, b) => g.compare('lessEqual', b, a)),
  IsFinite: composed((g, x) => g.compare('less', g.unary('abs', x), g.fill(Infinity))),
  IsInf: composed((g, x) => g.compare('equal', g.unary('abs', x), g.fill(Infinity))),
  IsNan: composed((g, x) => g.not(g.compare('equal', x, x))),
  Less: composed2((g, a, b) => g.compare('less', a, b)),
  LessEqual: composed2((g, a, b) => g.compare('lessEqual', a, b)),
  LogicalAnd: composed2((g, a, b) => g.and(a, b)),
  LogicalNot: composed((g, x) => g.not(x)),
  LogicalOr: composed2((g, a, b) => g.or(a, b)),
  NotEqual: composed2((g, a, b) => g.not(g.compare('equal', a, b))),
  Select: (call) => call.graph.where(call.operand('condition'), call.operand('t'), call.operand('e')),
};

/** What tfjs' own gradients call, for functions that use `tf.grad` while they are recorded. */
const TAPE: Readonly<Record<string, Kernel>> = {
  EluGrad: (call) => {
    const { graph: g } = call;
    return g.mul(call.operand('dy'), g.add(g.binary('minimum', call.operand('y'), g.fill(0)), g.fill(1)));
  },
  Step: composed((g, x, call) => {
    const { alpha } = call.attributes<tf.StepAttrs>();
    return g.where(g.compare('less', g.fill(0), x), g.fill(1, x.shape), g.fill(alpha));
  }),
};

export const elementwise: Readonly<Record<string, Kernel>> = {
  ...FUNCTIONS,
  ...ARITHMETIC,
  ...LOGIC,
  ...TAPE,
};
