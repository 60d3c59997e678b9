import { type NdArray, stack, transpose } from '@parton/ndarray';
import { EvolutionError } from './evolution-error.ts';

/** The columns of n3fit's export grids by their PDG numbers. */
const EXPORT_PIDS: readonly number[] = [-6, -5, -4, -3, -2, -1, 21, 1, 2, 3, 4, 5, 6, 22];

/** PDFs of all replicas at the fitting scale. */
export interface InitialPdfs {
  /** The fitting scale, in GeV^2. */
  readonly q2: number;
  /** `[N]`, ascending. */
  readonly x: Float64Array;
  /** `[F]`, PDG numbers. Partons that are not listed are 0. */
  readonly pids: readonly number[];
  /** `[R, F, N]`: x f(x). */
  readonly xf: NdArray;
}

/** The part of an export grid that counts here: `grid` is `[N, 14]` with columns in the order of n3fit. */
export interface ReplicaGrid {
  readonly q2: number;
  readonly x: ArrayLike<number>;
  readonly grid: NdArray;
}

/** Export grids of several replicas as one array. Throws EvolutionError where they differ in scale or nodes. */
export function initialPdfs(grids: readonly ReplicaGrid[]): InitialPdfs {
  const [first] = grids;
  if (first === undefined)
    throw new EvolutionError({ found: 'no export grids', expected: 'one for each replica' });
  const x = Float64Array.from(first.x);
  grids.forEach(({ q2, x: nodes, grid }, i) => {
    const expected = `as in the first one: Q0^2 = ${first.q2} GeV^2, ${x.length} nodes`;
    if (q2 !== first.q2) throw new EvolutionError({ found: `Q0^2 = ${q2} GeV^2 in grid ${i + 1}`, expected });
    if (nodes.length !== x.length || x.some((node, k) => node !== nodes[k])) {
      throw new EvolutionError({ found: `other nodes in grid ${i + 1}`, expected });
    }
    if (grid.shape.join() !== `${x.length},${EXPORT_PIDS.length}`) {
      const shape = `[${grid.shape.join(', ')}]`;
      throw new EvolutionError({
        found: `shape ${shape} of grid ${i + 1}`,
        expected: `[${x.length}, ${EXPORT_PIDS.length}]`,
      });
    }
  });
  return { q2: first.q2, x, pids: EXPORT_PIDS, xf: stack(grids.map(({ grid }) => transpose(grid))) };
}
