import { type Card, numberAt, numbersAt, rowsAt, valueAt, wordAt } from './card.ts';

/** The settings of an evolution that its output has to state. */
export interface EvolutionTheory {
  /** Orders in QCD (1 is LO, 3 NNLO) and in QED (0 is none). */
  readonly order: readonly [qcd: number, qed: number];
  /** The coupling that the evolution starts from; q in GeV, with `nf` flavours there. */
  readonly alphaS: { readonly value: number; readonly q: number; readonly nf: number };
  /** Of charm, bottom and top, in GeV. */
  readonly masses: readonly number[];
  /** Q in GeV from which charm, bottom and top are active; infinite for never. */
  readonly thresholds: readonly number[];
  readonly massScheme: 'pole' | 'msbar';
  /** How the equation of the running coupling is solved: to all orders, or as a series. */
  readonly running: 'exact' | 'expanded';
}

/** How EKO solves the evolution of PDFs; the coupling goes with it. */
const METHODS = [
  'iterate-exact',
  'decompose-exact',
  'perturbative-exact',
  'iterate-expanded',
  'decompose-expanded',
  'perturbative-expanded',
  'truncated',
  'ordered-truncated',
] as const;

/** Reads the theory card and the operator card of an EKO. */
export function readTheory(theory: Card, operator: Card): EvolutionTheory {
  const masses = rowsAt(theory, 'heavy.masses').map(([mass = Number.NaN]) => mass);
  const ratios = numbersAt(theory, 'heavy.matching_ratios');
  const [qcd = 0, qed = 0] = numbersAt(theory, 'order');
  const method = wordAt(operator, 'configs.evolution_method', METHODS);
  return {
    order: [qcd, qed],
    alphaS: { value: numberAt(theory, 'couplings.alphas'), ...readReference(theory) },
    masses,
    thresholds: masses.map((mass, k) => mass * (ratios[k] ?? Number.NaN)),
    massScheme: wordAt(theory, 'heavy.masses_scheme', ['pole', 'msbar']),
    running: method.endsWith('exact') ? 'exact' : 'expanded',
  };
}

/** `ref: [q, nf]`, or the two keys that it replaced. */
function readReference(theory: Card): { q: number; nf: number } {
  if (valueAt(theory, 'couplings.ref') === undefined) {
    return { q: numberAt(theory, 'couplings.scale'), nf: numberAt(theory, 'couplings.num_flavs_ref') };
  }
  const [q = 0, nf = 0] = numbersAt(theory, 'couplings.ref');
  return { q, nf };
}
