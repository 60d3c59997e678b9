import type { TheorySpec } from '@parton/commondata';
import { joinMembers, listRows, type Row } from './join-members.ts';
import { loadMember, type Member, type Sources } from './member.ts';
import type { Operand } from './operand.ts';
import { TheoryError } from './theory-error.ts';

export interface OperandRequest extends Sources {
  /** The theory section of the data set. */
  readonly theory: TheorySpec;
  /** Indices (from 0) of the data points that are left after cuts; undefined keeps all. */
  readonly kept: readonly number[] | undefined;
}

/**
 * The operands of the prediction of one data set: its FK tables with C-factors, normalisations and the conversion factor
 * applied, concatenated along the data, and cut. The conversion factor multiplies every table, as in validphys, and so
 * cancels in a ratio.
 *
 * The denominator of a `RATIO` may be one number for all points: a single table whose bins beyond the first are all zero
 * (or which has no others). It then has one row whatever is cut.
 *
 * Throws {@link TheoryError} for missing files, C-factors of another length, tables that do not go together, and kept points
 * without prediction; PineapplError for a damaged table.
 */
export function loadOperands({ theory, kept, ...sources }: OperandRequest): Operand[] {
  return theory.operands.map((names, k) => {
    const [first, ...others] = names.map((name) => loadMember(name, theory, sources));
    if (first === undefined) {
      throw new TheoryError({ found: `no FK table in operand ${k + 1}`, expected: 'at least one' });
    }
    const members: [Member, ...Member[]] = [first, ...others];
    const isDenominator = theory.operation === 'RATIO' && k === theory.operands.length - 1;
    const all = listRows(members);
    const rows = isDenominator && others.length === 0 && isConstant(first) ? all.slice(0, 1) : all;
    const isCommon = isDenominator && rows.length === 1;
    return joinMembers(members, isCommon || kept === undefined ? rows : keepRows(rows, kept, first.file));
  });
}

/** Whether only the first bin is filled. */
function isConstant({ table }: Member): boolean {
  const [bins = 1] = table.values.shape;
  return table.values.data.subarray(table.values.data.length / bins).every((value) => value === 0);
}

function keepRows(rows: readonly Row[], kept: readonly number[], file: string): Row[] {
  const byPoint = new Map(rows.map((row) => [row.point, row]));
  return kept.map((point) => {
    const row = byPoint.get(point);
    if (row !== undefined) return row;
    throw new TheoryError({
      where: { file },
      found: `no prediction for data point ${point}`,
      expected: `one for each kept point; the FK tables have ${rows.length} bins`,
      cure: 'Compare the FK tables and shifts of the metadata with its ndata',
    });
  });
}
