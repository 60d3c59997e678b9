/**
 * Kinematic cuts: which points of a data set a fit uses. Rules are written in a small closed language.
 *
 * ```ts
 * const kept = keptIndices({ dataset, rules: BUILT_IN_RULES, theory, parameters: DEFAULT_PARAMETERS }); // number[]
 * ```
 *
 * @module
 */
export { BUILT_IN_RULES } from './built-in-rules.ts';
export { evaluate } from './evaluate.ts';
export { DEFAULT_PARAMETERS, keptIndices } from './kept-indices.ts';
export { parseExpression } from './parse-expression.ts';
export { RuleError } from './rule-error.ts';
export type { Names } from './evaluate.ts';
export type { Expression, ExpressionNode } from './expression.ts';
export type { CutParameters } from './kept-indices.ts';
export type { CutDataset, CutTheory, Rule } from './rule.ts';
