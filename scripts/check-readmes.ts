/**
 * The examples of the READMEs run, and their types fit. Every ```ts block becomes a file inside its package, so that it
 * sees what the package sees; the blocks of a package share one process. Blocks tagged ```ts fragment, or that start
 * with `// fragment`, are skipped.
 */
import { execFile, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { workspacePackages } from './workspace.ts';

/** Temporary folder in every package with examples, ignored by git; each run has its own. */
const FOLDER = `.readme-${process.pid}`;
const PROCESSES = 2;
const TIME_LIMIT = 120_000;

interface Example {
  readonly readme: string;
  /** Counts the blocks of a README from 1, fragments included. */
  readonly block: number;
  readonly file: string;
  readonly code: string;
}

/** What a process says about each of its examples: nothing more than the first line of an error. */
interface Outcome {
  readonly file: string;
  readonly error?: string;
}

if (process.argv[2] === '--run') await runExamples(process.argv.slice(3));
else await checkReadmes();

async function checkReadmes(): Promise<void> {
  const readmes = workspacePackages().map(({ folder }) => readExamples(folder));
  const packages = readmes.map(({ examples }) => examples).filter((examples) => examples.length > 0);
  const all = packages.flat();
  const folders = new Set([FOLDER, ...all.map(({ file }) => join(file, '..'))]);
  try {
    for (const folder of folders) mkdirSync(folder, { recursive: true });
    for (const { file, code } of all) writeFileSync(file, code);
    const problems = [...(await typeProblems(all)), ...(await runProblems(packages))];
    for (const problem of problems) console.error(`readmes: ${problem}`);
    const fragments = readmes.reduce((sum, readme) => sum + readme.fragments, 0);
    const skipped = fragments === 0 ? '' : `, ${fragments} fragments skipped`;
    if (problems.length > 0) process.exitCode = 1;
    else console.log(`readmes: ${all.length} examples of ${packages.length} packages run${skipped}`);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

function readExamples(folder: string): { examples: Example[]; fragments: number } {
  const readme = join(folder, 'README.md');
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const blocks = [...text.matchAll(/^```ts( fragment)?\n([\s\S]*?)^```/gm)];
  const examples = blocks.flatMap(({ 1: tag, 2: code = '', index }, i): Example[] => {
    if (tag !== undefined || code.startsWith('// fragment')) return [];
    // Empty lines in front give the file the line numbers of the README.
    const before = '\n'.repeat(text.slice(0, index).split('\n').length);
    return [{ readme, block: i + 1, file: join(folder, FOLDER, `${i + 1}.ts`), code: before + code }];
  });
  return { examples, fragments: blocks.length - examples.length };
}

/** One tsc for all examples. They are short, so they may trust an index. */
async function typeProblems(examples: readonly Example[]): Promise<string[]> {
  const project = join(FOLDER, 'tsconfig.json');
  const options = { moduleDetection: 'force', noUncheckedIndexedAccess: false };
  const files = examples.map(({ file }) => join('..', file));
  writeFileSync(
    project,
    JSON.stringify({ extends: '../tsconfig.base.json', compilerOptions: options, files }),
  );
  const output = await new Promise<string>((done) => {
    execFile('node_modules/.bin/tsc', ['-p', project, '--pretty', 'false'], (error, stdout, stderr) =>
      done(error !== null && stdout === '' ? `tsc: ${stderr || error.message}` : stdout),
    );
  });
  // Errors of the packages themselves are shown by their own type checks.
  const lines = output.split('\n').filter((line) => line.startsWith('tsc: ') || line.includes(`/${FOLDER}/`));
  return lines.map((line) => line.replace(/\.readme-\d+\/(\d+)\.ts/, 'README.md, block $1 '));
}

async function runProblems(packages: readonly (readonly Example[])[]): Promise<string[]> {
  const queue = [...packages.entries()];
  const problems: string[][] = [];
  const drain = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [i, examples] = next;
      problems[i] = await runPackage(examples);
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, drain));
  return problems.flat();
}

/** Runs the examples of one package, one after the other, in a process of its own. */
async function runPackage(examples: readonly Example[]): Promise<string[]> {
  const outcomes = new Map<string, Outcome>();
  const files = examples.map(({ file }) => file);
  const child = fork(fileURLToPath(import.meta.url), ['--run', ...files], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: TIME_LIMIT,
  });
  child.on('message', (outcome: Outcome) => outcomes.set(outcome.file, outcome));
  const end = await new Promise<string>((done) =>
    child.on('close', (code, signal) => done(signal ?? `exit code ${code}`)),
  );
  const problems = examples.flatMap(({ readme, block, file }) => {
    const outcome = outcomes.get(file) ?? { error: `did not finish (${end})` };
    return outcome.error === undefined ? [] : [`${readme}, block ${block}: ${outcome.error}`];
  });
  if (problems.length > 0 || end === 'exit code 0') return problems;
  return [`${examples[0]?.readme}: its process did not end well (${end})`];
}

async function runExamples(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const error = await import(pathToFileURL(resolve(file)).href).then(
      () => undefined,
      (reason: unknown) => String(reason).split('\n')[0] ?? '',
    );
    process.send?.(error === undefined ? { file } : { file, error });
  }
  process.disconnect();
}
