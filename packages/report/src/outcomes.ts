import type { FitReport, PdfGrid, ReplicaReport } from './fit-report.ts';
import { isNumber } from './statistics.ts';

/** Whether a replica takes part in bands and means, and if not why. */
export interface Outcome {
  readonly id: number;
  /** Undefined for a replica that passed. */
  readonly failure: string | undefined;
}

/** `[R]`: a replica fails where its report says so, and where its PDF or its chi2 is not a number. */
export function outcomes(fit: Pick<FitReport, 'replicas' | 'pdfs'>): Outcome[] {
  return fit.replicas.map((replica, r) => ({
    id: replica.id,
    failure: replica.failure ?? chi2Failure(replica) ?? pdfFailure(fit.pdfs, r),
  }));
}

function chi2Failure({ chi2 }: ReplicaReport): string | undefined {
  if (chi2 === undefined || isNumber(chi2.experimental)) return undefined;
  return 'its chi2 to the data is not a number';
}

function pdfFailure(pdfs: readonly PdfGrid[], r: number): string | undefined {
  for (const { q, flavours } of pdfs) {
    const bad = flavours.find(({ values }) => values[r]?.every(isNumber) === false);
    if (bad !== undefined) return `its PDF is not a number (${bad.name} at ${q} GeV)`;
  }
  return undefined;
}
