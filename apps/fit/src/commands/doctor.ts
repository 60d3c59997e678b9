import { diagnose, diagnosisText } from '../doctor.ts';
import { EXIT, print, type Register } from './command.ts';

const EXAMPLES = `
Examples:
  parton doctor            what is installed, what works, and how to install the rest
  parton doctor --json

Exit codes: 0 fits can run, 2 something that they need is missing.`;

/** `parton doctor`. */
export const registerDoctor: Register = (program, exit) => {
  program
    .command('doctor')
    .description('check the installation: every engine runs a tiny training')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json }: { json?: boolean }) => {
      const diagnosis = await diagnose();
      print(diagnosis, json, diagnosisText);
      exit(diagnosis.works ? EXIT.done : EXIT.input);
    });
};
