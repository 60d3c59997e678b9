import type * as fs from 'node:fs';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readPdfSet, xfx } from '@parton/lhapdf';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PostfitError, runPostfit, TooFewReplicasError } from '../src/index.ts';
import { evolvedFit, grid, readText, replicaFile } from './support.ts';

/** The file operation that fails, how often it works before, and how often it fails. */
const failing = vi.hoisted(() => ({ operation: '', after: 0, times: 1 }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const fail =
    <A extends unknown[], T>(name: string, call: (...args: A) => T) =>
    (...args: A): T => {
      if (failing.operation === name && failing.after-- <= 0 && failing.times-- > 0) {
        throw new Error(`EIO: ${name} refused`);
      }
      return call(...args);
    };
  return {
    ...real,
    symlinkSync: fail('symlink', real.symlinkSync),
    renameSync: fail('rename', real.renameSync),
    mkdirSync: fail('mkdir', real.mkdirSync),
  };
});
afterEach(() => {
  failing.operation = '';
});

const veto = { positivity: 'POS_VETO' } as const;

describe('the folder postfit', () => {
  it('links the replicas that pass, numbered anew, and the members of the set', () => {
    const fit = evolvedFit({ 1: {}, 2: veto, 3: {}, 10: {} });
    const result = runPostfit(fit, { members: 3 });
    expect(result.members).toEqual([1, 10, 3]);
    expect(result.set).toBe(join(fit, 'postfit', 'some'));
    expect(readdirSync(join(fit, 'postfit')).sort()).toEqual([
      'postfit.log',
      'replica_1',
      'replica_2',
      'replica_3',
      'some',
      'veto_count.json',
    ]);
    expect(readlinkSync(join(fit, 'postfit/replica_2'))).toBe(join('..', 'nnfit', 'replica_10'));
    expect(readText(fit, 'postfit/replica_3/some.json')).toBe(readText(fit, 'nnfit/replica_3/some.json'));
    expect(readlinkSync(join(fit, 'postfit/some/some_0003.dat'))).toBe(
      join('..', '..', 'nnfit', 'replica_3', 'some.dat'),
    );
    expect(readText(fit, 'postfit/some/some.info')).toBe('Format: lhagrid1\nNumMembers: 4\nXMax: 1.0');
  });
  it('is a set that LHAPDF reads, with the mean as member 0', () => {
    const set = readPdfSet(runPostfit(evolvedFit({ 1: {}, 2: {}, 6: {} }), { members: 3 }).set);
    expect(set.members.map((member) => xfx(member, 21, 1e-9, 1.65))).toEqual([3, 1, 2, 6]);
    expect(set.members.map(({ header }) => header['FromMCReplica'])).toEqual([undefined, '1', '2', '6']);
  });
  it('has a central member in the layout of the reference', () => {
    const fit = evolvedFit({ 1: {}, 3: {} });
    runPostfit(fit, { members: 2 });
    // mean of 1 and 3; layout as in eko/reference/Basic_like/postfit
    expect(readText(fit, 'postfit/some/some_0000.dat').split('\n')).toEqual([
      'PdfType: central',
      'Format: lhagrid1',
      '---',
      '1.0000000E-09 1.0000000E+00 ',
      '1.6500000E+00 1.0000000E+05 ',
      '21 1 ',
      '  2.0000000E+00 -2.0000000E+00',
      ' 2.0000000E-01  0.0000000E+00',
      ' 2.0000000E+00  2.0000000E+00',
      ' 2.0000000E+00  2.0000000E+00',
      '---',
    ]);
  });
  it('takes the first that pass, or all on request', () => {
    const fit = evolvedFit({ 1: {}, 2: {}, 3: {} });
    expect(runPostfit(fit, { members: 2 }).members).toEqual([1, 2]);
    expect(readText(fit, 'postfit/postfit.log')).toContain(
      'replica_3: passes, but is not among the first 2\n',
    );
    expect(runPostfit(fit, { members: 2, atLeast: true, force: true }).members).toEqual([1, 2, 3]);
  });
  it('logs the fate of every replica', () => {
    const fit = evolvedFit({
      1: {},
      2: { integrability: [0, 0, 0, 0.75, 1 / 3 + 1] },
      3: { ...veto, chi2: Number.NaN },
      4: {},
      5: {},
    });
    writeFileSync(replicaFile(fit, 5, 'some.json'), '{"preprocessing": [');
    runPostfit(fit, { members: 2 });
    const log = readText(fit, 'postfit/postfit.log').split('\n');
    expect(log.slice(0, 5)).toEqual([
      '5 total replicas found',
      '4 valid replicas found',
      'Passing average chi2: 1.0',
      '3 replicas pass Convergence check',
      '4 replicas pass IntegNumber_0',
    ]);
    expect(log.slice(15)).toEqual([
      '2 replicas pass Total',
      '2 replicas written to the postfit folder',
      'replica_1: member 1',
      'replica_4: member 2',
      'replica_2: rejected, IntegNumber_3 (T8) 0.75, limit 0.5; IntegNumber_4 (V8) 1.33333, limit 0.5',
      'replica_3: rejected, Convergence check POS_VETO, limit POS_PASS; ChiSquared NaN, limit 1',
      expect.stringMatching(/^replica_5: cannot be read, .*replica_5\/some.json: found .*/),
      '',
    ]);
  });
  it('gets copies where there are no links', () => {
    const fit = evolvedFit({ 1: {}, 3: {} });
    Object.assign(failing, { operation: 'symlink', after: 0, times: Infinity });
    const { set } = runPostfit(fit, { members: 2 });
    expect(lstatSync(join(fit, 'postfit/replica_2')).isSymbolicLink()).toBe(false);
    expect(readText(fit, 'postfit/replica_2/some.json')).toBe(readText(fit, 'nnfit/replica_3/some.json'));
    expect(readText(set, 'some_0002.dat')).toBe(grid(3));
  });
});

