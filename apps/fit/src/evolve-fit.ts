import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { InputError } from '@parton/errors';
import { evolve, initialPdfs, openEko, pdfInfo, pdfMembers } from '@parton/evolution';
import { EXPORT_X_GRID, type Fit, readFit } from '@parton/fit-folder';
import { writePdfInfo, writePdfMember } from '@parton/lhapdf';
import { readDataRuncard } from '@parton/runcard';

/** What was evolved. Plain data. */
export interface EvolutionSummary {
  readonly folder: string;
  readonly operators: string;
  /** Ids. */
  readonly replicas: readonly number[];
  /** Replicas that have no PDF, and why. */
  readonly leftOut: readonly { readonly id: number; readonly reason: string }[];
  /** Lowest and highest scale, GeV. */
  readonly q: readonly [number, number];
  /** The lowest x of the set. */
  readonly xMin: number;
}

/**
 * Evolves all replicas of a fit and writes `nnfit/<fit>.info` and `nnfit/replica_<k>/<fit>.dat`, where postfit looks for
 * them. Replicas that cannot be read or are not finite are left out.
 *
 * @param path the folder of the fit
 * @param eko an EKO archive; fits with the tables of the demo need none
 */
export function evolveFit(path: string, eko?: string): EvolutionSummary {
  const fit = readFit(path);
  const operators = eko ?? demoOperators(fit);
  const usable = fit.replicas.filter(({ grid }) => grid.data.every(Number.isFinite));
  const leftOut = [
    ...fit.unreadable.map(({ id, error }) => ({ id, reason: error.message })),
    ...fit.replicas
      .filter((replica) => !usable.includes(replica))
      .map(({ id }) => ({ id, reason: 'its PDF is not finite' })),
  ];
  if (usable.length === 0)
    throw new InputError({
      where: { file: fit.folder.path },
      found: 'no replica with a PDF',
      expected: 'a finished fit',
    });
  const opened = openEko(operators);
  const evolved = evolve(opened, initialPdfs(usable.map(({ q2, grid }) => ({ q2, grid, x: EXPORT_X_GRID }))));
  const ids = usable.map(({ id }) => id);
  const { path: folder, name } = fit.folder;
  pdfMembers(evolved, ids).forEach((member, r) =>
    writePdfMember(join(folder, 'nnfit', `replica_${ids[r]}`, `${name}.dat`), member),
  );
  // Last: with it the fit counts as evolved.
  writePdfInfo(join(folder, 'nnfit', `${name}.info`), pdfInfo(opened, evolved));
  const scales = evolved.points.map(({ q }) => q);
  return {
    folder,
    operators,
    replicas: ids,
    leftOut,
    q: [Math.min(...scales), Math.max(...scales)],
    xMin: evolved.x[evolved.below] ?? 0,
  };
}

/** The compact operators of the demo, for the theories of the demo only. */
function demoOperators({ folder, runcardText }: Fit): string {
  const { theoryId } = readDataRuncard(runcardText, join(folder.path, 'filter.yml'));
  if (isDemoTheory(theoryId)) return demoPath('evolution', 'demo-evolution.npz');
  throw new InputError({
    where: { key: '--eko' },
    found: `no operators for the theory ${theoryId}`,
    expected: 'an EKO archive',
    cure: `Name it: --eko eko_${theoryId}.tar`,
  });
}

/** Whether operators for a theory ship with the demo. */
export function isDemoTheory(theoryId: string): boolean {
  return existsSync(demoPath('theories', `theory_${theoryId}`));
}
