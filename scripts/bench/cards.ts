import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findResources, prepareData, type FitData } from '../../apps/fit/src/index.ts';
import { demoPath } from '../../packages/demo/src/index.ts';
import { readRuncard, type Runcard } from '../../packages/runcard/src/index.ts';

/** Reference material beside the repository. */
export const SHARED = fileURLToPath(new URL('../../../shared', import.meta.url));

/** The fits that are measured, and with how many replicas. */
export const CARDS = {
  basic: { title: 'Basic: NMC d/p and SLAC d of the demo', replicas: 200 },
  demo: { title: 'The demo', replicas: 100 },
  'nnpdf-basic': { title: 'Basic_like, tables of theory 400', replicas: 200, file: 'Basic_like.yml' },
  'nnpdf-dis': { title: 'DIS_like, tables of theory 400', replicas: 100, file: 'DIS_like.yml' },
  'nnpdf-global': { title: 'Global_like, tables of theory 400', replicas: 100, file: 'Global_like.yml' },
} as const;
export type CardName = keyof typeof CARDS;

/** Where the runcard of the reference program is. */
export function runcardFile(file: string): string {
  return join(SHARED, 'reference', 'runcards', file);
}

/** Why a card cannot be measured here, if so. */
export function whyNot(name: CardName): string | undefined {
  const card = CARDS[name];
  if (!('file' in card)) return undefined;
  const absent = [runcardFile(card.file), join(SHARED, 'nnpdf')].filter((path) => !existsSync(path));
  return absent.length === 0
    ? undefined
    : 'needs ../shared/nnpdf and ../shared/reference, which are not here';
}

/** Reads a runcard and everything that it names. */
export function loadCard(name: CardName): { runcard: Runcard; data: FitData } {
  const card = CARDS[name];
  if ('file' in card) {
    const file = runcardFile(card.file);
    const runcard = readRuncard(readFileSync(file, 'utf8'), file);
    return { runcard, data: nnpdfData(runcard) };
  }
  const file = demoPath('runcards', 'demo.yml');
  const demo = readRuncard(readFileSync(file, 'utf8'), file);
  const runcard = name === 'basic' ? basicOf(demo) : demo;
  return { runcard, data: prepareData(runcard, findResources({})) };
}

/** The small card of the reference program, with the tables of the demo. */
function basicOf(demo: Runcard): Runcard {
  const chosen = (sets: Runcard['positivity']['sets'], kinds: RegExp) =>
    sets.filter(({ dataset }) => kinds.test(dataset));
  return {
    ...demo,
    datasets: demo.datasets.filter(({ name }) => /^NMC_.*_DP-F2$|^SLAC_.*_D-F2$/.test(name)),
    positivity: { ...demo.positivity, sets: chosen(demo.positivity.sets, /_(F2U|FLL|XGL)$/) },
    integrability: { ...demo.integrability, sets: chosen(demo.integrability.sets, /_XT3$/) },
    network: { ...demo.network, nodes: [15, 10, 8], activations: ['sigmoid', 'sigmoid', 'linear'] },
    diagonalBasis: true,
  };
}

function nnpdfData(runcard: Runcard): FitData {
  const folders = (name: string): string[] => [join(SHARED, 'nnpdf', name)];
  return prepareData(runcard, {
    commondata: folders('commondata'),
    theories: folders('theories'),
    theoryCards: folders('theory_cards'),
    cfactors: folders('cfactors'),
    pdfs: folders('pdfsets'),
  });
}
