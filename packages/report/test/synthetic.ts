import type { DatasetReport, FitReport, PdfGrid, ReplicaReport } from '../src/index.ts';

/** What a test may change of a synthetic fit. */
interface Options {
  readonly name?: string;
  readonly count?: number;
  /** Draws other replicas. */
  readonly seed?: number;
}

const X = Array.from({ length: 60 }, (_, i) => 10 ** (-6 + (6 * i) / 59));
const FLAVOURS = ['g', 'u', 'ubar', 'd', 'dbar', 's', 'c'];

/** A small fit with all that a report may hold; the last replica failed. The same options give the same fit. */
export function syntheticFit({ name = 'first', count = 8, seed = 1 }: Options = {}): FitReport {
  const random = generator(seed);
  const each = <T>(make: (r: number) => T): T[] => Array.from({ length: count }, (_, r) => make(r));
  const around = (value: number): number[] => each(() => value * (1 + 0.1 * (random() - 0.5)));
  const chi2 = (points: number) => ({ points, central: 1.1, replicas: around(1.2) });
  return {
    name,
    description: 'A fit that is made up',
    date: '1 May 2025',
    state: 'finished',
    replicas: each((r) => replica(r + 1, random, r === count - 1)),
    pdfs: [pdfGrid(1.65, count, random), pdfGrid(100, count, random)],
    chi2: chi2(12),
    processes: [
      { name: 'DIS NC', ...chi2(9) },
      { name: 'DY NC', ...chi2(3) },
    ],
    datasets: [
      dataset('HERA_NC', 'DIS NC', 3, around),
      dataset('SLAC_NC', 'DIS NC', 1, around),
      dataset('E866', 'DY NC', 1, around),
    ],
    exponents: [
      {
        flavour: 'sng',
        trainable: false,
        smallx: { range: [1, 1.2], values: around(1.1) },
        largex: { range: [1, 4], values: around(3) },
      },
      {
        flavour: 'v3',
        trainable: false,
        smallx: { range: [0, 0.5], values: around(0.3) },
        largex: { range: [1, 4], values: around(2) },
      },
    ],
    arcLengths: ['sigma', 'g', 'v', 'v3', 'v8'].map((name) => ({ name, values: around(1.3) })),
    integrability: ['v', 't3'].map((name) => ({ name, values: around(1e-3) })),
    sumRules: [
      { name: 'momentum', expected: 1, values: each(() => 1 + 1e-9 * random()) },
      { name: 'u valence', expected: 2, values: each(() => 2 + 1e-9 * random()) },
    ],
    positivity: [{ name: 'POS_F2U', points: 20, threshold: 1e-6, loss: around(1e-8) }],
    settings: {
      theory: { id: 900 },
      parameters: { nodes: [15, 10, 8], optimizer: { name: 'Nadam' } },
      genrep: true,
    },
    runcard: 'description: made up\n',
    versions: { parton: '1.0.0' },
    seconds: { training: 62, total: 3700 },
    references: [
      { text: 'A paper', arxiv: '2109.02653' },
      { text: 'Another', doi: '10.1000/182' },
      { text: 'A page', url: 'https://example.org' },
    ],
  };
}

function replica(id: number, random: () => number, failed: boolean): ReplicaReport {
  const epoch = [100, 200, 300, 400];
  const curve = (): number[] => epoch.map((at) => 1 + (200 * (1 + random())) / at);
  return {
    id,
    ...(failed ? { failure: 'no step passed' } : {}),
    chi2: { training: 1 + random(), validation: 1 + random(), experimental: 1 + random() },
    bestEpoch: 100 + Math.floor(300 * random()),
    stopEpoch: 400,
    history: { epoch, training: curve(), validation: curve() },
  };
}

function pdfGrid(q: number, count: number, random: () => number): PdfGrid {
  return {
    q,
    x: X,
    flavours: FLAVOURS.map((name, f) => ({
      name,
      values: Array.from({ length: count }, () => {
        const [size, power] = [1 + 0.2 * random(), 0.3 + 0.05 * f + 0.02 * random()];
        return X.map((x) => size * x ** power * (1 - x) ** 3);
      }),
    })),
  };
}

function dataset(
  name: string,
  process: string,
  bins: number,
  around: (value: number) => number[],
): DatasetReport {
  const x = [0.01, 0.1, 0.5];
  return {
    name,
    label: `${name} $e^+p$`,
    process,
    chi2: { points: 3 * bins, central: 1.1, replicas: around(1.2) },
    comparison: {
      xLabel: '$x$',
      xScale: 'log',
      yLabel: '$\\sigma_{\\rm red}$',
      series: Array.from({ length: bins }, (_, bin) => ({
        ...(bins === 1 ? {} : { label: `$Q^2$ = ${10 * (bin + 1)} GeV$^2$` }),
        x,
        data: [1, 0.8, 0.3],
        error: [0.1, 0.05, 0.03],
        theory: [1.02, 0.79, 0.31],
        theoryError: [0.03, 0.02, 0.01],
      })),
    },
  };
}

/** Numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}
