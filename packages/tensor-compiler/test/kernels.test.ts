import '@parton/testing';
import { numericalGradient } from '@parton/testing';
import { startBackend, toTensor } from '@parton/backend';
import { type NdArray, size } from '@parton/ndarray';
import { evaluate } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, constant, type Tensors, trace, valueAndGrads } from '../src/index.ts';
import { mapRecord } from '../src/map-record.ts';
import { applyCase, type KernelCase, kernelCases } from './kernel-cases.ts';

/** Reproducible numbers in (-1, 1) that float32 holds exactly. */
function numbers(shape: readonly number[], seed: number, domain = (x: number): number => x): NdArray {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.fround(domain(state / 2 ** 31 - 1));
  };
  return { shape, data: Float64Array.from({ length: size(shape) }, next) };
}

const operandsOf = ({ shapes, domain }: KernelCase): Record<string, NdArray> =>
  Object.fromEntries(shapes.map((shape, i) => [`x${i}`, numbers(shape, i + 1, domain)]));

/** The outputs of a case, and the gradients of their sum with a different weight for every element. */
function outputsAndGradients(kernelCase: KernelCase, operands: Tensors): Tensors {
  const { aux, grads } = valueAndGrads((params) => {
    const outputs = applyCase(kernelCase, params);
    const terms = Object.values(outputs).map((y, i) => tf.sum(tf.mul(y, constant(numbers(y.shape, 77 + i)))));
    return { loss: terms.reduce((sum, term) => tf.add(sum, term)), aux: outputs };
  }, operands);
  return { ...aux, ...Object.fromEntries(Object.entries(grads).map(([name, slope]) => [`d${name}`, slope])) };
}

const traceCase = (kernelCase: KernelCase) =>
  trace(({ inputs }) => ({ state: {}, outputs: outputsAndGradients(kernelCase, inputs) }), {
    state: {},
    inputs: mapRecord(operandsOf(kernelCase), ({ shape }) => shape),
  });

/** Records a case once, and interprets it as often as wanted. */
function interpreter(kernelCase: KernelCase): (operands: Record<string, NdArray>) => Record<string, NdArray> {
  const { outputs } = traceCase(kernelCase);
  return (operands) => {
    const feeds = Object.fromEntries(
      Object.entries(operands).map(([name, array]) => [`input ${name}`, array]),
    );
    const found = evaluate(Object.values(outputs), feeds);
    return Object.fromEntries(Object.keys(outputs).map((name, i) => [name, found[i] ?? numbers([0], 1)]));
  };
}

beforeAll(async () => {
  await startBackend('cpu');
});

describe.each(kernelCases)('$name', (kernelCase) => {
  const operands = operandsOf(kernelCase);
  const close = (
    found: Record<string, NdArray>,
    expected: Record<string, NdArray>,
    tolerance: object,
  ): void => {
    expect(mapRecord(found, ({ shape }) => shape)).toEqual(mapRecord(expected, ({ shape }) => shape));
    for (const [name, { data }] of Object.entries(expected))
      expect(found[name]?.data).toBeAllclose(data, tolerance);
  };

  it('recorded is what tfjs computes, and so is its gradient', () => {
    const tensors = tf.tidy(() => {
      const given = mapRecord(operands, toTensor);
      return kernelCase.tape === false
        ? applyCase(kernelCase, given)
        : outputsAndGradients(kernelCase, given);
    });
    const eager = mapRecord(tensors, (tensor) => ({
      shape: tensor.shape,
      data: Float64Array.from(tensor.dataSync()),
    }));
    tf.dispose(Object.values(tensors));
    const recorded = interpreter(kernelCase)(operands);
    close(
      Object.fromEntries(Object.keys(eager).map((name) => [name, recorded[name] ?? numbers([0], 1)])),
      eager,
      { rtol: 1e-5, atol: 2e-6 },
    );
  });

  it('has the gradient that finite differences have', () => {
    const interpret = interpreter(kernelCase);
    const found = interpret(operands);
    for (const [name, { shape, data }] of Object.entries(operands)) {
      const loss = (x: Float64Array): number => {
        const moved = interpret({ ...operands, [name]: { shape, data: x } });
        const outputs = Object.entries(moved).filter(([key]) => key.startsWith('y'));
        return outputs.reduce((sum, [, y], i) => {
          const weights = numbers(y.shape, 77 + i).data;
          return sum + y.data.reduce((part, value, k) => part + value * (weights[k] ?? 0), 0);
        }, 0);
      };
      expect(found[`d${name}`]?.data).toBeAllclose(numericalGradient(loss, data), { rtol: 1e-7, atol: 1e-8 });
    }
  });

  it.each([
    ['float64', { rtol: 1e-13, atol: 1e-14 }],
    ['float32', { rtol: 1e-5, atol: 2e-6 }],
  ] as const)('compiled in %s is what the interpreter says', async (precision, tolerance) => {
    const program = await compile(traceCase(kernelCase), { precision });
    await program.setState({});
    const found = await program.step(operands);
    await program.close();
    close(found, interpreter(kernelCase)(operands), tolerance);
  });
});
