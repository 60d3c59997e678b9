import { LhapdfError } from './lhapdf-error.ts';
import type { PdfMember, Subgrid } from './pdf-member.ts';

/**
 * Member 0 of a set of replicas: the mean of all, node by node. Throws {@link LhapdfError} where the grids differ.
 */
export function centralMember(replicas: readonly PdfMember[]): PdfMember {
  const [first] = replicas;
  if (first === undefined) throw new LhapdfError({ found: 'no members', expected: 'at least one' });
  for (const member of replicas) {
    if (sameGrids(member, first)) continue;
    throw new LhapdfError({
      where: { file: member.file },
      found: 'other grids',
      expected: `the nodes and flavours of ${first.file}`,
    });
  }
  return {
    file: 'mean of all replicas',
    header: { PdfType: 'central', Format: 'lhagrid1' },
    subgrids: first.subgrids.map((grid, k) => ({
      ...grid,
      values: {
        shape: grid.values.shape,
        data: mean(replicas.map(({ subgrids }) => subgrids[k]?.values.data ?? [])),
      },
    })),
  };
}

function mean(arrays: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(arrays[0]?.length ?? 0);
  for (const array of arrays) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (array[i] ?? 0);
  return sum.map((value) => value / arrays.length);
}

function sameGrids(a: PdfMember, b: PdfMember): boolean {
  const nodes = ({ x, q, pids }: Subgrid) => [x, q, pids].map(String).join(';');
  return (
    a.subgrids.length === b.subgrids.length &&
    a.subgrids.every((grid, k) => {
      const other = b.subgrids[k];
      return other !== undefined && (grid === other || nodes(grid) === nodes(other));
    })
  );
}
