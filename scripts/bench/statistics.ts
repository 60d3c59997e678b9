/** By either clock: seconds per step, unless said otherwise. */
export interface Cost {
  readonly wall: number;
  /** CPU time of all threads together: on a busy machine it says more than the wall clock. */
  readonly cpu: number;
}

/** NaN for no numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function medianCost(rounds: readonly Cost[]): Cost {
  return { wall: median(rounds.map(({ wall }) => wall)), cpu: median(rounds.map(({ cpu }) => cpu)) };
}

/** Median over the rounds of a / b, of what ran in the same round: slow minutes of the machine cancel. */
export function pairedRatio(a: readonly Cost[], b: readonly Cost[]): Cost {
  const ratio = (clock: keyof Cost): number =>
    median(a.map((cost, round) => cost[clock] / (b[round]?.[clock] ?? Number.NaN)));
  return { wall: ratio('wall'), cpu: ratio('cpu') };
}

/** Mean cost of some steps, one after the other. */
export async function costOf(step: () => Promise<void>, steps: number): Promise<Cost> {
  const start = performance.now();
  const startCpu = process.cpuUsage();
  for (let i = 0; i < steps; i++) await step();
  const { user, system } = process.cpuUsage(startCpu);
  return { wall: (performance.now() - start) / 1e3 / steps, cpu: (user + system) / 1e6 / steps };
}
