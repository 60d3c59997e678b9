import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CARDS, type CardName, runcardFile, SHARED, whyNot } from './cards.ts';
import { type Settings, startProcess } from './process.ts';
import { type Cost, medianCost } from './statistics.ts';

/** One program's step of a fit. */
export interface ProgramTime extends Cost {
  readonly program: string;
  /** From the start of the process to the end of the first step. */
  readonly firstStepSeconds: number;
  readonly peakMB: number;
}

/** The same fit in the reference program and here. */
export interface Comparison {
  readonly title: string;
  readonly replicas: number;
  readonly steps: number;
  readonly programs: readonly ProgramTime[];
  /** How many times faster this program is, by the wall clock and by CPU time. */
  readonly faster: Cost;
}

/** Timed steps of the reference program, of which it skips the first third, at most ten. */
const STEPS = { 'nnpdf-basic': 30, 'nnpdf-global': 12 } as const;
/** Reads the data of few replicas and copies them: the training is the same, and only the data stage shorter. */
const READ = 2;
const TIMED = join(SHARED, 'reference', 'n3fit', 'run_timed.py');

/** Why there is no comparison here, if so. */
export function whyNoReference(card: CardName): string | undefined {
  const folder = process.env['PARTON_N3FIT'];
  if (folder === undefined) return 'needs the environment variable PARTON_N3FIT';
  if (!existsSync(join(folder, 'env.sh'))) return 'the folder PARTON_N3FIT has no env.sh';
  return existsSync(TIMED) ? whyNot(card) : 'needs ../shared/reference, which is not here';
}

/** Times our step before and after the run of the reference program, which nothing disturbs meanwhile. */
export async function compare(
  card: keyof typeof STEPS,
  { rounds, blockSeconds, cores }: Settings,
): Promise<Comparison> {
  const { title, replicas, file } = CARDS[card];
  const engine = { kind: 'compiled', precision: 'float32', threads: cores } as const;
  const start = performance.now();
  const child = await startProcess({ card, replicas, engines: [engine], blockSeconds });
  const firstStepSeconds = (performance.now() - start) / 1e3;
  const costs: Cost[] = [];
  const measure = async (): Promise<void> => {
    for (let round = 0; round < rounds; round++) costs.push(...Object.values(await child.round(round)));
  };
  await measure();
  const reference = await runReference(runcardFile(file), replicas, STEPS[card]);
  await measure();
  const own = { program: 'parton', ...medianCost(costs), firstStepSeconds, peakMB: await child.end() };
  return {
    title,
    replicas,
    steps: STEPS[card],
    programs: [reference, own],
    faster: { wall: reference.wall / own.wall, cpu: reference.cpu / own.cpu },
  };
}

async function runReference(runcard: string, replicas: number, steps: number): Promise<ProgramTime> {
  const folder = mkdtempSync(join(tmpdir(), 'parton-n3fit-'));
  try {
    const card = basename(runcard);
    copyFileSync(runcard, join(folder, card));
    await shell(
      `. "$PARTON_N3FIT/env.sh" && vp-setupfit ${card} --no-eko-download && python "$TIMED" out.json ${card} 1 -r ${READ}`,
      folder,
      { TIMED, N3T_STOP: `${steps}`, N3T_CLONE: `${replicas}` },
    );
    // The fields that run_timed.py writes.
    const { stats } = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as {
      stats: Record<'wall_median' | 'cpu_median' | 'first_step_end_s' | 'maxrss_MB', number>;
    };
    return {
      program: 'n3fit',
      wall: stats.wall_median,
      cpu: stats.cpu_median,
      firstStepSeconds: stats.first_step_end_s,
      peakMB: stats.maxrss_MB,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a command line; its last words are the error if it fails. */
function shell(command: string, cwd: string, env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', command], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-2000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the reference program failed: ${said}`)),
    );
  });
}
