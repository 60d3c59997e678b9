import { readDataRuncard } from '@parton/runcard';
import { compareWithData } from '../compare.ts';
import { comparisonText } from '../comparison-text.ts';
import { findResources } from '../resources.ts';
import { readRuncardText, warningText } from '../runcard-file.ts';
import { EXIT, pick, print, type Register, resourceOptions, warn } from './command.ts';

interface Chi2Flags {
  readonly pdfSet: string;
  readonly t0?: boolean;
  readonly data?: string[];
  readonly theory?: string[];
  readonly pdf?: string[];
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  parton chi2 fit.yml --pdf-set NNPDF40_nnlo_as_01180          with the experimental covariance
  parton chi2 fit.yml --pdf-set NNPDF40_nnlo_as_01180 --t0     with the covariance of the fit
  parton chi2 data.yml --pdf-set MY_SET --pdf lhapdf --json    all predictions, for programs

The runcard needs dataset_inputs and theory only. Exit codes: 0 done, 2 input to be mended.`;

/** `parton chi2`. */
export const registerChi2: Register = (program, exit) => {
  const command = program
    .command('chi2')
    .description('compare a PDF set with the data of a runcard: chi2 per data set, group and process')
    .argument('<runcard>', 'runcard of a fit, or with dataset_inputs, theory and datacuts alone')
    .requiredOption('--pdf-set <name>', 'LHAPDF set, whose central member is compared')
    .option('--t0', 'the t0 covariance, with datacuts.t0pdfset, instead of the experimental one');
  resourceOptions(command)
    .option('--json', 'print the comparison as JSON, point by point')
    .addHelpText('after', EXAMPLES)
    .action((path: string, flags: Chi2Flags) => {
      const runcard = readDataRuncard(readRuncardText(path), path);
      for (const warning of runcard.warnings) warn(warningText(warning));
      const resources = findResources(pick(flags, ['data', 'theory', 'pdf']), runcard);
      const comparison = compareWithData(runcard, resources, {
        pdfSet: flags.pdfSet,
        t0: flags.t0 ?? false,
      });
      print(comparison, flags.json, comparisonText);
      exit(EXIT.done);
    });
};
