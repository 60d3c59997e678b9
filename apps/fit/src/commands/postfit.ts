import { InputError } from '@parton/errors';
import { DEFAULT_THRESHOLDS, type Postfit, runPostfit, type Thresholds } from '@parton/postfit';
import { EXIT, positive, print, type Register } from './command.ts';

interface PostfitFlags {
  readonly atLeast?: boolean;
  readonly chi2Threshold?: number;
  readonly arclengthThreshold?: number;
  readonly integrabilityThreshold?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  parton postfit fits/demo 10                  the first 10 replicas that pass
  parton postfit fits/demo 10 --at-least       all that pass, 10 or more
  parton postfit fits/demo 10 --force --json   again; for programs

The fit has to be evolved before (parton evolve). Exit codes: 0 done, 2 input to be mended, e.g. too few replicas pass.`;

/** `parton postfit`. */
export const registerPostfit: Register = (program, exit) => {
  program
    .command('postfit')
    .description('select the replicas of an evolved fit and make its LHAPDF set')
    .argument('<fit>', 'folder of the fit')
    .argument('<members>', 'number of replicas that the set shall have', positive('<members>'))
    .option('--at-least', 'take all replicas that pass, if they are that many')
    .option(...threshold('chi2', 'standard deviations of chi2 above the mean', DEFAULT_THRESHOLDS.chi2))
    .option(...threshold('arclength', 'the same of each arc length', DEFAULT_THRESHOLDS.arcLength))
    .option(...threshold('integrability', 'largest integrability number', DEFAULT_THRESHOLDS.integrability))
    .option('--force', 'replace an earlier selection')
    .option('--json', 'print the selection as JSON')
    .addHelpText('after', EXAMPLES)
    .action((path: string, members: number, flags: PostfitFlags) => {
      const { atLeast = false, force = false } = flags;
      print(runPostfit(path, { members, atLeast, force, thresholds: thresholdsOf(flags) }), flags.json, text);
      exit(EXIT.done);
    });
};

function threshold(name: string, what: string, usual: number) {
  const read = (value: string): number => {
    const number = Number(value);
    if (value.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
    throw new InputError({
      where: { key: `--${name}-threshold` },
      found: value,
      expected: 'a number of at least 0',
    });
  };
  return [`--${name}-threshold <number>`, `${what}, default ${usual}`, read] as const;
}

function thresholdsOf(flags: PostfitFlags): Partial<Thresholds> {
  const { chi2Threshold: chi2, arclengthThreshold: arcLength, integrabilityThreshold: integrability } = flags;
  return {
    ...(chi2 === undefined ? {} : { chi2 }),
    ...(arcLength === undefined ? {} : { arcLength }),
    ...(integrability === undefined ? {} : { integrability }),
  };
}

function text({ members, selection, chi2, unreadable, set }: Postfit): string {
  return [
    `${selection.survivors.length} replicas pass, ${members.length} are members; mean chi2 ${chi2.toFixed(3)}`,
    ...selection.rejected.map(
      ({ id, reasons }) =>
        `replica ${id} rejected: ${reasons.map(({ veto, value, limit }) => `${veto} ${value}, limit ${limit}`).join('; ')}`,
    ),
    ...unreadable.map(({ id, error }) => `replica ${id} left out: ${error.message}`),
    `set   ${set}`,
  ].join('\n');
}
