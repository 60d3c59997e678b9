import { checkClosure } from './closure-fields.ts';
import { child, type Cursor, isAbsent, reject, warn } from './cursor.ts';
import { rejectRepeated } from './data-fields.ts';
import { FIT_BASES } from './fit-bases.ts';
import { checkGrouping } from './grouping.ts';
import { suggest } from './reader.ts';
import type { CardDraft } from './sections.ts';

/** Reports what does not fit together among the keys of a runcard. `at` finds a key, wherever it stands. */
export function checkCard(draft: CardDraft, at: (key: string) => Cursor): void {
  checkBasis(draft, at);
  checkNetwork(draft, at);
  checkExponents(draft, at);
  checkPolarised(draft, at);
  checkCuts(draft, at);
  checkGrouping(draft, at);
  checkClosure(draft, at);
  if (draft.parallel_models === false) {
    warn(at('parallel_models'), {
      found: 'false',
      expected: 'true: replicas are always fitted together, each as if it were alone',
      cure: 'Remove the key',
    });
  }
}

function checkBasis({ fitbasis, basis }: CardDraft, at: (key: string) => Cursor): void {
  const known = fitbasis === undefined ? undefined : FIT_BASES[fitbasis];
  if (basis === undefined) return;
  const names = basis.map((entry) => entry?.fl);
  rejectRepeated(names, at('basis'), 'fl');
  if (known === undefined) return;
  const expected = `the flavours of ${fitbasis}: ${known.join(', ')}`;
  names.forEach((name, i) => {
    if (name === undefined || known.includes(name)) return;
    reject(child(child(at('basis'), i), 'fl'), expected, { found: name, cure: suggest(name, known) });
  });
  const absent = known.filter((flavour) => !names.includes(flavour));
  const complete = names.every((name) => name !== undefined && known.includes(name));
  if (complete && absent.length > 0) reject(at('basis'), expected, { found: `no ${absent.join(', ')}` });
}

function checkNetwork({ parameters, basis }: CardDraft, at: (key: string) => Cursor): void {
  const outputs = parameters?.nodes_per_layer?.at(-1);
  if (basis === undefined || outputs === undefined) return;
  if (outputs !== basis.length) {
    const nodes = child(at('parameters'), 'nodes_per_layer');
    const expected = `${basis.length}, the number of flavours in fitting.basis`;
    reject(nodes, expected, { found: `${outputs} nodes in the last layer` });
  }
  if (parameters?.activation_per_layer?.at(-1) !== 'square_singlet') return;
  const leading = basis.slice(0, 2).map((entry) => entry?.fl);
  if (leading.includes(undefined) || leading.join() === 'sng,g') return;
  reject(at('basis'), 'sng and g first, the outputs that square_singlet squares', {
    found: leading.join(', '),
    cure: 'Reorder the flavours',
  });
}

/** With feature scaling the PDF vanishes at x = 1 by itself, without a power of 1 - x. */
function checkExponents({ parameters, basis }: CardDraft, at: (key: string) => Cursor): void {
  if (parameters === undefined || basis === undefined) return;
  const scaled = !isAbsent(child(at('parameters'), 'feature_scaling_points'));
  basis.forEach((_, i) => {
    const cursor = child(child(at('basis'), i), 'largex');
    const present = !isAbsent(cursor);
    if (!scaled && !present)
      reject(cursor, 'a range [min, max]', { cure: 'Add it, or use feature_scaling_points' });
    if (scaled && present && JSON.stringify(cursor.value) !== '[0,0]') {
      reject(cursor, 'no largex, or [0, 0], with feature_scaling_points', { cure: 'Remove the key' });
    }
  });
}

/** The triplets of a polarised PDF have known integrals, its momentum and valence have not. */
function checkPolarised({ fitbasis, sum_rules: mode }: CardDraft, at: (key: string) => Cursor): void {
  const fits = mode === undefined || mode === 'TSR' || mode === 'NONE';
  if (fits || fitbasis?.startsWith('POLARIZED_') !== true) return;
  const found = `${fitbasis} with sum_rules ${mode}`;
  reject(at('fitbasis'), 'sum_rules TSR or false', { found, cure: 'Set sum_rules: TSR' });
}

/** Both places set the same limits. */
function checkCuts(draft: CardDraft, at: (key: string) => Cursor): void {
  for (const key of ['q2min', 'w2min', 'maxTau'] as const) {
    const fallback = draft.filter_defaults?.[key];
    if (fallback === undefined || draft[key] === undefined || fallback === draft[key]) continue;
    reject(child(at('filter_defaults'), key), `${draft[key]} as in datacuts`, { cure: 'Give it once' });
  }
}
