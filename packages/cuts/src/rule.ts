import { RuleError } from './rule-error.ts';

/** A condition that a data point must satisfy to be kept, and where it applies. Energies are in GeV. */
export interface Rule {
  /** The data set it applies to, by its present name or an older one. */
  readonly dataset?: string;
  /** The process type it applies to, where no data set is named; `DIS_ALL` stands for all that begin with `DIS`. */
  readonly processType?: string;
  /** The condition, in the language of `parseExpression`. */
  readonly rule: string;
  /** Why, for people. */
  readonly reason?: string;
  /** Abbreviations, each an expression that may use those before it. */
  readonly localVariables?: Readonly<Record<string, string>>;
  /** `LO`, `NLO`, `NNLO`, ...: only for a theory of this order; with `+` from it on, `-` below it, `!` for all others. */
  readonly PTO?: string;
  /** Only for a theory with this flavour scheme, for instance `FONLL-C`. */
  readonly FNS?: string;
  /** Only for a theory with (true) or without fitted charm. */
  readonly IC?: boolean;
}

/** The part of a theory card on which rules depend. */
export interface CutTheory {
  /** 0 is LO, 1 is NLO, ... */
  readonly PTO: number;
  readonly FNS: string;
  readonly IC: number | boolean;
}

/** The part of a data set on which rules depend; a `Dataset` of `@parton/commondata` is one. */
export interface CutDataset {
  readonly name: string;
  readonly legacyNames: readonly string[];
  readonly processType: string;
  readonly variables: readonly string[];
  /** `[n]` for each of `variables`. */
  readonly kinematics: Readonly<Record<string, ArrayLike<number>>>;
  /** `[n]` central values. */
  readonly central: ArrayLike<number>;
}

/** Whether a rule is about this data set. */
export function concerns(rule: Rule, { name, legacyNames, processType }: CutDataset): boolean {
  if (rule.dataset !== undefined) return rule.dataset === name || legacyNames.includes(rule.dataset);
  if (rule.processType === undefined)
    throw new RuleError({
      where: { key: `"${rule.rule}"` },
      found: 'a rule without dataset and process_type',
      expected: 'one of them',
    });
  return rule.processType === 'DIS_ALL' ? processType.startsWith('DIS') : rule.processType === processType;
}

/** Whether the theory is one for which a rule is meant. */
export function isMeantFor({ rule, PTO, FNS, IC }: Rule, theory: CutTheory): boolean {
  return (
    (PTO === undefined || isOrder(PTO, theory.PTO, rule)) &&
    (FNS === undefined || FNS === theory.FNS) &&
    (IC === undefined || IC === Boolean(theory.IC))
  );
}

function isOrder(wanted: string, order: number, rule: string): boolean {
  const match = /^(N*)LO([-+!]?)$/.exec(wanted);
  if (match === null)
    throw new RuleError({
      where: { key: `PTO of "${rule}"` },
      found: JSON.stringify(wanted),
      expected: 'LO, NLO, NNLO, ..., which + (or higher), - (lower) or ! (any other) may follow',
    });
  const [, powers = '', suffix = ''] = match;
  if (suffix === '+') return order >= powers.length;
  if (suffix === '-') return order < powers.length;
  return (order === powers.length) === (suffix === '');
}
