import { demoPath } from '@parton/demo';
import { InputError, isInputError } from '@parton/errors';
import { Command, CommanderError, Option } from 'commander';
import { type EngineRequest, ENGINES } from './engine.ts';
import { progressLine } from './progress.ts';
import { replicaRange } from './replica-range.ts';
import { runFit } from './run-fit.ts';
import { summaryText } from './summary.ts';

/** Exit codes: 0 done, 1 a defect of the program, 2 input to be mended, 130 interrupted. */
const EXIT = { done: 0, defect: 1, input: 2, interrupted: 130 } as const;

interface FitFlags {
  readonly replicas: string;
  readonly output: string;
  readonly data?: string[];
  readonly theory?: string[];
  readonly pdf?: string[];
  readonly backend?: NonNullable<EngineRequest['backend']>;
  readonly precision?: NonNullable<EngineRequest['precision']>;
  readonly threads?: number;
  readonly json?: boolean;
}

/** Runs the command line; returns the exit code and never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command('parton')
    .description('Fits parton distributions with many Monte Carlo replicas in one model.')
    .exitOverride()
    .showHelpAfterError('(parton fit --help shows all options)');
  fitOptions(program.command('fit')).action(async (runcard: string, flags: FitFlags) => {
    code = await fit(runcard, flags);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.input;
    if (isInputError(error)) {
      process.stderr.write(`parton: ${error.message}\n`);
      return EXIT.input;
    }
    process.stderr.write(`parton: this is a defect of the program, please report it\n${describe(error)}\n`);
    return EXIT.defect;
  }
}

function fitOptions(command: Command): Command {
  const many = (value: string, previous: string[] = []): string[] => [...previous, value];
  return command
    .description('fit a runcard, all replicas together')
    .argument('[runcard]', 'n3fit runcard; without it the demo', demoPath('runcards', 'demo.yml'))
    .option('-r, --replicas <ids>', 'replica ids, such as 5, 1-20 or 1,4,7-9', '1-20')
    .option('-o, --output <folder>', 'where the folder of the fit goes', 'fits')
    .option('--data <folder>', 'folder of commondata sets (may be repeated)', many)
    .option('--theory <folder>', 'folder that holds theory_<id> (may be repeated)', many)
    .option('--pdf <folder>', 'folder of LHAPDF sets (may be repeated)', many)
    .addOption(
      new Option('--backend <name>', 'how the training step runs (default: compiled)').choices([...ENGINES]),
    )
    .addOption(
      new Option('--precision <type>', 'default: that of the runcard').choices(['float32', 'float64']),
    )
    .addOption(new Option('--threads <n>', 'default: one per core').argParser(positive('--threads')))
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      `
Examples:
  parton fit                                    the demo, 20 replicas, no download
  parton fit fit.yml -r 1-100                   a hundred replicas in one model
  parton fit fit.yml -r 7 --json                one replica, summary for programs
  parton fit fit.yml --data commondata --theory theories --pdf lhapdf

Results: <output>/<runcard name>/nnfit/replica_<n>/. Exit codes: 0 done, 2 input to be mended, 130 interrupted.`,
    );
}

async function fit(runcard: string, flags: FitFlags): Promise<number> {
  const line = progressLine(process.stderr);
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt);
  try {
    const summary = await runFit({
      runcard,
      replicas: replicaRange(flags.replicas),
      output: flags.output,
      engine: pick(flags, ['backend', 'precision', 'threads']),
      signal: controller.signal,
      resources: pick(flags, ['data', 'theory', 'pdf']),
      onStage: (stage) => line.say(stage),
      onProgress: line.update,
      onWarning: (message) => {
        line.end();
        process.stderr.write(`warning: ${message}\n`);
      },
    });
    line.end();
    process.stdout.write(
      `${flags.json === true ? JSON.stringify(summary, null, 2) : summaryText(summary)}\n`,
    );
    return summary.interrupted ? EXIT.interrupted : EXIT.done;
  } finally {
    line.end();
    process.off('SIGINT', interrupt);
  }
}

/** The flags that were given. */
function pick<T extends object, K extends keyof T>(
  flags: T,
  names: readonly K[],
): { [P in K]?: NonNullable<T[P]> } {
  const given = names.filter((name) => flags[name] !== undefined).map((name) => [name, flags[name]]);
  return Object.fromEntries(given) as { [P in K]?: NonNullable<T[P]> }; // only names that were given
}

/** Reads a whole number of at least 1. */
function positive(key: string): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d{0,3}$/.test(text))
      throw new InputError({ where: { key }, found: text, expected: 'a whole number from 1 to 9999' });
    return Number(text);
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
