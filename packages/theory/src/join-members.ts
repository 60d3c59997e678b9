import { size, zeros } from '@parton/ndarray';
import { isSameNode, locateNodes, uniteNodes } from '@parton/pineappl';
import type { Member } from './member.ts';
import type { Operand } from './operand.ts';
import { TheoryError } from './theory-error.ts';

/** A bin of a member, which predicts one data point. */
export interface Row {
  readonly member: Member;
  readonly bin: number;
  /** Position among the data before cuts, from 0. */
  readonly point: number;
}

/** All rows of an operand: the bins of its members one after the other, with gaps where shifts ask for them. */
export function listRows(members: readonly Member[]): Row[] {
  let point = 0;
  return members.flatMap((member) => {
    point += member.shift;
    return Array.from(member.factors, (_, bin) => ({ member, bin, point: point++ }));
  });
}

/**
 * One table of the chosen rows: on the united x grid, with the channels of all members; what a member lacks is zero.
 * Throws {@link TheoryError} if members differ in hadrons, kind of PDF or scale.
 */
export function joinMembers(members: readonly [Member, ...Member[]], rows: readonly Row[]): Operand {
  const [{ table }] = members;
  members.forEach((member) => checkAgreement(member, members[0]));
  const x = uniteNodes(members.map((member) => member.table.x));
  const channels = [...new Set(members.flatMap((member) => member.table.channels))].sort((a, b) => a - b);
  const values = zeros([rows.length, channels.length, ...table.convolutions.map(() => x.length)]);
  const length = size(values.shape.slice(1));
  const targets = new Map(members.map((member) => [member, targetPositions(member, x, channels)]));
  rows.forEach(({ member, bin }, n) => {
    const target = values.data.subarray(n * length, (n + 1) * length);
    const positions = targets.get(member) ?? new Uint32Array(0);
    const source = member.table.values.data.subarray(bin * positions.length, (bin + 1) * positions.length);
    const factor = member.factors[bin] ?? 1;
    for (let k = 0; k < source.length; k++) target[positions[k] ?? 0] = factor * (source[k] ?? 0);
  });
  const { hadrons, q0, convolutions } = table;
  return { hadrons, q0, x, channels, values, convolutions, files: members.map(({ file }) => file) };
}

/** For each value of a bin of the member, where it goes in a row of the joined table. */
function targetPositions({ table }: Member, x: Float64Array, channels: readonly number[]): Uint32Array {
  const nodes = locateNodes(table.x, x);
  const refine = (positions: Uint32Array): Uint32Array =>
    Uint32Array.from({ length: positions.length * nodes.length }, (_, k) => {
      const outer = positions[Math.floor(k / nodes.length)] ?? 0;
      return outer * x.length + (nodes[k % nodes.length] ?? 0);
    });
  const start = Uint32Array.from(table.channels, (channel) => channels.indexOf(channel));
  return table.convolutions.reduce(refine, start);
}

function checkAgreement({ file, table }: Member, { file: firstFile, table: first }: Member): void {
  const differ = (found: string, expected: string): never => {
    throw new TheoryError({ where: { file }, found, expected: `${expected} as in ${firstFile}` });
  };
  const [kinds, firstKinds] = [table.convolutions.join(' x '), first.convolutions.join(' x ')];
  if (kinds !== firstKinds) differ(`a table for ${kinds}`, firstKinds);
  if (!isSameNode(table.q0, first.q0)) differ(`scale ${table.q0} GeV`, `${first.q0} GeV`);
}
