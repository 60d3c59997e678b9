import { evolveFit, type EvolutionSummary } from '../evolve-fit.ts';
import { EXIT, print, type Register } from './command.ts';

const EXAMPLES = `
Examples:
  parton evolve fits/demo                          with the operators that ship with the demo
  parton evolve fits/my-fit --eko eko_400.tar      with an EKO archive

Then parton postfit makes the LHAPDF set. Exit codes: 0 done, 2 input to be mended.`;

/** `parton evolve`. */
export const registerEvolve: Register = (program, exit) => {
  program
    .command('evolve')
    .description('evolve the replicas of a fit to all scales')
    .argument('<fit>', 'folder of the fit')
    .option('--eko <path>', 'EKO archive: a tar file or the folder that it unpacks to')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', EXAMPLES)
    .action((path: string, flags: { readonly eko?: string; readonly json?: boolean }) => {
      print(evolveFit(path, flags.eko), flags.json, text);
      exit(EXIT.done);
    });
};

function text({ folder, operators, replicas, leftOut, q, xMin }: EvolutionSummary): string {
  return [
    `${replicas.length} replicas evolved, Q from ${q[0].toPrecision(4)} to ${q[1].toPrecision(4)} GeV, x from ${xMin.toPrecision(2)}`,
    ...leftOut.map(({ id, reason }) => `replica ${id} left out: ${reason}`),
    `operators   ${operators}`,
    `results     ${folder}/nnfit`,
  ].join('\n');
}
