import { lookEverywhere, whereText } from '../where.ts';
import { EXIT, pick, print, type Register, resourceOptions } from './command.ts';

interface WhereFlags {
  readonly data?: string[];
  readonly theory?: string[];
  readonly pdf?: string[];
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  parton where                          every folder that is searched, and what is in it
  parton where --theory theories        with a folder of your own, which comes first
  NNPDF_PROFILE_PATH=my.yaml parton where --json

Searched in this order: the folders of --data, --theory, --pdf; an NNPDF profile (NNPDF_PROFILE_PATH, else
nnprofile.yaml in the folder NNPDF of your configurations); LHAPDF_DATA_PATH; share/NNPDF and share/LHAPDF of the
environment, the user and the machine; Python's package nnpdf_data; the demo. Nothing is ever downloaded.`;

/** `parton where`. */
export const registerWhere: Register = (program, exit) => {
  const command = program
    .command('where')
    .description('show where data, theories and PDF sets are looked for, and what is there');
  resourceOptions(command)
    .option('--json', 'print all names as JSON')
    .addHelpText('after', EXAMPLES)
    .action((flags: WhereFlags) => {
      print(lookEverywhere(pick(flags, ['data', 'theory', 'pdf'])), flags.json, whereText);
      exit(EXIT.done);
    });
};
