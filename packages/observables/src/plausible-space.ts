import { matmul, type NdArray, row, symmetricEigen, transpose, zeros } from '@parton/ndarray';

/**
 * Coordinates for the functions of one flavour, in which plausible PDFs are of size one in every direction: what is
 * small in them is small for PDFs, however large the numbers of a table are.
 */
export interface FlavourSpace {
  /** `[N', N]`: the coordinates of a function. */
  readonly encode: NdArray;
  /** `[N, N']`: the function of some coordinates. */
  readonly decode: NdArray;
}

/** Directions that plausible PDFs take up to less than this share are rounding. */
const SMALLEST = 1e-6;

/**
 * The space of every flavour, from PDFs `[P, K N]`. Flavours are taken apart: N directions are well known from a few
 * hundred PDFs, K N directions would not be, and a PDF that is not among the probes would stick out of their span.
 */
export function plausibleSpaces(probes: NdArray, flavours: number): FlavourSpace[] {
  const nodes = (probes.shape[1] ?? 0) / flavours;
  return Array.from({ length: flavours }, (_, k) => flavourSpace(columns(probes, k * nodes, nodes)));
}

function flavourSpace(functions: NdArray): FlavourSpace {
  const [count = 0, nodes = 0] = functions.shape;
  const scale = new Float64Array(nodes);
  functions.data.forEach((value, i) => (scale[i % nodes] = (scale[i % nodes] ?? 0) + value ** 2 / count));
  scale.forEach((square, i) => (scale[i] = square > 0 ? Math.sqrt(square) : 1));
  const scaled = { shape: functions.shape, data: functions.data.map((v, i) => v / (scale[i % nodes] ?? 1)) };
  const { values, vectors } = symmetricEigen(matmul(transpose(scaled), scaled));
  const largest = values.at(-1) ?? 0;
  const kept = [...values.keys()].filter((k) => (values[k] ?? 0) > SMALLEST ** 2 * largest).toReversed();
  const encode = zeros([kept.length, nodes]);
  const decode = zeros([nodes, kept.length]);
  kept.forEach((k, a) => {
    const size = Math.sqrt((values[k] ?? 0) / count);
    row(vectors, k).data.forEach((value, i) => {
      encode.data[a * nodes + i] = value / size / (scale[i] ?? 1);
      decode.data[i * kept.length + a] = value * size * (scale[i] ?? 1);
    });
  });
  return { encode, decode };
}

/** Columns `from` to `from + count` of a matrix. */
export function columns(matrix: NdArray, from: number, count: number): NdArray {
  const [rows = 0, width = 0] = matrix.shape;
  const out = zeros([rows, count]);
  for (let i = 0; i < rows; i++)
    out.data.set(matrix.data.subarray(i * width + from, i * width + from + count), i * count);
  return out;
}
