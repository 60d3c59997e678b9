/** The process that is timed. It prepares one fit, then runs rounds of steps whenever it is asked to. */
import { prepareFit } from '../../apps/fit/src/index.ts';
import { loadCard } from './cards.ts';
import { type Engine, engineName, type Step, stepOf, traceFit, type TracedFit } from './engines.ts';
import { gemm } from './gemm.ts';
import { matrixProducts } from './products.ts';
import type { Question, RoundCosts, Setup, Task } from './process.ts';
import { type Cost, costOf } from './statistics.ts';

interface Runner extends Step {
  readonly name: string;
  /** Steps in a round. */
  readonly block: number;
}

const MOST_STEPS = 200;

// The parent wrote it.
const task = JSON.parse(process.argv[2] ?? '') as Task;
const { setup, runners } = await prepare(task);
process.on('message', (question: Question) => void answer(question));
process.send?.(setup);

async function answer(question: Question): Promise<void> {
  if (question.ask === 'round') process.send?.(await round(question.round));
  else process.send?.({ peakMB: process.resourceUsage().maxRSS / 1024 }, () => process.exit());
}

/** All engines in turn; every other round backwards, so that no engine always comes after the same one. */
async function round(number: number): Promise<RoundCosts> {
  const costs: Record<string, Cost> = {};
  for (const { name, run, block } of number % 2 === 0 ? runners : runners.toReversed()) {
    if (block > 2) await run();
    costs[name] = await costOf(run, block);
  }
  return costs;
}

async function prepare({ card, replicas, engines, blockSeconds }: Task) {
  const seconds: Record<string, number> = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    seconds[stage] = (performance.now() - start) / 1e3;
    return result;
  };
  const { runcard, data } = await timed('data', () => loadCard(card));
  const ids = Array.from({ length: replicas }, (_, i) => i + 1);
  const fit = await timed('fit', () => prepareFit(runcard, data, { ids }));
  const traced = await timed('trace', () => traceFit(fit));
  const runners: Runner[] = [];
  const failures: Record<string, string> = {};
  let gemmFlops = 0;
  for (const engine of engines) {
    const name = engineName(engine);
    try {
      const step = await timed(name, () => build(traced, engine));
      gemmFlops = step.flops ?? gemmFlops;
      runners.push({ name, run: step.run, block: await blockFor(step, blockSeconds) });
    } catch (error) {
      failures[name] = error instanceof Error ? error.message : String(error);
    }
  }
  const points = data.central.length;
  const setup: Setup = { points, seconds, failures, gemmFlops, products: matrixProducts(traced.traced) };
  return { setup, runners };
}

async function build(fit: TracedFit, engine: Engine): Promise<Step & { readonly flops?: number }> {
  return engine.kind === 'gemm' ? gemm(engine.threads) : stepOf(fit, engine);
}

/** Also warms up: the first steps allocate. */
async function blockFor({ run }: Step, blockSeconds: number): Promise<number> {
  await run();
  const { wall } = await costOf(run, 1);
  return Math.min(MOST_STEPS, Math.max(1, Math.round(blockSeconds / wall)));
}
