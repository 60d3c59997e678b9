import { createRequire } from 'node:module';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { version_core as tfjs } from '@tensorflow/tfjs-core';
import { table } from './format.ts';
import { trainCompiled, trainEagerly } from './tiny-training.ts';
import { tryAddon } from './try-addon.ts';

/** A part of the installation, after it was tried. */
export interface Check {
  readonly name: string;
  /** Absent where it is not installed. */
  readonly version?: string;
  readonly works: boolean;
  /** Whether no fit can run without it. */
  readonly needed: boolean;
  readonly purpose: string;
  /** What happened, if it is there and does not work. */
  readonly problem?: string;
  /** The command that installs it or mends it. */
  readonly cure?: string;
}

/** What is installed, and what of it works. */
export interface Diagnosis {
  /** Whether fits can run. */
  readonly works: boolean;
  readonly machine: { readonly cpu: string; readonly threads: number; readonly memoryGB: number };
  readonly checks: readonly Check[];
}

/** The oldest Node: major, minor. */
const OLDEST_NODE = [20, 19] as const;

/** Tries every part in turn. Never throws for one that does not work. */
export async function diagnose(): Promise<Diagnosis> {
  const threads = availableParallelism();
  const checks = [
    nodeCheck(),
    await tried({
      name: 'onnxruntime-node',
      ...versionOf('onnxruntime-node', '@parton/tensor-compiler'),
      needed: true,
      purpose: 'compiled fits, in float32 and float64',
      run: () => trainCompiled(threads),
    }),
    await tried({
      name: '@tensorflow/tfjs-backend-wasm',
      ...versionOf('@tensorflow/tfjs-backend-wasm', '@parton/backend'),
      needed: false,
      purpose: '--backend wasm',
      run: () => trainEagerly('wasm'),
    }),
    await tried({
      name: '@tensorflow/tfjs-backend-cpu',
      ...versionOf('@tensorflow/tfjs-backend-cpu', '@parton/backend'),
      needed: false,
      purpose: '--backend cpu',
      run: () => trainEagerly('cpu'),
    }),
    await addonCheck('@tensorflow/tfjs-node'),
    await addonCheck('@tensorflow/tfjs-node-gpu'),
  ];
  return {
    works: checks.every(({ works, needed }) => works || !needed),
    machine: { cpu: cpus()[0]?.model ?? 'unknown', threads, memoryGB: Math.round(totalmem() / 2 ** 30) },
    checks,
  };
}

/** A diagnosis for people. */
export function diagnosisText({ works, machine, checks }: Diagnosis): string {
  const rows = checks.map(({ name, version, works: good, problem, purpose, needed }) => [
    name,
    version ?? '',
    good ? 'works' : problem === undefined ? 'not installed' : 'does not work',
    needed ? purpose : `${purpose} (optional)`,
  ]);
  const advice = checks.flatMap(({ name, problem, cure }) => [
    ...(problem === undefined ? [] : [`${name}: ${problem}`]),
    ...(cure === undefined ? [] : [`${problem === undefined ? 'to add' : 'to mend'} ${name}: ${cure}`]),
  ]);
  return [
    `${machine.cpu}, ${machine.memoryGB} GB, ${machine.threads} threads: a fit uses all unless told --threads`,
    '',
    table(rows, 'left'),
    '',
    ...advice,
    works ? 'Fits can run.' : 'Fits cannot run.',
  ].join('\n');
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const works = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const oldest = OLDEST_NODE.join('.');
  return {
    name: 'node',
    version: process.versions.node,
    works,
    needed: true,
    purpose: 'everything',
    ...(works
      ? {}
      : { problem: `older than ${oldest}`, cure: `nvm install ${oldest}, or see https://nodejs.org` }),
  };
}

/** Runs the check of a dependency. */
async function tried({
  run,
  ...part
}: Pick<Check, 'name' | 'version' | 'needed' | 'purpose'> & { run: () => Promise<void> }): Promise<Check> {
  try {
    await run();
    return { ...part, works: true };
  } catch (error) {
    const [problem = ''] = String(error).split('\n');
    return { ...part, works: false, problem, cure: packageManager('install') };
  }
}

/** Native TensorFlow, which is no dependency: whoever wants it installs it. */
async function addonCheck(name: string): Promise<Check> {
  const part = { name, ...versionOf(name), needed: false, purpose: 'native TensorFlow' };
  const answer = await tryAddon(name);
  if (answer === undefined) return { ...part, works: false, cure: packageManager('add', `${name}@${tfjs}`) };
  if ('device' in answer) return { ...part, works: true, purpose: `${part.purpose} on the ${answer.device}` };
  return { ...part, works: false, ...answer, cure: `npm rebuild ${name} --build-addon-from-source` };
}

/** The version of a package as one of ours finds it; nothing where it is not there. */
function versionOf(name: string, user?: string): { version?: string } {
  try {
    const own = createRequire(import.meta.url);
    const find = user === undefined ? own : createRequire(own.resolve(`${user}/package.json`));
    const manifest: unknown = find(`${name}/package.json`);
    const version = typeof manifest === 'object' && manifest !== null && Reflect.get(manifest, 'version');
    return typeof version === 'string' ? { version } : {};
  } catch {
    return {};
  }
}

/** A command of the package manager that started this program. */
function packageManager(verb: 'install' | 'add', ...names: string[]): string {
  const pnpm = /^pnpm\/(\S+)/.exec(process.env['npm_config_user_agent'] ?? '')?.[1];
  if (pnpm === undefined) return ['npm install', ...names].join(' ');
  return [`npx -y pnpm@${pnpm} ${verb}`, ...(verb === 'add' ? ['-w'] : []), ...names].join(' ');
}
