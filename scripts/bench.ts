/** `pnpm bench`: step times, the arithmetic bound, the cost per replica, and the reference program beside them. */
import { whyNot } from './bench/cards.ts';
import { describeMachine } from './bench/machine.ts';
import { HELP, type MeasurementName, type Options, readOptions } from './bench/options.ts';
import type { Settings } from './bench/process.ts';
import type { BenchRecord } from './bench/record.ts';
import { compare, whyNoReference } from './bench/reference.ts';
import { render } from './bench/render.ts';
import { replicaCosts } from './bench/replicas.ts';
import { stepTimes } from './bench/step-time.ts';

const options = optionsOrHelp(process.argv.slice(2));
if (options !== undefined) {
  const record = await measureAll(options);
  console.log(options.format === 'json' ? JSON.stringify(record, null, 2) : render(record, options.format));
}

/** Undefined if there is nothing to measure. */
function optionsOrHelp(args: readonly string[]): Options | undefined {
  try {
    const options = readOptions(args);
    if (options === undefined) console.log(HELP);
    return options;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
    return undefined;
  }
}

async function measureAll({ measurements, rounds, blockSeconds }: Options): Promise<BenchRecord> {
  const machine = describeMachine();
  const parts: Part[] = [];
  const skipped: Record<string, string> = {};
  for (const name of measurements) {
    const why = reasonAgainst(name);
    if (why === undefined) {
      console.error(`measuring ${name}`);
      try {
        parts.push(await measure(name, { rounds, blockSeconds, cores: machine.cores }));
      } catch (error) {
        // One that fails must not take the numbers of the others with it.
        skipped[name] = error instanceof Error ? error.message : String(error);
        process.exitCode = 1;
      }
    } else skipped[name] = why;
  }
  return {
    machine,
    settings: { rounds, blockSeconds },
    steps: parts.flatMap(({ steps = [] }) => steps),
    replicas: parts.flatMap(({ replicas = [] }) => replicas),
    comparisons: parts.flatMap(({ comparisons = [] }) => comparisons),
    skipped,
  };
}

type Part = Partial<Pick<BenchRecord, 'steps' | 'replicas' | 'comparisons'>>;

async function measure(name: MeasurementName, settings: Settings): Promise<Part> {
  if (name === 'replicas') return { replicas: await replicaCosts(settings) };
  if (name === 'reference') return { comparisons: [await compare('nnpdf-basic', settings)] };
  if (name === 'reference-global') return { comparisons: [await compare('nnpdf-global', settings)] };
  return { steps: [await stepTimes(name, settings)] };
}

function reasonAgainst(name: MeasurementName): string | undefined {
  if (name === 'replicas') return undefined;
  if (name === 'reference') return whyNoReference('nnpdf-basic');
  if (name === 'reference-global') return whyNoReference('nnpdf-global');
  return whyNot(name);
}
