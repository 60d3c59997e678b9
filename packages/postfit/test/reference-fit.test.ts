import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readPdfSet, xfx } from '@parton/lhapdf';
import { sharedSuite } from '@parton/testing';
import { expect, it } from 'vitest';
import { runPostfit, TooFewReplicasError } from '../src/index.ts';
import { readText, temporaryFolder } from './support.ts';

/** An evolved fit of n3fit 4.1.5 and what postfit of NNPDF makes of it. */
sharedSuite('a fit of the reference program', 'eko/reference/Basic_like', (reference) => {
  /** The same fit without `postfit`. */
  function fitted(): string {
    const fit = join(temporaryFolder(), 'Basic_like');
    mkdirSync(fit);
    symlinkSync(join(reference, 'nnfit'), join(fit, 'nnfit'));
    return fit;
  }
  /** The lines of the reference that do not depend on the machine. */
  const logOf = (text: string) => text.slice(0, text.indexOf('written to the postfit folder'));

  it('keeps replica 3 alone', () => {
    const fit = fitted();
    const { members, selection } = runPostfit(fit, { members: 1 });
    expect(members).toEqual([3]);
    expect(selection.survivors).toEqual([3]);
    const expected = join(reference, '..', 'postfit_default');
    expect(readText(fit, 'postfit/veto_count.json')).toBe(readText(expected, 'veto_count.json'));
    expect(logOf(readText(fit, 'postfit/postfit.log'))).toBe(logOf(readText(expected, 'postfit.log')));
  });
  it('has too few replicas for two members', () => {
    expect(() => runPostfit(fitted(), { members: 2 })).toThrow(TooFewReplicasError);
  });
  it('keeps replicas 1, 3 and 4 if integrability is loosened, file by file the same', () => {
    const fit = fitted();
    const { members, set } = runPostfit(fit, { members: 3, thresholds: { integrability: 5 } });
    expect(members).toEqual([1, 3, 4]);
    for (const name of ['veto_count.json', 'Basic_like/Basic_like.info', 'Basic_like/Basic_like_0000.dat']) {
      expect(readText(fit, 'postfit', name) === readText(reference, 'postfit', name), name).toBe(true);
    }
    expect(logOf(readText(fit, 'postfit/postfit.log'))).toBe(
      logOf(readText(reference, 'postfit', 'postfit.log')),
    );
    // LINKS.md of the reference: members 1, 2, 3 are replicas 1, 3, 4
    for (const [i, id] of [1, 3, 4].entries()) {
      const source = join(reference, 'nnfit', `replica_${id}`);
      const text = readText(source, 'Basic_like.dat');
      expect(readText(set, `Basic_like_000${i + 1}.dat`) === text, `member ${i + 1}`).toBe(true);
      expect(readdirSync(join(fit, 'postfit', `replica_${i + 1}`))).toEqual(readdirSync(source));
    }
    const [central, ...replicas] = readPdfSet(set).members.map((member) => xfx(member, 21, 0.1, 91.2));
    expect(central).toBeCloseTo(replicas.reduce((a, b) => a + b, 0) / 3, 6);
  });
});
