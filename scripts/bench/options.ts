import { parseArgs } from 'node:util';

/** The measurements, in the order in which they run. */
export const MEASUREMENTS = [
  'basic',
  'demo',
  'nnpdf-basic',
  'nnpdf-dis',
  'nnpdf-global',
  'replicas',
  'reference',
  'reference-global',
] as const;
export type MeasurementName = (typeof MEASUREMENTS)[number];

export interface Options {
  readonly measurements: readonly MeasurementName[];
  readonly rounds: number;
  /** Length of the block of steps of one engine in one round. */
  readonly blockSeconds: number;
  readonly format: 'text' | 'json' | 'markdown';
}

export const HELP = `Measures training steps and prints medians, and ratios of what ran side by side.

pnpm bench [options]

  --only NAME    one measurement (again for more): ${MEASUREMENTS.join(', ')}
  --quick        fewer and shorter rounds
  --long         also reference-global, which takes many minutes and about 9 GB
  --json         prints the record
  --markdown     prints the tables of docs/performance.md
  --help         prints this

nnpdf-* need ../shared; reference needs it too, and the environment variable PARTON_N3FIT:
a folder whose env.sh makes n3fit available.`;

/** Reads the command line; undefined asks for help. Throws for anything unknown. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const usual = MEASUREMENTS.filter((name) => values.long || name !== 'reference-global');
  return {
    measurements: values.only === undefined ? usual : values.only.map(measurementOf),
    rounds: values.quick ? 3 : 7,
    blockSeconds: values.quick ? 0.2 : 0.5,
    format: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
  };
}

function measurementOf(text: string): MeasurementName {
  const name = MEASUREMENTS.find((known) => known === text);
  if (name === undefined) throw new TypeError(`no measurement ${text}; there are ${MEASUREMENTS.join(', ')}`);
  return name;
}
