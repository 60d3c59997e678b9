import type { Scaler } from '@parton/feature-scaling';
import { buildScaler } from '@parton/feature-scaling';
import { fkToLhapdf } from '@parton/flavour-rotations';
import { fromKeras } from '@parton/multi-dense';
import { fromNested, matmul, ndarray, transpose } from '@parton/ndarray';
import { readShared, sharedSuite } from '@parton/testing';
import { expect, it } from 'vitest';
import { evaluatePdf, pdfModel } from '../src/index.ts';

interface Forward {
  order: string[];
  kernels: number[][][];
  biases: number[][];
  alpha: number[];
  beta?: number[];
  x: number[];
  fk14: number[][];
  lha14_nf4?: number[][];
}
interface Fixture {
  pdf_forward_logx: Forward;
  pdf_forward_feature_scaled: Forward;
  scaler: { inputs: number[][]; points: number }[];
}

/** The whole chain with the 2000-point grid, against an independent implementation of the specification. */
sharedSuite('recorded forward passes', 'fixtures/model.json', () => {
  const fixture = () => readShared<Fixture>('fixtures', 'model.json');
  const evaluate = ({ kernels, biases, alpha, beta, x }: Forward, scaler?: Scaler) => {
    const names = fixture().pdf_forward_logx.order;
    const model = pdfModel({
      basis: 'EVOL',
      flavours: names.map((fl, j) => ({
        fl,
        smallx: [alpha[j] ?? 0, alpha[j] ?? 0],
        largex: [beta?.[j] ?? 0, beta?.[j] ?? 0],
        trainable: false,
      })),
      network: { nodes: [5, 4, 8], activations: ['tanh', 'sigmoid', 'linear'], initializer: 'glorot_normal' },
      sumRules: 'ALL',
      integration: 'trapezoid',
      ...(scaler === undefined ? {} : { scaler }),
    });
    const weights = fromKeras(
      kernels.flatMap((kernel, i) => [fromNested(kernel), fromNested(biases[i] ?? [])]),
    );
    const exponents = {
      alpha: ndarray(alpha, [1, 8, 1]),
      beta: ndarray(beta ?? Array<number>(8).fill(0), [1, 8, 1]),
    };
    return evaluatePdf(model, { ...weights, ...exponents }, 0)(Float64Array.from(x));
  };

  it('with (x, ln x) as input, and its rotation to flavours', () => {
    const recorded = fixture().pdf_forward_logx;
    const xf = evaluate(recorded);
    expect(transpose(xf).data).toBeAllclose(recorded.fk14, { rtol: 1e-9, atol: 1e-12 });
    expect(transpose(matmul(fkToLhapdf(4), xf)).data).toBeAllclose(recorded.lha14_nf4 ?? [], {
      rtol: 1e-9,
      atol: 1e-12,
    });
  });

  it('with feature scaling', () => {
    const recorded = fixture().pdf_forward_feature_scaled;
    const [first] = fixture().scaler;
    const scaler = buildScaler(
      (first?.inputs ?? []).map((values) => Float64Array.from(values)),
      first?.points ?? 0,
    );
    expect(transpose(evaluate(recorded, scaler)).data).toBeAllclose(recorded.fk14, {
      rtol: 1e-8,
      atol: 1e-11,
    });
  });
});
