import { toTensor } from '@parton/backend';
import { eachBackend } from '@parton/backend-suite';
import { matmul, type NdArray, ndarray, row, transpose, zeros } from '@parton/ndarray';
import { readShared, sharedSuite } from '@parton/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  applyTheory,
  combine,
  combineArrays,
  commonGrid,
  convolve,
  factorise,
  type FkOperand,
  foldTheory,
  gridPositions,
  isOperation,
  type Observable,
  predict,
  quadraticForm,
} from '../src/index.ts';

const fine = Float64Array.of(1e-4, 1e-2, 0.1, 0.3, 0.7);
const coarse = Float64Array.of(1e-2, 0.3);

/** Deterministic numbers of both signs. */
const numbers = (count: number, seed: number) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(seed + 1.7 * i + 0.01 * i * i));
const oneHadron = (points: number, x: Float64Array, channels: number[], seed: number): FkOperand => ({
  hadrons: 1,
  x,
  channels,
  values: ndarray(numbers(points * channels.length * x.length, seed), [points, channels.length, x.length]),
});
const twoHadron = (points: number, x: Float64Array, channels: number[], seed: number): FkOperand => ({
  hadrons: 2,
  x,
  channels,
  values: ndarray(numbers(points * channels.length * x.length ** 2, seed), [
    points,
    channels.length,
    x.length,
    x.length,
  ]),
});
const pairs = [14 + 2, 2 * 14 + 2, 3 * 14 + 9];

/** V15 = V24 = V35 = V, T24 = T35 = Sigma, no photon: eight independent flavours, as the usual fit basis has. */
const INDEPENDENT = [1, 2, 3, 4, 5, 9, 10, 11];
const expansion = zeros([14, 8]);
for (const [flavour, source] of [
  ...INDEPENDENT.map((f) => [f, f]),
  [6, 3],
  [7, 3],
  [8, 3],
  [12, 1],
  [13, 1],
]) {
  expansion.data[(flavour ?? 0) * 8 + INDEPENDENT.indexOf(source ?? 0)] = 1;
}

const observables: Observable[] = [
  { name: 'structure function', operation: 'NULL', operands: [oneHadron(3, fine, [1, 2, 9, 13], 1)] },
  {
    name: 'ratio',
    operation: 'RATIO',
    operands: [twoHadron(2, fine, pairs, 2), twoHadron(2, fine, pairs, 3)],
  },
  {
    name: 'sum',
    operation: 'ADD',
    operands: [oneHadron(2, coarse, [3, 6], 4), oneHadron(2, coarse, [8], 5)],
  },
  { name: 'cross section', operation: 'NULL', operands: [twoHadron(1, coarse, pairs, 6)] },
  {
    name: 'one denominator',
    operation: 'RATIO',
    operands: [oneHadron(3, fine, [1], 7), oneHadron(1, fine, [2], 8)],
  },
];

/** `[R, 8, N]` on the common grid. */
const xf = ndarray(numbers(2 * 8 * 5, 11), [2, 8, 5]);
/** The same PDFs as functions on any sub-grid, in the FK basis: what the reference asks for. */
function pdf(replica: number): (x: Float64Array) => NdArray {
  const full = matmul(expansion, row(xf, replica));
  return (x) => {
    const at = gridPositions(fine, x);
    const out = zeros([14, x.length]);
    for (let f = 0; f < 14; f++)
      at.forEach((position, i) => (out.data[f * x.length + i] = full.data[f * 5 + position] ?? 0));
    return out;
  };
}
const reference = (replica: number) =>
  observables.flatMap((observable) => [...predict(observable, pdf(replica))]);
const tensors = (theory: ReturnType<typeof foldTheory>) =>
  ({
    direct: toTensor(theory.constants.direct),
    linear: toTensor(theory.constants.linear),
    mix: toTensor(theory.constants.mix),
    squares: toTensor(theory.constants.squares),
    weights: toTensor(theory.constants.weights),
  }) as const;

describe('common grid', () => {
  it('is the sorted union; nodes equal to rounding are one', () => {
    expect(commonGrid(observables)).toEqual(fine);
    const shifted = oneHadron(1, Float64Array.of(1e-2 * (1 + 1e-13), 0.5), [1], 0);
    expect(commonGrid([...observables, { name: '', operation: 'NULL', operands: [shifted] }]).length).toBe(6);
  });
  it('refuses a node that is not there', () => {
    expect(() => gridPositions(fine, Float64Array.of(0.2))).toThrow('x = 0.2');
  });
});

