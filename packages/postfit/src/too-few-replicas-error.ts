import type { UnreadableReplica } from '@parton/fit-folder';
import { PostfitError } from './postfit-error.ts';
import type { Selection } from './select-replicas.ts';
import { thresholdOf, type Veto } from './vetoes.ts';

/** Fewer replicas pass than were asked for. */
export class TooFewReplicasError extends PostfitError {
  /** Why each of the others was rejected. */
  readonly selection: Selection;
  readonly unreadable: readonly UnreadableReplica[];

  constructor(
    file: string,
    wanted: number,
    { selection, unreadable }: { selection: Selection; unreadable: readonly UnreadableReplica[] },
  ) {
    const passed = selection.survivors.length;
    const total = passed + selection.rejected.length + unreadable.length;
    const strictest = strictestVeto(selection);
    const [broken] = unreadable;
    const causes = [
      strictest === undefined ? '' : `; ${strictest.veto} rejects most, ${strictest.count}`,
      broken === undefined
        ? ''
        : `; ${unreadable.length} cannot be read, the first because of ${broken.error.message}`,
    ];
    super({
      where: { file },
      found: `${passed} of ${total} replicas that pass${causes.join('')}`,
      expected: `at least ${wanted}`,
      cure: cureFor(wanted, passed, strictest?.veto),
    });
    this.selection = selection;
    this.unreadable = unreadable;
  }
}

function strictestVeto({ rejected }: Selection): { veto: Veto; count: number } | undefined {
  const counts = new Map<Veto, number>();
  for (const { veto } of rejected.flatMap(({ reasons }) => reasons)) {
    counts.set(veto, (counts.get(veto) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most === undefined ? undefined : { veto: most[0], count: most[1] };
}

function cureFor(wanted: number, passed: number, veto: Veto | undefined): string {
  const cures = [`Fit at least ${wanted - passed} more`];
  if (passed > 0) cures.push(`ask for ${passed}`);
  const threshold = veto === undefined ? undefined : thresholdOf(veto);
  if (threshold !== undefined) cures.push(`raise the threshold ${threshold}`);
  return cures.join(', or ');
}
