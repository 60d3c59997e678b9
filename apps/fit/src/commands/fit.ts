import { type Device, DEVICES } from '@parton/tensor-compiler';
import { demoPath } from '@parton/demo';
import { Option } from 'commander';
import { type EngineRequest, ENGINES } from '../engine.ts';
import { type FittedSet, fittedSet } from '../pdf-set.ts';
import { progressLine } from '../progress.ts';
import { replicaRange } from '../replica-range.ts';
import { runFit } from '../run-fit.ts';
import { type FitSummary, summaryText } from '../summary.ts';
import { EXIT, pick, positive, print, type Register, resourceOptions, warn } from './command.ts';

interface FitFlags {
  readonly replicas: string;
  readonly output: string;
  readonly data?: string[];
  readonly theory?: string[];
  readonly pdf?: string[];
  readonly backend?: NonNullable<EngineRequest['backend']>;
  readonly precision?: NonNullable<EngineRequest['precision']>;
  readonly threads?: number;
  readonly device?: Device;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  parton fit                                    the demo, 20 replicas, no download
  parton fit fit.yml -r 1-100                   a hundred replicas in one model
  parton fit fit.yml -r 7 --json                one replica, summary for programs
  parton fit fit.yml --data commondata --theory theories --pdf lhapdf

Results: <output>/<runcard name>/nnfit/replica_<n>/; with the tables of the demo also an LHAPDF set in postfit/.
Exit codes: 0 done, 2 input to be mended, 130 interrupted.`;

/** `parton fit`. */
export const registerFit: Register = (program, exit) => {
  const command = program
    .command('fit')
    .description('fit a runcard, all replicas together')
    .argument('[runcard]', 'n3fit runcard; without it the demo that ships')
    .option('-r, --replicas <ids>', 'replica ids, such as 5, 1-20 or 1,4,7-9', '1-20')
    .option('-o, --output <folder>', 'where the folder of the fit goes', 'fits');
  resourceOptions(command)
    .addOption(
      new Option('--backend <name>', 'how the training step runs (default: compiled)').choices([...ENGINES]),
    )
    .addOption(
      new Option('--precision <type>', 'default: that of the runcard').choices(['float32', 'float64']),
    )
    .addOption(
      new Option('--device <name>', 'where the compiled step runs (default: cpu)').choices([...DEVICES]),
    )
    .addOption(new Option('--threads <n>', 'default: one per core').argParser(positive('--threads')))
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (runcard: string | undefined, flags: FitFlags) =>
      exit(await fit(runcard ?? demoPath('runcards', 'demo.yml'), flags)),
    );
};

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
      engine: pick(flags, ['backend', 'precision', 'threads', 'device']),
      signal: controller.signal,
      resources: pick(flags, ['data', 'theory', 'pdf']),
      onStage: (stage) => line.say(stage),
      onProgress: line.update,
      onWarning: (message) => {
        line.end();
        warn(message);
      },
    });
    line.say('evolving');
    const lhapdf = fittedSet(runcard, summary);
    line.end();
    print({ ...summary, ...(lhapdf === undefined ? {} : { lhapdf }) }, flags.json, text);
    return summary.interrupted ? EXIT.interrupted : EXIT.done;
  } finally {
    line.end();
    process.off('SIGINT', interrupt);
  }
}

function text(summary: FitSummary & { readonly lhapdf?: FittedSet }): string {
  const { lhapdf } = summary;
  if (lhapdf === undefined) return summaryText(summary);
  const set =
    'missing' in lhapdf ? `none: ${lhapdf.missing}` : `${lhapdf.folder}, ${lhapdf.members.length} members`;
  return `${summaryText(summary)}\nLHAPDF set            ${set}`;
}
