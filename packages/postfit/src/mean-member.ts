import type { PdfMember } from '@parton/lhapdf';
import { PostfitError } from './postfit-error.ts';

/**
 * Member 0 of a set: the mean of the others, node by node.
 *
 * @param members taken one by one, so that not all need fit into memory
 * @throws PostfitError where a member has other nodes or flavours than the first
 */
export function meanMember(members: Iterable<PdfMember>): PdfMember {
  let first: PdfMember | undefined;
  let sums: Float64Array[] = [];
  let count = 0;
  for (const member of members) {
    first ??= member;
    checkNodes(member, first);
    sums = member.subgrids.map(({ values: { data } }, s) => {
      const sum = sums[s];
      return sum === undefined ? data : data.map((value, k) => (sum[k] ?? 0) + value);
    });
    count++;
  }
  const subgrids = (first?.subgrids ?? []).map((subgrid, s) => {
    const data = (sums[s] ?? new Float64Array()).map((sum) => sum / count);
    return { ...subgrid, values: { shape: subgrid.values.shape, data } };
  });
  return { file: 'mean', header: { PdfType: 'central', Format: 'lhagrid1' }, subgrids };
}

function checkNodes(member: PdfMember, first: PdfMember): void {
  if (nodes(member) === nodes(first)) return;
  throw new PostfitError({
    where: { file: member.file },
    found: 'other nodes or flavours',
    expected: `those of ${first.file}`,
    cure: 'Evolve all replicas of the fit alike',
  });
}

function nodes({ subgrids }: PdfMember): string {
  return subgrids.map(({ x, q, pids }) => [x.join(), q.join(), pids.join()].join(';')).join('|');
}