describe('quadratic form', () => {
  const [operand] = observables[1]?.operands ?? [];
  if (operand === undefined) throw new Error('no table');
  const form = quadraticForm(operand, 1, { grid: fine, expansion });
  it('is symmetric and gives the convolution', () => {
    expect(transpose(form).data).toEqual(form.data);
    const f = row(xf, 0).data;
    const value = f.reduce(
      (sum, u, i) => sum + u * f.reduce((inner, v, j) => inner + v * (form.data[i * 40 + j] ?? 0), 0),
      0,
    );
    expect(value).toBeAllclose(convolve(operand, pdf(0)(fine))[1] ?? 0, { rtol: 1e-12 });
  });
  it('is a sum of signed squares', () => {
    const { values, vectors } = factorise(form);
    const scaled = ndarray(
      vectors.data.map((v, i) => v * (values[Math.floor(i / 40)] ?? 0)),
      vectors.shape,
    );
    expect(matmul(transpose(scaled), vectors).data).toBeAllclose(form.data, { atol: 1e-12 });
    expect(values.some((value) => value < 0)).toBe(true);
  });
  it('of nothing has no terms', () => expect(factorise(zeros([4, 4])).values.length).toBe(0));
});

eachBackend('folded theory', () => {
  it('equals the convolutions in plain loops, for every replica', async () => {
    const theory = foldTheory({ observables, grid: fine, expansion });
    const got = applyTheory(theory, tensors(theory), toTensor(xf));
    expect(got.shape).toEqual([2, 11]);
    expect(await got.data()).toBeAllclose([...reference(0), ...reference(1)], { rtol: 3e-5, atol: 3e-6 });
  });

  it('with a rotation equals the rotated predictions', async () => {
    const rotation = ndarray(numbers(4 * 11, 21), [4, 11]);
    const theory = foldTheory({ observables, grid: fine, expansion, rotation });
    expect(theory.points).toBe(4);
    const expected = matmul(rotation, ndarray(reference(1), [11, 1])).data;
    const got = applyTheory(theory, tensors(theory), toTensor(ndarray(row(xf, 1).data, [1, 8, 5])));
    expect(await got.data()).toBeAllclose(expected, { rtol: 1e-4, atol: 3e-5 });
  });

  it('compressed to a tolerance changes no prediction by more than that', async () => {
    const smooth = (p: number) =>
      Array.from({ length: 8 }, (_, k) =>
        Array.from(
          fine,
          (node) => (1 + 0.3 * Math.sin(p + k)) * node ** (0.1 * Math.cos(p * k)) * (1 - node) ** 2,
        ),
      ).flat();
    const probes = ndarray(Array.from({ length: 60 }, (_, p) => smooth(p)).flat(), [60, 40]);
    const fresh = ndarray([...smooth(100.5), ...smooth(200.5)], [2, 8, 5]);
    const exact = foldTheory({ observables, grid: fine, expansion });
    const compressed = foldTheory({ observables, grid: fine, expansion, probes, tolerance: 1e-4 });
    expect(compressed.constants.weights.shape[1] ?? 0).toBeLessThan(exact.constants.weights.shape[1] ?? 0);
    const expected = await applyTheory(exact, tensors(exact), toTensor(fresh)).data();
    expect(await applyTheory(compressed, tensors(compressed), toTensor(fresh)).data()).toBeAllclose(
      expected,
      { rtol: 2e-3, atol: 1e-4 },
    );
  });

  it('keeps replicas apart: NaN in one leaves the other bit-identical', async () => {
    const theory = foldTheory({ observables, grid: fine, expansion });
    const poisoned = ndarray(
      xf.data.map((value, i) => (i < 40 ? Number.NaN : value)),
      xf.shape,
    );
    const healthy = await applyTheory(theory, tensors(theory), toTensor(xf)).data();
    const got = await applyTheory(theory, tensors(theory), toTensor(poisoned)).data();
    expect(got.slice(0, 11).every(Number.isNaN)).toBe(true);
    expect(got.slice(11)).toEqual(healthy.slice(11));
  });

  it('has gradients', async () => {
    const theory = foldTheory({ observables, grid: fine, expansion });
    const constants = tensors(theory);
    const direction = toTensor(ndarray(numbers(80, 31), xf.shape));
    const along = (h: number) =>
      tf.sum(applyTheory(theory, constants, tf.add(toTensor(xf), tf.mul(direction, h)))).dataSync()[0] ?? 0;
    const slope = tf.sum(tf.mul(tf.grad((f) => applyTheory(theory, constants, f))(toTensor(xf)), direction));
    // float32: central differences of size 1e-3 carry about 1e-3 of rounding
    expect(await slope.data()).toBeAllclose([(along(1e-3) - along(-1e-3)) / 2e-3], {
      rtol: 1e-2,
      atol: 1e-2,
    });
  });

  it('takes one linear set, without composites', async () => {
    const theory = foldTheory({ observables: observables.slice(0, 1), grid: fine, expansion });
    expect(await applyTheory(theory, tensors(theory), toTensor(xf)).data()).toBeAllclose(
      [...reference(0).slice(0, 3), ...reference(1).slice(0, 3)],
      { rtol: 1e-5, atol: 1e-6 },
    );
  });
});

