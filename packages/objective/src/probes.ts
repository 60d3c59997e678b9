import { fkToLhapdf } from '@parton/flavour-rotations';
import { matmul, type NdArray, row, symmetricInverse, transpose } from '@parton/ndarray';
import { type PdfModel, samplePdfs } from '@parton/pdf-model';

/** Well above the number of nodes of a grid, so that every direction a flavour can take is seen several times. */
const COUNT = 200;
/** How much a quark or gluon varies: as part of its own size, and of the mean size of all at the same x. */
const SPREAD = { own: 0.1, all: 0.001 } as const;
const QUARK_FLAVOURS = 6;
const MIXED = 4;

/**
 * PDFs by which the theory is compressed, `[P, K N]`. Every quark, antiquark and the gluon vary by ten per cent around a
 * reference: more than fitted replicas differ from each other where there are data, and all stay positive if the
 * reference is. The shapes of the variations are those by which freshly initialised PDFs differ, so they are as smooth as
 * what a network can learn. Initial PDFs themselves would be a bad choice: at large x they are hundreds of times too
 * large, predictions are off by hundreds of sigma, denominators of ratios vanish, and a tolerance of 1e-3 sigma there
 * multiplies the cost of every step, for predictions that only have to say which way to go.
 *
 * @param reference `[14, N]` on the grid, such as the PDF of the t0 covariance; default: the mean of initial PDFs
 */
export function probePdfs(model: PdfModel, grid: Float64Array, reference?: NdArray): NdArray {
  const points = grid.length;
  const samples = samplePdfs(model, grid, COUNT);
  const toPartons = matmul(fkToLhapdf(QUARK_FLAVOURS), model.reduced.expansion);
  const back = pseudoInverse(toPartons);
  const partons = rotated(toPartons, samples, points);
  const { mean } = moments(partons);
  const centre =
    reference === undefined ? mean : rotated(toPartons, independent(model, reference), points).data;
  const size = sizes(centre, points);
  const varied = variations(partons, points).map(
    (value, n) => (centre[n % centre.length] ?? 0) + (size[n % centre.length] ?? 0) * value,
  );
  return rotated(back, { shape: partons.shape, data: varied }, points);
}

/** How much each parton varies at each x. */
function sizes(centre: Float64Array, points: number): Float64Array {
  const flavours = centre.length / points;
  const all = new Float64Array(points);
  centre.forEach((value, i) => (all[i % points] = (all[i % points] ?? 0) + value ** 2 / flavours));
  return centre.map((value, i) =>
    Math.hypot(SPREAD.own * value, SPREAD.all * Math.sqrt(all[i % points] ?? 0)),
  );
}

/**
 * What every flavour of every PDF differs from the mean by, in units of the standard deviation at each x, and with a mean
 * square of one over all x: sum rules make a few initial PDFs very large, which shall not count more than others.
 */
function variations(samples: NdArray, points: number): Float64Array {
  const { mean, deviation } = moments(samples);
  const width = mean.length;
  const rounding = 1e-9 * deviation.reduce((most, value) => Math.max(most, value), 0);
  const out = samples.data.map((value, n) => {
    const unit = deviation[n % width] ?? 0;
    return unit > rounding ** 2 ? (value - (mean[n % width] ?? 0)) / unit : 0;
  });
  for (let from = 0; from < out.length; from += points) {
    const flavour = out.subarray(from, from + points);
    const size = Math.sqrt(flavour.reduce((sum, value) => sum + value ** 2, 0) / points) || 1;
    flavour.forEach((value, i) => (flavour[i] = value / size));
  }
  return mixed(out, COUNT / MIXED, width);
}

/**
 * Sums and differences of four PDFs in place of the four, so that no single one has a direction to itself. Spreads and
 * correlations stay as they are.
 */
function mixed(variation: Float64Array, distance: number, width: number): Float64Array {
  return variation.map((_, n) => {
    const line = Math.floor(n / width);
    const own = Math.floor(line / distance);
    let sum = 0;
    for (let other = 0; other < MIXED; other++) {
      const value = variation[(n % width) + ((line % distance) + other * distance) * width] ?? 0;
      const isBoth = (own & other) === MIXED - 1 || (own & other) === 0;
      sum += isBoth ? value : -value;
    }
    return sum / Math.sqrt(MIXED);
  });
}

/** Mean and standard deviation of each column. */
function moments({ shape, data }: NdArray): { mean: Float64Array; deviation: Float64Array } {
  const [count = 0, width = 0] = shape;
  const mean = new Float64Array(width);
  data.forEach((value, n) => (mean[n % width] = (mean[n % width] ?? 0) + value / count));
  const deviation = new Float64Array(width);
  data.forEach((value, n) => {
    const i = n % width;
    deviation[i] = (deviation[i] ?? 0) + (value - (mean[i] ?? 0)) ** 2 / count;
  });
  return { mean, deviation: deviation.map(Math.sqrt) };
}

/** The independent flavours of a PDF, as one row. */
function independent({ reduced }: PdfModel, xf: NdArray): NdArray {
  const values = reduced.rows.flatMap((flavour) => [...row(xf, flavour).data]);
  return { shape: [1, values.length], data: Float64Array.from(values) };
}

/** Functions `[P, F N]` in other flavours, `[P, F' N]`. */
function rotated(matrix: NdArray, functions: NdArray, points: number): NdArray {
  const [to = 0, from = 0] = matrix.shape;
  const [count = 0] = functions.shape;
  const data = new Float64Array(count * to * points);
  for (let p = 0; p < count; p++) {
    const { data: own } = row(functions, p);
    data.set(matmul(matrix, { shape: [from, points], data: own }).data, p * to * points);
  }
  return { shape: [count, to * points], data };
}

/** `(A^T A)^-1 A^T` */
function pseudoInverse(matrix: NdArray): NdArray {
  const transposed = transpose(matrix);
  return matmul(symmetricInverse(matmul(transposed, matrix)), transposed);
}
