import { CARDS, type CardName } from './cards.ts';
import { type Engine, engineName } from './engines.ts';
import { type RoundCosts, type Settings, startProcess } from './process.ts';
import type { Products } from './products.ts';
import { type Cost, medianCost, pairedRatio } from './statistics.ts';

/** How one engine did. */
export interface EngineTime extends Cost {
  readonly engine: string;
  /** How many times faster than eager wasm, by the wall clock and by CPU time. */
  readonly faster?: Cost;
  /** Time that the matrix products alone would take at the speed of large products, divided by the time of the step. */
  readonly shareOfBound?: Cost;
}

/** Step times of one fit. */
export interface StepTimes {
  readonly title: string;
  readonly replicas: number;
  readonly points: number;
  readonly engines: readonly EngineTime[];
  readonly failures: Readonly<Record<string, string>>;
  /** Of the matrix products of a step. */
  readonly flops: number;
  readonly products: readonly Products[];
  /** Measured float32 speed of large matrix products, FLOP per second of either clock, by number of threads. */
  readonly gemm: Readonly<Record<number, Cost>>;
  readonly setupSeconds: Readonly<Record<string, number>>;
}

/** Times the step of a fit in all engines. They run in one process, in turn. */
export async function stepTimes(
  card: CardName,
  { rounds, blockSeconds, cores }: Settings,
): Promise<StepTimes> {
  const threads = cores > 1 ? [1, 2] : [1];
  const { title, replicas } = CARDS[card];
  const child = await startProcess({ card, replicas, engines: enginesFor(threads), blockSeconds });
  const measured: RoundCosts[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await child.round(round));
  await child.end();
  const { points, products, gemmFlops, failures, seconds } = child.setup;
  const flops = products.reduce((sum, product) => sum + product.flops, 0);
  const costs = (engine: Engine): Cost[] => measured.flatMap((round) => round[engineName(engine)] ?? []);
  const gemms = threads.map((n) => {
    const { wall, cpu } = medianCost(costs({ kind: 'gemm', threads: n }));
    return [n, { wall: gemmFlops / wall, cpu: gemmFlops / cpu }];
  });
  return {
    title,
    replicas,
    points,
    engines: enginesFor(threads).flatMap((engine) => timeOf(engine, costs, flops / gemmFlops)),
    failures,
    flops,
    products,
    gemm: Object.fromEntries(gemms),
    setupSeconds: seconds,
  };
}

function enginesFor(threads: readonly number[]): Engine[] {
  return [
    ...threads.map((n): Engine => ({ kind: 'compiled', precision: 'float32', threads: n })),
    { kind: 'compiled', precision: 'float64', threads: threads.length },
    { kind: 'eager' },
    ...threads.map((n): Engine => ({ kind: 'gemm', threads: n })),
  ];
}

/** @param flops of the products of a step, in units of one run of a gemm engine */
function timeOf(engine: Engine, costs: (engine: Engine) => Cost[], flops: number): EngineTime[] {
  const own = costs(engine);
  const eager = costs({ kind: 'eager' });
  if (engine.kind === 'gemm' || own.length === 0) return [];
  const bounded = engine.kind === 'compiled' && engine.precision === 'float32';
  const faster = eager.length === 0 ? {} : { faster: pairedRatio(eager, own) };
  const bound = bounded ? pairedRatio(costs({ kind: 'gemm', threads: engine.threads }), own) : undefined;
  const share =
    bound === undefined ? {} : { shareOfBound: { wall: flops * bound.wall, cpu: flops * bound.cpu } };
  return [{ engine: engineName(engine), ...medianCost(own), ...faster, ...share }];
}
