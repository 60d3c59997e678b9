import type { Machine } from './machine.ts';
import type { Comparison } from './reference.ts';
import type { ReplicaCost } from './replicas.ts';
import type { StepTimes } from './step-time.ts';

/** Everything that one run measured. Times in seconds. */
export interface BenchRecord {
  readonly machine: Machine;
  readonly settings: { readonly rounds: number; readonly blockSeconds: number };
  readonly steps: readonly StepTimes[];
  readonly replicas: readonly ReplicaCost[];
  readonly comparisons: readonly Comparison[];
  /** By measurement: why it was not made. */
  readonly skipped: Readonly<Record<string, string>>;
}