describe('operations', () => {
  it('refuse a wrong number of operands and unknown names', () => {
    expect(() => combineArrays('RATIO', [Float64Array.of(1)])).toThrow('1 operands, expected 2');
    expect(isOperation('RATIO')).toBe(true);
    expect(isOperation('toString')).toBe(false);
  });
});

sharedSuite('recorded numbers', 'fixtures/model.json', () => {
  type Named = Record<string, number[]>;
  interface Fixture {
    operations: Named & { twenty: number[][] };
    observables: {
      pdf_r2_x4_f14: number[][][];
      dis: { basis: number[]; fk_n3_c3_x4: number[][][]; out_r2_n3: number[][] };
      dy: { pairs_first_second: number[][]; fk_n3_c4_x1_x2: number[][][][]; out_r2_n3: number[][] };
    };
  }
  const fixture = () => readShared<Fixture>('fixtures', 'model.json');
  eachBackend('operations', () => {
    it.each([
      'NULL',
      'ADD',
      'RATIO',
      'ASY',
      'SMN',
      'SUBTRACT_ABS',
      'SUBTRACT_ABSPAIR',
      'COM',
      'SMT',
    ] as const)('%s', async (name) => {
      const { operations } = fixture();
      const count = {
        NULL: 1,
        ADD: 2,
        RATIO: 2,
        ASY: 2,
        SMN: 4,
        SUBTRACT_ABS: 2,
        SUBTRACT_ABSPAIR: 4,
        COM: 20,
        SMT: 10,
      }[name];
      const { a = [], b = [], c = [], d = [], twenty } = operations;
      const operands = (count >= 10 ? twenty : [a, b, c, d]).slice(0, count);
      const expected = operations[name === 'SMT' ? 'SMT_first_ten' : name] ?? [];
      expect(
        combineArrays(
          name,
          operands.map((values) => Float64Array.from(values)),
        ),
      ).toBeAllclose(expected, { atol: 1e-12 });
      const got = combine(
        name,
        operands.map((values) => tf.tensor2d([values])),
      );
      expect(await got.data()).toBeAllclose(expected, { atol: 1e-6, rtol: 1e-6 });
    });
  });
  it.each(['dis', 'dy'] as const)('%s convolution', (kind) => {
    const { pdf_r2_x4_f14: pdfs, dis, dy } = fixture().observables;
    const x = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    const operand: FkOperand =
      kind === 'dis'
        ? { hadrons: 1, x, channels: dis.basis, values: ndarray(dis.fk_n3_c3_x4.flat(2), [3, 3, 4]) }
        : {
            hadrons: 2,
            x,
            channels: dy.pairs_first_second.map(([i = 0, j = 0]) => 14 * i + j),
            values: ndarray(dy.fk_n3_c4_x1_x2.flat(3), [3, 4, 4, 4]),
          };
    const expected = kind === 'dis' ? dis.out_r2_n3 : dy.out_r2_n3;
    pdfs.forEach((values, r) => {
      const points = transpose(ndarray(values.flat(), [4, 14]));
      expect(convolve(operand, points)).toBeAllclose(expected[r] ?? [], { rtol: 1e-10 });
    });
  });
});