describe('an earlier selection', () => {
  it('stays unless forced, and is the same when made again', () => {
    const fit = evolvedFit({ 1: {}, 2: {} });
    runPostfit(fit, { members: 1 });
    const before = snapshot(fit);
    // more than there are: it says so before it reads them
    const again = () => runPostfit(fit, { members: 3 });
    expect(again).toThrow(PostfitError);
    expect(again).toThrow(
      'postfit: found an earlier selection, expected none. Remove it, or replace it by force',
    );
    expect(snapshot(fit)).toEqual(before);
    runPostfit(fit, { members: 1, force: true });
    expect(snapshot(fit)).toEqual(before);
    expect(runPostfit(fit, { members: 2, force: true }).members).toEqual([1, 2]);
    expect(readdirSync(fit).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readText(replicaFile(fit, 1, 'some.dat')), 'what the links point to').toBe(grid(1));
  });
  it('that is a link to nothing stays too', () => {
    const fit = evolvedFit({ 1: {} });
    symlinkSync('nowhere', join(fit, 'postfit'));
    expect(() => runPostfit(fit, { members: 1 })).toThrow('found an earlier selection');
  });
  it('may be absent when forced', () => {
    expect(runPostfit(evolvedFit({ 1: {} }), { members: 1, force: true }).members).toEqual([1]);
  });
  it('is kept if too few pass now', () => {
    const fit = evolvedFit({ 1: {}, 2: veto });
    runPostfit(fit, { members: 1 });
    const before = snapshot(fit);
    expect(() => runPostfit(fit, { members: 2, force: true })).toThrow(TooFewReplicasError);
    expect(snapshot(fit)).toEqual(before);
  });
  // renames: one for each of the 4 files that are no links, then of the old folder and of the new one
  it.each([
    ['mkdir', 0],
    ['mkdir', 3],
    ['rename', 0],
    ['rename', 3],
    ['rename', 4],
    ['rename', 5],
  ])('is kept, and no rest, if %s fails after %i', (operation, after) => {
    const fit = evolvedFit({ 1: {}, 2: {} });
    runPostfit(fit, { members: 1 });
    const before = snapshot(fit);
    Object.assign(failing, { operation, after, times: 1 });
    expect(() => runPostfit(fit, { members: 2, force: true })).toThrow(`EIO: ${operation} refused`);
    failing.operation = '';
    expect(snapshot(fit)).toEqual(before);
    expect(runPostfit(fit, { members: 2, force: true }).members).toEqual([1, 2]);
  });
});

