import { array, assert, boolean, constantFrom, double, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, PostfitError, selectReplicas, type VetoCount } from '../src/index.ts';
import { candidate } from './support.ts';

/** Up to 20 replicas whose numbers spread so much that low thresholds reject some of them. */
const someReplicas = array(
  record({
    chi2: double({ min: 0, max: 9, noNaN: true }),
    arcLengths: array(double({ min: 1, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 }),
    integrability: array(double({ min: 0, max: 0.6, noNaN: true }), { minLength: 5, maxLength: 5 }),
    positivity: constantFrom('POS_PASS' as const, 'POS_PASS' as const, 'POS_VETO' as const),
  }),
  { maxLength: 20 },
).map((all) => all.map((marks, i) => candidate(i + 1, marks)));
const thresholds = { chi2: 1, arcLength: 1.5, integrability: 0.55 };

/** 20 good replicas among which those of the test stand. */
const crowd = Array.from({ length: 20 }, (_, i) =>
  candidate(i + 1, { chi2: 1 + (i % 5) / 100, arcLengths: [1, 2, 3, 4, 5 + (i % 3) / 10] }),
);

const select = (extra: readonly Candidate[]) => selectReplicas([...crowd, ...extra]);

describe('a replica is rejected', () => {
  it('for its positivity state', () => {
    expect(select([candidate(99, { positivity: 'POS_VETO', arcLengths: [1, 2, 3, 4, 5] })]).rejected).toEqual(
      [{ id: 99, reasons: [{ veto: 'Convergence check', value: 'POS_VETO', limit: 'POS_PASS' }] }],
    );
  });
  it('for an integrability number above the threshold, not at it', () => {
    const marks = { arcLengths: [1, 2, 3, 4, 5], integrability: [0.5, 0, 0, 0.5000001, 0] };
    expect(select([candidate(99, marks)]).rejected).toEqual([
      { id: 99, reasons: [{ veto: 'IntegNumber_3', value: 0.5000001, limit: 0.5 }] },
    ]);
  });
  it('for a chi2 or an arc length far above the mean of those that pass, with that limit', () => {
    const { rejected } = select([candidate(99, { chi2: 1.5, arcLengths: [1, 2, 3, 4, 6] })]);
    // the crowd alone: mean 1.02, standard deviation sqrt(0.0002); mean 5.095, deviation of 0, 0.1, 0.2
    const arcs = Array.from({ length: 20 }, (_, i) => 5 + (i % 3) / 10);
    const centre = arcs.reduce((a, b) => a + b) / 20;
    const width = 4 * Math.sqrt(arcs.reduce((sum, arc) => sum + (arc - centre) ** 2, 0) / 20);
    expect(rejected).toEqual([
      {
        id: 99,
        reasons: [
          { veto: 'ChiSquared', value: 1.5, limit: expect.closeTo(1.02 + 4 * Math.sqrt(0.0002), 12) },
          { veto: 'ArcLength_4', value: 6, limit: expect.closeTo(centre + width, 12) },
        ],
      },
    ]);
  });
  it('not for a chi2 or an arc length far below the mean', () => {
    expect(select([candidate(99, { chi2: 0.01, arcLengths: [1, 2, 3, 4, 0.1] })]).rejected).toEqual([]);
  });
  it('when another no longer widens the deviation', () => {
    // 50 hides 3 in the first round: mean 3.2, deviation 10
    const { survivors, rejected } = select([
      candidate(98, { chi2: 3, arcLengths: [1, 2, 3, 4, 5] }),
      candidate(99, { chi2: 50, arcLengths: [1, 2, 3, 4, 5] }),
    ]);
    expect(survivors.length).toBe(20);
    expect(rejected.map(({ id }) => id)).toEqual([98, 99]);
  });
});

describe('numbers that are not finite', () => {
  it.each([Number.NaN, Infinity, -Infinity])('reject their replica alone: %d', (value) => {
    const alone = selectReplicas(crowd);
    for (const marks of [
      { chi2: value },
      { arcLengths: [1, value, 1, 1, 1] },
      { integrability: [0, 0, value, 0, 0] },
    ]) {
      const { survivors, rejected } = select([candidate(99, { arcLengths: [1, 2, 3, 4, 5], ...marks })]);
      expect(survivors).toEqual(alone.survivors);
      expect(rejected).toEqual([{ id: 99, reasons: [expect.objectContaining({ value })] }]);
    }
  });
  it('reject a replica that has nobody beside it', () => {
    expect(selectReplicas([candidate(1, { chi2: Number.NaN })])).toMatchObject({
      survivors: [],
      rejected: [{ id: 1, reasons: [{ veto: 'ChiSquared', value: Number.NaN, limit: Infinity }] }],
    });
  });
});

describe('a selection', () => {
  it('does not depend on the order of the replicas', () => {
    const shuffled = someReplicas.chain((all) =>
      shuffledSubarray(all, { minLength: all.length }).map((other) => ({ all, other })),
    );
    assert(
      property(shuffled, ({ all, other }) => {
        expect(selectReplicas(other, { thresholds })).toEqual(selectReplicas(all, { thresholds }));
      }),
    );
  });
  it('sorts replicas as folders, since so members are numbered', () => {
    expect(selectReplicas([1, 2, 3, 10, 21, 100].map((id) => candidate(id))).survivors).toEqual([
      1, 10, 100, 2, 21, 3,
    ]);
  });
  it('gives every replica once, and the rejected ones a reason that holds', () => {
    assert(
      property(someReplicas, (all) => {
        const { survivors, rejected } = selectReplicas(all, { thresholds });
        const ids = [...survivors, ...rejected.map(({ id }) => id)].sort((a, b) => a - b);
        expect(ids).toEqual(all.map(({ id }) => id));
        for (const { reasons } of rejected) {
          expect(reasons.length).toBeGreaterThan(0);
          for (const { value, limit } of reasons) {
            // limit = centre + width is rounded once more than the comparison
            if (typeof value === 'number') expect(value).toBeGreaterThan(Number(limit) * (1 - 1e-12));
          }
        }
      }),
    );
  });
  it('of the survivors rejects none, where the vetoes agree with the total', () => {
    let agreed = 0;
    assert(
      property(someReplicas, (all) => {
        const { survivors, vetoCount } = selectReplicas(all, { thresholds });
        if (!agrees(vetoCount)) return;
        agreed++;
        const rest = all.filter(({ id }) => survivors.includes(id));
        expect(selectReplicas(rest, { thresholds }).survivors).toEqual(survivors);
      }),
    );
    expect(agreed).toBeGreaterThan(50);
  });
  it('grows with the threshold of integrability among replicas that differ in nothing else', () => {
    assert(
      property(array(double({ min: 0, max: 1, noNaN: true })), boolean(), (numbers, first) => {
        const all = numbers.map((n, i) =>
          candidate(i + 1, { integrability: first ? [n, 0, 0, 0, 0] : [0, 0, 0, 0, n] }),
        );
        const kept = [0, 0.25, 0.5, 1].map(
          (integrability) => selectReplicas(all, { thresholds: { integrability } }).survivors,
        );
        kept.forEach((ids, i) => expect(kept[i + 1] ?? ids).toEqual(expect.arrayContaining([...ids])));
        expect(kept.at(-1)?.length).toBe(numbers.length);
      }),
    );
  });
  it('grows with the thresholds of chi2 and arc length in a sample with one tail', () => {
    const all = Array.from({ length: 60 }, (_, i) =>
      candidate(i + 1, { chi2: Math.exp(i / 20), arcLengths: [1, Math.exp((59 - i) / 30), 1, 1, 1] }),
    );
    const kept = [0.5, 1, 1.5, 2, 3, 4].map(
      (n) => selectReplicas(all, { thresholds: { chi2: n, arcLength: n } }).survivors,
    );
    kept.forEach((ids, i) => expect(kept[i + 1] ?? ids).toEqual(expect.arrayContaining([...ids])));
    expect(new Set(kept.map(({ length }) => length)).size).toBeGreaterThan(3);
  });
  it('of no replica and of one', () => {
    expect(selectReplicas([])).toMatchObject({ survivors: [], rejected: [], vetoCount: { Total: [] } });
    expect(selectReplicas([candidate(7, { chi2: 1e6 })]).survivors).toEqual([7]);
  });
  it.each([-1, Number.NaN, Infinity])('refuses the threshold %d', (arcLength) => {
    const call = () => selectReplicas([], { thresholds: { arcLength } });
    expect(call).toThrow(PostfitError);
    expect(call).toThrow(`thresholds.arcLength: found ${arcLength}, expected a number >= 0`);
  });
});

/** The replicas of the fit eko/reference/Basic_like, rounded, and what postfit of NNPDF 4.1.5 makes of them. */
describe('the reference program', () => {
  const fit = [
    candidate(1, {
      chi2: 0.967561783,
      arcLengths: [1.10910726, 1.14882952, 1.16931772, 1.18915904, 1.20429549],
      integrability: [0.0521212993, 0.00117256444, 1.59005596e-5, 3.23787487, 0.00726672669],
    }),
    candidate(2, {
      chi2: 33.0542465,
      arcLengths: [1.03891996, 1.41600307, 1.0189301, 0.993617415, 0.995557963],
      integrability: [0.00774644583, 0.225998487, 0.000724586964, 0.00228443519, 0.0507504651],
      positivity: 'POS_VETO',
    }),
    candidate(3, {
      chi2: 0.889102567,
      arcLengths: [1.11245338, 1.1658612, 1.09358978, 0.999733053, 1.03711062],
      integrability: [0.0211418376, 3.60198726e-8, 0.00123787327, 0.0343529494, 0.0198530869],
    }),
    candidate(4, {
      chi2: 0.94448508,
      arcLengths: [1.12186595, 1.12001608, 1.2238556, 1.01195354, 1.09360787],
      integrability: [0.00899872027, 0.676654026, 0.000656956407, 0.0043672873, 0.0273305448],
    }),
  ];
  const yes = [true, true, true, true];
  const three = [false, false, true, false];
  it('has the same vetoes', () => {
    expect(selectReplicas(fit).vetoCount).toEqual({
      chi2_threshold: 4,
      arclength_threshold: 4,
      integrability_threshold: 0.5,
      'Convergence check': [true, false, true, true],
      IntegNumber_0: yes,
      IntegNumber_1: [true, true, true, false],
      IntegNumber_2: yes,
      IntegNumber_3: [false, true, true, true],
      IntegNumber_4: yes,
      ChiSquared: three,
      ArcLength_0: three,
      ArcLength_1: three,
      ArcLength_2: three,
      ArcLength_3: three,
      ArcLength_4: three,
      Total: three,
    });
    expect(selectReplicas(fit, { thresholds: { integrability: 5 } })).toMatchObject({
      survivors: [1, 3, 4],
      vetoCount: {
        integrability_threshold: 5,
        ChiSquared: [true, false, true, true],
        ArcLength_1: [true, false, true, true],
        ArcLength_2: yes,
      },
    });
  });
  it('names only what was measured as a reason, though one survivor leaves no limits', () => {
    const reasons = selectReplicas(fit).rejected.map(({ id, reasons: all }) => [
      id,
      all.map(({ veto }) => veto),
    ]);
    expect(reasons).toEqual([
      [1, ['IntegNumber_3']],
      [2, ['Convergence check', 'ChiSquared', 'ArcLength_1']],
      [4, ['IntegNumber_1']],
    ]);
  });
  it('ends with one survivor, and keeps the limits from which it was found', () => {
    const weak = { integrability: [1, 0, 0, 0, 0] };
    const all = [candidate(1), candidate(2, weak), candidate(3, { ...weak, chi2: 10 })];
    const { survivors, rejected } = selectReplicas(all, { thresholds: { chi2: 1 } });
    expect(survivors).toEqual([1]);
    // mean and standard deviation of 1, 1, 10
    expect(rejected[1]?.reasons).toEqual([
      { veto: 'IntegNumber_0', value: 1, limit: 0.5 },
      { veto: 'ChiSquared', value: 10, limit: expect.closeTo(4 + Math.sqrt(18), 12) },
    ]);
  });
  it('ends where the number of survivors stays, even if they are others', () => {
    // determine_vetoes of validphys 4.1.5: its vetoes are those of the last round, its total that before
    const chi2 = [0, 5, 2, 6, 0, 1];
    const all = [8, 5, 8, 0, 7, 2].map((arc, i) =>
      candidate(i + 1, { chi2: chi2[i] ?? 0, arcLengths: [arc, 1, 1, 1, 1] }),
    );
    const { survivors, rejected, vetoCount } = selectReplicas(all, {
      thresholds: { chi2: 1.5, arcLength: 0.5 },
    });
    expect(vetoCount.ArcLength_0).toEqual([false, false, false, true, false, true]);
    expect(vetoCount.ChiSquared).toEqual([true, true, true, true, true, true]);
    expect(vetoCount.Total).toEqual([false, true, false, false, false, true]);
    expect(survivors).toEqual([2, 6]);
    expect(rejected.find(({ id }) => id === 4)?.reasons.map(({ veto }) => veto)).toEqual(['ChiSquared']);
  });
});

/** Whether the survivors are those that pass the vetoes of the last round. */
function agrees(vetoCount: VetoCount): boolean {
  const masks = Object.entries(vetoCount).flatMap(([veto, mask]) =>
    typeof mask === 'number' || veto === 'Total' ? [] : [mask],
  );
  return vetoCount.Total.every((kept, r) => kept === masks.every((mask) => mask[r]));
}
