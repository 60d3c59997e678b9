import { type NdArray, transpose, zeros } from '@parton/ndarray';
import type { PointPrescription, ShiftGroup } from './point-prescription.ts';
import { TheoryCovarianceError } from './theory-covariance-error.ts';

/** A data set after cuts, and what each theory of a prescription predicts for it. */
export interface VariedDataset {
  readonly name: string;
  /** The data sets of one process share its scales; `process` of `@parton/commondata`. */
  readonly process: string;
  /** `[n]` each, in the order of the theories: the reference first. */
  readonly predictions: readonly Float64Array[];
}

/**
 * The theory covariance of a prescription as correlated uncertainties, `columns columns^T`: one column for the mean of each
 * group of shifts, and in each process one for every independent difference within a group. That is exact; it makes the
 * matrix symmetric and positive semi-definite, and is the form that a chi2 with nuisance parameters needs.
 *
 * @param datasets in the order of the points
 * @returns `[n, k]`, units of the data
 * @throws TheoryCovarianceError where predictions are missing, not finite, or of different lengths
 */
export function theoryColumns(prescription: PointPrescription, datasets: readonly VariedDataset[]): NdArray {
  const shifts = shiftsOf(prescription, datasets);
  const processOf = datasets.flatMap(({ process, predictions }) =>
    Array<string>(predictions[0]?.length ?? 0).fill(process),
  );
  const processes = [...new Set(processOf)];
  const columns = prescription.groups.flatMap((group) => [
    mean(group, shifts),
    ...differences(group, shifts).flatMap((column) =>
      processes.map((process) => column.map((value, i) => (processOf[i] === process ? value : 0))),
    ),
  ]);
  const points = processOf.length;
  const rows = zeros([columns.length, points]);
  columns.forEach((column, c) => rows.data.set(column, c * points));
  return transpose(rows);
}

/**
 * The theory covariance `[n, n]`: `sum columns columns^T` over prescriptions.
 *
 * @param prescriptions `[n, k]` each, from {@link theoryColumns}
 */
export function theoryCovariance(prescriptions: readonly NdArray[]): NdArray {
  const n = prescriptions[0]?.shape[0] ?? 0;
  const sum = zeros([n, n]);
  for (const { shape, data } of prescriptions) {
    const [points = 0, k = 0] = shape;
    if (points !== n) {
      throw new TheoryCovarianceError({
        found: `columns of ${points} points`,
        expected: `${n} as the first`,
      });
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let product = 0;
        for (let c = 0; c < k; c++) product += (data[i * k + c] ?? 0) * (data[j * k + c] ?? 0);
        const value = (sum.data[i * n + j] ?? 0) + product;
        sum.data[i * n + j] = value;
        sum.data[j * n + i] = value;
      }
    }
  }
  return sum;
}

/** One `[n]` per shift, over the points of all data sets. */
function shiftsOf({ name, theories }: PointPrescription, datasets: readonly VariedDataset[]): Float64Array[] {
  const parts = datasets.map((dataset) => {
    const [reference = new Float64Array(0), ...varied] = dataset.predictions;
    if (dataset.predictions.length !== theories.length) {
      throw new TheoryCovarianceError({
        where: { key: dataset.name },
        found: `predictions of ${dataset.predictions.length} theories`,
        expected: `${theories.length}, those of ${name}`,
      });
    }
    return varied.map((predictions, k) => {
      const shift = predictions.map((value, i) => value - (reference[i] ?? Number.NaN));
      if (shift.length === reference.length && shift.every(Number.isFinite)) return shift;
      throw new TheoryCovarianceError({
        where: { key: dataset.name },
        found: `${shift.length} predictions for ${theories[k + 1] ?? ''}, or some that are not finite`,
        expected: `${reference.length} finite predictions`,
      });
    });
  });
  return theories
    .slice(1)
    .map((_, k) => Float64Array.from(parts.flatMap((shifts) => [...(shifts[k] ?? [])])));
}

/** `sqrt(weight/m) sum_k D_k` */
function mean({ weight, shifts: members }: ShiftGroup, shifts: readonly Float64Array[]): Float64Array {
  return combine(members, shifts, () => Math.sqrt(weight / members.length));
}

/**
 * `sqrt(weight/(j(j+1))) (D_1 + ... + D_j - j D_(j+1))` for j = 1 ... m - 1: with the mean an orthogonal basis of the
 * group, so that the squares of all of them sum to those of the shifts.
 */
function differences(
  { weight, shifts: members }: ShiftGroup,
  shifts: readonly Float64Array[],
): Float64Array[] {
  return members.slice(1).map((_, at) => {
    const j = at + 1;
    const scale = Math.sqrt(weight / (j * (j + 1)));
    return combine(members, shifts, (k) => (k < j ? scale : k === j ? -j * scale : 0));
  });
}

function combine(
  members: readonly number[],
  shifts: readonly Float64Array[],
  factor: (k: number) => number,
): Float64Array {
  const sum = new Float64Array(shifts[0]?.length ?? 0);
  members.forEach((member, k) => {
    const by = factor(k);
    shifts[member]?.forEach((value, i) => (sum[i] = (sum[i] ?? 0) + by * value));
  });
  return sum;
}
