import { compressLz4Frame } from '@parton/lz4';
import { type NdArray, ndarray } from '@parton/ndarray';
import { zipSync } from 'fflate';

/** Eight nodes: enough for polynomials of degree 4, and few enough for operators of 100 kB. */
export const X = Float64Array.of(1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.6, 1);
export const Q0 = 1.65;
export const POINTS = [
  [1.65, 4],
  [4.92, 4],
  [4.92, 5],
  [100, 5],
] as const;

/** An element `[a, j, b, k]` of the operator to a point. */
export type Element = (a: number, j: number, b: number, k: number, point: number) => number;

export const identity: Element = (a, j, b, k) => (a === b && j === k ? 1 : 0);

export function operatorArray(element: Element, point: number, x = X): NdArray {
  const n = x.length;
  const data = new Float64Array((14 * n) ** 2);
  let i = 0;
  for (let a = 0; a < 14; a++)
    for (let j = 0; j < n; j++)
      for (let b = 0; b < 14; b++) for (let k = 0; k < n; k++) data[i++] = element(a, j, b, k, point);
  return ndarray(data, [14, n, 14, n]);
}

export function npy({ shape, data }: NdArray, { type = '<f8', fortran = 'False' } = {}): Uint8Array {
  const text = `{'descr': '${type}', 'fortran_order': ${fortran}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + header.length);
  return bytes;
}

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);

export const METADATA = `data_version: 3\norigin:\n- ${Q0 ** 2}\n- 4\nversion: 0.15.7\nxgrid: [${X.join(', ')}]\n`;
export const OPERATOR = `configs:
  evolution_method: truncated
  interpolation_is_log: true
  interpolation_polynomial_degree: 4
init: [1.65, 4]
mugrid:
${POINTS.map(([q, nf]) => `- - ${q}\n  - ${nf}\n`).join('')}`;
export const THEORY = `couplings: {alphas: 0.118, ref: [91.2, 5]}
heavy:
  masses: [[1.51, .nan], [4.92, .nan], [172.5, .nan]]
  masses_scheme: pole
  matching_ratios: [1.0, 1.0, .inf]
order: [3, 0]
`;

/** The files of an EKO; every second operator with errors beside it, in a zip file. */
export function ekoFiles(element: Element = identity): Record<string, Uint8Array> {
  const operators = POINTS.flatMap(([q, nf], point): [string, Uint8Array][] => {
    const array = npy(operatorArray(element, point));
    const stem = `operators/${['I02EERt2izg=', 'a-_b', 'zz', '710oYclB2XQ='][point]}`;
    const content =
      point % 2 === 0 ? array : zipSync({ 'operator.npy': array, 'error.npy': array }, { level: 0 });
    return [
      [`${stem}.${point % 2 === 0 ? 'npy' : 'npz'}.lz4`, compressLz4Frame(content)],
      [`${stem}.yaml`, text(`nf: ${nf}\nscale: ${q ** 2}\n`)],
    ];
  });
  return {
    'metadata.yaml': text(METADATA),
    'operator.yaml': text(OPERATOR),
    'theory.yaml': text(THEORY),
    ...Object.fromEntries(operators),
  };
}
