import { evaluate, type Names } from './evaluate.ts';
import { parseExpression } from './parse-expression.ts';
import { concerns, type CutDataset, type CutTheory, isMeantFor, type Rule } from './rule.ts';

/** The thresholds that rules may refer to by name. */
export interface CutParameters {
  /** Lower limit of Q2 in GeV^2. */
  readonly q2min: number;
  /** Lower limit of the squared mass of the hadronic final state, W2 = Q2 (1 - x) / x, in GeV^2. */
  readonly w2min: number;
  /** Upper limit of M2 / s in fixed-target Drell-Yan. */
  readonly maxTau: number;
}

/** The thresholds of the NNPDF4.0 fits. */
export const DEFAULT_PARAMETERS: CutParameters = { q2min: 3.49, w2min: 12.5, maxTau: 0.08 };

/**
 * The indices (0-based, ascending) of the points that satisfy every rule that concerns the data set and is meant for
 * the theory. A rule may use the kinematic variables of the set, `q2min`, `w2min`, `maxTau`, `idat` (the index) and
 * `central_value`.
 *
 * @throws RuleError for a rule that cannot be read or evaluated
 */
export function keptIndices(request: {
  readonly dataset: CutDataset;
  readonly rules: readonly Rule[];
  readonly theory: CutTheory;
  readonly parameters: CutParameters;
}): number[] {
  const { dataset, rules, theory, parameters } = request;
  const conditions = rules
    .filter((rule) => concerns(rule, dataset) && isMeantFor(rule, theory))
    .map((rule) => conditionOf(rule, dataset));
  return Array.from({ length: dataset.central.length }, (_, idat) => idat).filter((idat) => {
    const { q2min, w2min, maxTau } = parameters;
    const point = Object.fromEntries(
      dataset.variables.map((variable) => [variable, dataset.kinematics[variable]?.[idat] ?? Number.NaN]),
    );
    const central = dataset.central[idat] ?? Number.NaN;
    const names = { q2min, w2min, maxTau, idat, central_value: central, ...point };
    return conditions.every((condition) => condition(names));
  });
}

function conditionOf(rule: Rule, dataset: CutDataset): (names: Names) => boolean {
  const owner = `rule for ${dataset.name}`;
  const condition = parseExpression(rule.rule, owner);
  const locals = Object.entries(rule.localVariables ?? {}).map(
    ([name, text]) => [name, parseExpression(text, `${owner}, ${name} =`)] as const,
  );
  const synonyms = rule.dataset === undefined ? synonymsOf(dataset) : [];
  return (point) => {
    const names: Record<string, number> = { ...point };
    for (const [synonym, variable] of synonyms) names[synonym] = point[variable] ?? Number.NaN;
    for (const [name, expression] of locals) names[name] = evaluate(expression, names);
    return evaluate(condition, names) !== 0;
  };
}

/** Names for the same variable in sets of one process; rules for a whole process may use any of them. */
const SYNONYMS = [
  ['eta', 'y', 'etay'],
  ['yQQ', 'y_ttBar'],
  ['yQ', 'y_t'],
];

/** Pairs of another name and the variable of the data set that it stands for. */
function synonymsOf({ variables }: CutDataset): [string, string][] {
  return variables.flatMap((variable) =>
    (SYNONYMS.find((group) => group.includes(variable)) ?? [])
      .filter((synonym) => !variables.includes(synonym))
      .map((synonym): [string, string] => [synonym, variable]),
  );
}
