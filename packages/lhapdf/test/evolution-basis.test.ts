import { row } from '@parton/ndarray';
import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import { evolutionBasis, parsePdfMember } from '../src/index.ts';
import { memberText } from './synthetic.ts';

const value = (pid: number) => 3 + pid + 0.1 * pid * pid;
const member = parsePdfMember(
  memberText((pid, x) => value(pid) * (1 - Math.log(x))),
  'basis.dat',
);
const x = Float64Array.of(1, Math.exp(-1));
/** Gluon, u, d and b; the set has no strange, charm or top quarks and no photon. */
const fk = evolutionBasis(member, x, 20);
const plus = (pid: number) => value(pid) + value(-pid);
const minus = (pid: number) => value(pid) - value(-pid);

describe('evolutionBasis', () => {
  it('is [14, N]', () => expect(fk.shape).toEqual([14, 2]));
  it.each([
    [0, 'photon', 0],
    [1, 'Sigma', plus(2) + plus(1) + plus(5)],
    [2, 'g', value(21)],
    [3, 'V', minus(2) + minus(1) + minus(5)],
    [4, 'V3', minus(2) - minus(1)],
    [5, 'V8', minus(2) + minus(1)],
    [6, 'V15', minus(2) + minus(1)],
    [7, 'V24', minus(2) + minus(1) - 4 * minus(5)],
    [8, 'V35', minus(2) + minus(1) + minus(5)],
    [9, 'T3', plus(2) - plus(1)],
    [10, 'T8', plus(2) + plus(1)],
    [11, 'T15', plus(2) + plus(1)],
    [12, 'T24', plus(2) + plus(1) - 4 * plus(5)],
    [13, 'T35', plus(2) + plus(1) + plus(5)],
  ])('%i is %s', (k, _, expected) => {
    expect(row(fk, k).data).toBeAllclose([expected, 2 * expected], { rtol: 1e-12, atol: 1e-12 });
  });
});

sharedSuite('export of the FK basis to flavours', 'fixtures/model.json', () => {
  it('is undone by evolutionBasis', () => {
    const { evln2lha } = readShared<{ evln2lha: { in_evol14: number[]; nf6: number[] } }>(
      'fixtures',
      'model.json',
    );
    const pids = [-6, -5, -4, -3, -2, -1, 21, 1, 2, 3, 4, 5, 6, 22];
    const values = evln2lha.nf6.join(' ');
    const grid = ['0.1 1', '2 3', pids.join(' '), values, values, values, values, '---'].join('\n');
    const constant = parsePdfMember(`Format: lhagrid1\n---\n${grid}`, 'constant.dat');
    expect(evolutionBasis(constant, Float64Array.of(0.5), 2.5).data).toBeAllclose(evln2lha.in_evol14, {
      atol: 1e-13,
    });
  });
});
