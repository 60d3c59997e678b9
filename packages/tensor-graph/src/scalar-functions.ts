import type { BinaryName, CompareName, ReduceName, UnaryName } from './value.ts';

/** What the functions of one number mean, in float64. */
export const UNARY: Readonly<Record<UnaryName, (x: number) => number>> = {
  abs: Math.abs,
  cos: Math.cos,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  neg: (x) => -x,
  reciprocal: (x) => 1 / x,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  sign: Math.sign,
  sin: Math.sin,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sqrt: Math.sqrt,
  stopGradient: (x) => x,
  tanh: Math.tanh,
};

/** What the functions of two numbers mean, in float64. */
export const BINARY: Readonly<Record<BinaryName, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: Math.pow,
  maximum: Math.max,
  minimum: Math.min,
};

export const COMPARE: Readonly<Record<CompareName, (a: number, b: number) => number>> = {
  equal: (a, b) => Number(a === b),
  less: (a, b) => Number(a < b),
  lessEqual: (a, b) => Number(a <= b),
};

/** Start and step of each reduction. */
export const REDUCE: Readonly<Record<ReduceName, { start: number; step: (a: number, b: number) => number }>> =
  {
    sum: { start: 0, step: (a, b) => a + b },
    max: { start: -Infinity, step: Math.max },
    min: { start: Infinity, step: Math.min },
  };
