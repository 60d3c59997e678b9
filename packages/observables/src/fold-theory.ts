import { matmul, type NdArray, row, zeros } from '@parton/ndarray';
import { compressedRows, exactRows } from './compress-rows.ts';
import type { FoldTarget } from './fold-linear.ts';
import { largestChange } from './largest-change.ts';
import type { Observable } from './observable.ts';
import { type PointForm, pointForms } from './rows.ts';
import { rowSizes } from './row-sizes.ts';
import { type TheoryPart, theoryParts } from './theory-parts.ts';

/**
 * All predictions of a fit from a few matrix products. Rows that are linear in the PDFs and two-hadron rows, which are
 * sums of signed squares, are computed from few numbers `z = f P` each; predictions are these rows, ratios of them, or
 * `a - |b|`. Predictions of one kind stand together, so `points` says which is which.
 */
export interface FoldedTheory {
  readonly groups: readonly TheoryGroup[];
  /** Number of predictions n of all groups, after the rotation if there is one. */
  readonly points: number;
  /** The largest change of any prediction by the compression, in sigma, over some of the probes; 0 if exact. */
  readonly largestChange: number;
  /** Plain constants; the caller turns them into tensors of the same names. */
  readonly constants: Readonly<Record<string, NdArray>>;
}

/** Observables that are predicted side by side. */
export interface TheoryGroup {
  readonly parts: readonly TheoryPart[];
  /** For each prediction of the group which it is, counted over all observables; `0, 1, 2, ...` if rotated. */
  readonly points: readonly number[];
}

/** Tables, the functions and points they are folded on, and optionally a rotation `[m, n]` of the predictions. */
export interface FoldOptions extends FoldTarget {
  readonly observables: readonly Observable[];
  /** Which observables each group has, by their indices. Default: one group with all. */
  readonly groups?: readonly (readonly number[])[];
  /** For one group only. */
  readonly rotation?: NdArray;
  /** `[P, K N]`: plausible PDFs. With them the theory is compressed, without them it is exact and slower. */
  readonly probes?: NdArray | undefined;
  /** Uncertainty of each prediction, after the rotation if there is one. Default: one per cent of its typical size. */
  readonly sigma?: Float64Array;
  /** The largest change of any prediction by the compression, in sigma. Default 1e-3. */
  readonly tolerance?: number;
}

const TOLERANCE = 1e-3;

/** Folds the flavour basis, the common grid and a rotation into the theory, once, in float64. Deterministic. */
export function foldTheory(options: FoldOptions): FoldedTheory {
  const { probes, rotation, tolerance = TOLERANCE } = options;
  const groups = groupedForms(options);
  const points = groups.flat();
  const sizes = probes === undefined ? undefined : rowSizes(points, sigmaOf(options), { ...options, probes });
  const rows =
    probes === undefined || sizes === undefined
      ? exactRows(points, options)
      : compressedRows(points, sizes, { ...options, probes, tolerance });
  const folded = groups.map((forms, g) =>
    theoryParts(forms, rows, { name: `group${g}`, mix: (part) => mixOf(part, rotation) }),
  );
  const modes = rotation?.shape[0];
  return {
    groups: folded.map((group) => ({
      parts: group.parts,
      points: modes === undefined ? group.points : Array.from({ length: modes }, (_, mode) => mode),
    })),
    points: modes ?? points.length,
    largestChange: sizes === undefined ? 0 : largestChange(points, rows, { sizes, rotation }),
    constants: Object.assign({}, rows.projections, ...folded.map(({ constants }) => constants)),
  };
}

function groupedForms(options: FoldOptions): PointForm[][] {
  const { observables, rotation } = options;
  let first = 0;
  const forms = observables.map((observable) => {
    const own = pointForms(observable, first, options);
    first += own.length;
    return own;
  });
  const groups = (options.groups ?? [[...observables.keys()]]).map((members) =>
    members.flatMap((i) => forms[i] ?? []),
  );
  return rotation === undefined ? groups : groups.map((group) => rotatedForms(group, rotation));
}

/** Whether a prediction is a number linear in the PDFs; then the rotation is folded into its row. */
function isLinear({ form, rows }: PointForm): boolean {
  return form === 'value' && rows.every(({ kind }) => kind === 'linear');
}

/** Modes in place of the linear predictions; the others stay, and are rotated in every step. */
function rotatedForms(forms: readonly PointForm[], rotation: NdArray): PointForm[] {
  const [modes = 0, points = 0] = rotation.shape;
  const linear = forms.filter(isLinear);
  const others = forms.filter((point) => !isLinear(point));
  const vectors = linear.flatMap(({ rows }) =>
    rows.flatMap((entry) => (entry.kind === 'linear' ? [entry.vector] : [])),
  );
  const width = vectors[0]?.length ?? 0;
  if (width === 0) return others;
  const stacked = zeros([linear.length, width]);
  const chosen = zeros([modes, linear.length]);
  linear.forEach(({ point }, i) => {
    stacked.data.set(vectors[i] ?? [], i * width);
    for (let mode = 0; mode < modes; mode++)
      chosen.data[mode * linear.length + i] = rotation.data[mode * points + point] ?? 0;
  });
  const rotated = matmul(chosen, stacked);
  const rows = Array.from({ length: modes }, (_, mode): PointForm => ({
    form: 'value',
    rows: [{ kind: 'linear', vector: row(rotated, mode).data }],
    point: mode,
  }));
  return [...rows, ...others];
}

/** `[part, modes]`: the columns of the rotation that belong to predictions that are not linear. */
function mixOf(part: readonly PointForm[], rotation: NdArray | undefined): NdArray | undefined {
  if (rotation === undefined || part.every(isLinear)) return undefined;
  const [modes = 0, points = 0] = rotation.shape;
  const mix = zeros([part.length, modes]);
  part.forEach(({ point }, i) => {
    for (let mode = 0; mode < modes; mode++)
      mix.data[i * modes + mode] = rotation.data[mode * points + point] ?? 0;
  });
  return mix;
}

/** Sigma of a prediction. One that is rotated later may change by what changes the modes, together, by one sigma. */
function sigmaOf({ sigma, rotation }: FoldOptions): (point: PointForm) => number | undefined {
  if (sigma === undefined) return () => undefined;
  if (rotation === undefined) return ({ point }) => sigma[point];
  const [modes = 0, points = 0] = rotation.shape;
  return (form) => {
    if (isLinear(form)) return sigma[form.point];
    let sum = 0;
    for (let mode = 0; mode < modes; mode++)
      sum += ((rotation.data[mode * points + form.point] ?? 0) / (sigma[mode] ?? 1)) ** 2;
    return 1 / Math.sqrt(sum);
  };
}
