import { type NdArray, ndarray, row, zeros } from '@parton/ndarray';
import { areNodes, type Eko, EKO_PIDS, isPoint } from './eko.ts';
import { EvolutionError } from './evolution-error.ts';
import { INPUTS, kernelFlavours } from './kernel-flavours.ts';
import { parseNpz } from './npz.ts';
import type { EvolutionTheory } from './theory.ts';

const KEYS = ['x', 'Q', 'nf', 'threshold', 'k4', 'k5'] as const;
const MAX_BYTES = 2 ** 26;

/** Of the polynomials that the kernels were computed with. */
const DEGREE = 4;

/** Theory 900, that of the demo. */
const THEORY: EvolutionTheory = {
  order: [3, 0],
  alphaS: { value: 0.118, q: 91.2, nf: 5 },
  masses: [1.51, 4.92, 172.5],
  thresholds: [1.51, 4.92, Infinity],
  massScheme: 'pole',
  running: 'expanded',
};

/**
 * The compact operators of the demo theory (NNLO, four flavours up to the bottom threshold, then five): an `.npz` file
 * with the few kernels in x that a QCD evolution consists of, for x f. They are put together to full operators, so that
 * they can be used as those of an archive. Input partons other than u, d, s, c and g are taken as 0.
 *
 * Throws EvolutionError for what is no such file.
 */
export function readCompactOperators(bytes: Uint8Array, file: string): Eko {
  const { x, Q: q, nf, threshold, k4, k5 } = parseNpz(bytes, { file, keys: KEYS, maxBytes: MAX_BYTES });
  const nodes = x.data.length;
  const points = [...q.data].map((scale, i) => ({ q: scale, nf: nf.data[i] ?? 0 }));
  const four = points.filter((point) => point.nf === 4).length;
  const expect = (holds: boolean, found: string, expected: string) => {
    if (!holds) throw new EvolutionError({ where: { file }, found, expected });
  };
  expect(
    areNodes(x.data) && nodes > DEGREE,
    `${nodes} nodes in x`,
    `${DEGREE + 1} to 1000, ascending, in (0, 1]`,
  );
  const ordered = points.every((point, i) => isPoint(point) && point.nf === (i < four ? 4 : 5));
  expect(ordered && four > 0, `nf = ${nf.data.join(', ')}`, '4 up to the threshold, then 5');
  for (const [{ shape }, wanted] of [
    [k4, [four - 1, 7, nodes, nodes]],
    [k5, [points.length - four, 10, nodes, nodes]],
  ] as const) {
    expect(shape.join() === wanted.join(), `kernels [${shape.join(', ')}]`, `[${wanted.join(', ')}]`);
  }
  const [q0 = 0] = q.data;
  const [bottom = 0] = threshold.data;
  return {
    file,
    q2: q0 ** 2,
    points,
    x: x.data,
    degree: DEGREE,
    theory: { ...THEORY, thresholds: [1.51, bottom, Infinity] },
    operator: (i) => {
      if (points[i] === undefined) {
        throw new EvolutionError({
          where: { file },
          found: `point ${i}`,
          expected: `0 to ${points.length - 1}`,
        });
      }
      if (i === 0) return fullOperator(identities(nodes), 4, x.data);
      return i < four ? fullOperator(row(k4, i - 1), 4, x.data) : fullOperator(row(k5, i - four), 5, x.data);
    },
  };
}

/** Kernels that change nothing: 1 for what comes from itself, 0 for quarks from gluons and gluons from quarks. */
function identities(nodes: number): NdArray {
  const kernels = zeros([7, nodes, nodes]);
  for (const kernel of [0, 1, 2, 3, 6]) {
    for (let k = 0; k < nodes; k++) kernels.data[(kernel * nodes + k) * nodes + k] = 1;
  }
  return kernels;
}

/** `[7 or 10, X, X]` for x f to `[14, X, 14, X]` for f. */
function fullOperator(kernels: NdArray, nf: 4 | 5, x: Float64Array): NdArray {
  const nodes = x.length;
  const width = EKO_PIDS.length * nodes;
  const out = new Float64Array(width * width);
  kernelFlavours(nf).forEach((flavours, kernel) => {
    const { data } = row(kernels, kernel);
    EKO_PIDS.forEach((_, a) =>
      INPUTS.forEach((b) => {
        const factor = flavours.data[a * EKO_PIDS.length + b] ?? 0;
        if (factor === 0) return;
        for (let j = 0; j < nodes; j++) {
          const start = (a * nodes + j) * width + b * nodes;
          const scale = factor / (x[j] ?? 1);
          for (let k = 0; k < nodes; k++) {
            out[start + k] = (out[start + k] ?? 0) + scale * (data[j * nodes + k] ?? 0) * (x[k] ?? 0);
          }
        }
      }),
    );
  });
  return ndarray(out, [EKO_PIDS.length, nodes, EKO_PIDS.length, nodes]);
}
