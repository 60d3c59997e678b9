import { isInputError } from '@parton/errors';
import { Command, CommanderError } from 'commander';
import { registerChi2 } from './commands/chi2.ts';
import { EXIT, type Register } from './commands/command.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerEvolve } from './commands/evolve.ts';
import { registerFit } from './commands/fit.ts';
import { registerPostfit } from './commands/postfit.ts';
import { registerWhere } from './commands/where.ts';

/** Every command; each adds itself. */
const COMMANDS: readonly Register[] = [
  registerFit,
  registerEvolve,
  registerPostfit,
  registerChi2,
  registerWhere,
  registerDoctor,
];

/** Runs the command line; returns the exit code and never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command('parton')
    .description('Fits parton distributions with many Monte Carlo replicas in one model.')
    .exitOverride()
    .showHelpAfterError('(--help after the command shows its options)');
  for (const register of COMMANDS) register(program, (given) => (code = given));
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

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