describe('broken replicas', () => {
  it('do not keep the others from being read, and are named', () => {
    const fit = evolvedFit({ 1: {}, 2: {}, 3: {}, 4: {}, 5: {}, 6: {} });
    const json = readText(replicaFile(fit, 2, 'some.json'));
    writeFileSync(replicaFile(fit, 2, 'some.json'), json.slice(0, json.length / 2));
    rmSync(replicaFile(fit, 3, 'chi2exps.log'));
    rmSync(replicaFile(fit, 4, 'some.dat'));
    writeFileSync(replicaFile(fit, 5, 'some.dat'), grid(5).slice(0, -20));
    const { members, unreadable } = runPostfit(fit, { members: 2 });
    expect(members).toEqual([1, 6]);
    expect(unreadable.map(({ id, error }) => [id, error.where.file])).toEqual([
      [2, replicaFile(fit, 2, 'some.json')],
      [3, replicaFile(fit, 3, 'chi2exps.log')],
      [4, replicaFile(fit, 4, 'some.dat')],
      [5, replicaFile(fit, 5, 'some.dat')],
    ]);
    expect(JSON.parse(readText(fit, 'postfit/veto_count.json')).Total, 'of valid ones').toEqual([true, true]);
    expect(unreadable[2]?.error.message).toContain('expected the evolved replica. Evolve the fit first');
  });
  it('with a grid on other nodes end the run', () => {
    const fit = evolvedFit({ 1: {}, 2: {} });
    writeFileSync(replicaFile(fit, 2, 'some.dat'), grid(2).replace('1.650000e+00', '1.660000e+00'));
    expect(() => runPostfit(fit, { members: 2 })).toThrow(
      /replica_2\/some.dat: found other nodes or flavours, expected those of .*replica_1\/some.dat/,
    );
  });
});

describe('too few replicas', () => {
  it('are an error that says how many, why and what to do', () => {
    const bad = { integrability: [0, 0, 0, 0, 9] };
    const fit = evolvedFit({ 1: {}, 2: bad, 3: bad, 4: veto, 5: {} });
    writeFileSync(replicaFile(fit, 5, 'some.json'), '');
    try {
      runPostfit(fit, { members: 4 });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof TooFewReplicasError)) throw error;
      expect(error.found).toMatch(
        /^1 of 5 replicas that pass; IntegNumber_4 rejects most, 2; 1 cannot be read, the first because of .*some.json: found/,
      );
      expect(error.expected).toBe('at least 4');
      expect(error.cure).toBe('Fit at least 3 more, or ask for 1, or raise the threshold integrability');
      expect(error.selection.rejected.map(({ id }) => id)).toEqual([2, 3, 4]);
      expect(error.unreadable.map(({ id }) => id)).toEqual([5]);
    }
    expect(existsSync(join(fit, 'postfit'))).toBe(false);
  });
  it('offers no threshold where none helps', () => {
    expect(() => runPostfit(evolvedFit({ 1: veto }), { members: 1 })).toThrow(
      /found 0 of 1 replicas that pass; Convergence check rejects most, 1, expected at least 1. Fit at least 1 more$/,
    );
    expect(() => runPostfit(evolvedFit({}), { members: 1 })).toThrow(
      'found 0 of 0 replicas that pass, expected',
    );
  });
});

describe('bad input', () => {
  it.each([0, -1, 1.5, Number.NaN])('%d members', (members) => {
    expect(() => runPostfit(evolvedFit({ 1: {} }), { members })).toThrow(
      `members: found ${members}, expected a whole number >= 1`,
    );
  });
  it('a folder that is no fit', () => {
    expect(() => runPostfit(join(evolvedFit({}), 'absent'), { members: 1 })).toThrow('found no such folder');
  });
  it('a fit without the description of its set', () => {
    const fit = evolvedFit({ 1: {} });
    writeFileSync(join(fit, 'nnfit/some.info'), 'Format: lhagrid1\n');
    expect(() => runPostfit(fit, { members: 1 })).toThrow('some.info NumMembers: found nothing');
    rmSync(join(fit, 'nnfit/some.info'));
    expect(() => runPostfit(fit, { members: 1 })).toThrow(
      /some.info: found no such file, .* Evolve the fit first/,
    );
  });
});

/** All files below a folder but the replicas, with their texts or targets. */
function snapshot(fit: string): Record<string, string> {
  const entries = readdirSync(fit, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const status = lstatSync(join(fit, name));
      if (status.isSymbolicLink()) return [name, readlinkSync(join(fit, name))];
      return [name, status.isDirectory() ? '' : readText(fit, name)];
    });
  return Object.fromEntries(entries);
}
