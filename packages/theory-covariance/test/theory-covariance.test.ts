import { fromNested, symmetricEigen } from '@parton/ndarray';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  independentShifts,
  POINT_PRESCRIPTIONS,
  pointPrescription,
  theoryColumns,
  theoryCovariance,
  TheoryCovarianceError,
} from '../src/index.ts';
import { DATASETS, RECORDED, varied } from './small.ts';

const ALPHAS = 'alphas 0118 0120 0116';
const PRESCRIPTIONS = [...POINT_PRESCRIPTIONS, ALPHAS].map(pointPrescription);
const processOf = DATASETS.flatMap(([, process, points]) => points.map(() => process));
const covarianceOf = (name: string, datasets = varied(pointPrescription(name))) =>
  theoryCovariance([theoryColumns(pointPrescription(name), datasets)]);

describe('the theory covariance agrees with validphys', () => {
  it('of all its prescriptions', () => {
    expect(Object.keys(RECORDED.covariances).sort()).toEqual(
      [...PRESCRIPTIONS.map(({ name }) => name), 'power corrections'].sort(),
    );
  });
  it.each(PRESCRIPTIONS)('for $name', (prescription) => {
    const { data } = theoryCovariance([theoryColumns(prescription, varied(prescription))]);
    expect(data).toBeAllclose(RECORDED.covariances[prescription.name]?.flat() ?? [], {
      rtol: 1e-12,
      atol: 1e-16,
    });
  });
  it('for power corrections', () => {
    const prescription = independentShifts('power corrections', 3);
    const { data } = theoryCovariance([theoryColumns(prescription, varied(prescription))]);
    expect(data).toBeAllclose(RECORDED.covariances['power corrections']?.flat() ?? [], { rtol: 1e-12 });
  });
});

describe.each(PRESCRIPTIONS)('the covariance of $name', (prescription) => {
  const { data, shape } = theoryCovariance([theoryColumns(prescription, varied(prescription))]);
  const element = (i: number, j: number) => data[i * 6 + j] ?? Number.NaN;
  it('is symmetric and positive semi-definite', () => {
    for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) expect(element(j, i)).toBe(element(i, j));
    const { values } = symmetricEigen({ shape, data });
    const largest = values.at(-1) ?? 0;
    expect(largest).toBeGreaterThan(0);
    expect(values[0]).toBeGreaterThan(-1e-14 * largest);
  });
  it('has the same variances whatever the process of a point', () => {
    const together = varied(prescription).map((dataset) => ({ ...dataset, process: 'one' }));
    const one = theoryCovariance([theoryColumns(prescription, together)]).data;
    for (let i = 0; i < 6; i++) expect(element(i, i)).toBeAllclose(one[i * 7] ?? 0, { rtol: 1e-12 });
  });
  it('correlates points of one process as if it were alone', () => {
    const dis = varied(prescription).filter(({ process }) => process === 'DIS NC');
    const alone = theoryCovariance([theoryColumns(prescription, dis)]).data;
    const places = [0, 1, 3];
    places.forEach((i, a) =>
      places.forEach((j, b) => expect(element(i, j)).toBeAllclose(alone[a * 3 + b] ?? 0, { rtol: 1e-12 })),
    );
  });
  it('vanishes where theories agree, and only there', () => {
    const still = varied(prescription, (k, i) => (i === 2 ? 0 : Math.sin(1.3 * k + i)));
    const covariance = theoryCovariance([theoryColumns(prescription, still)]).data;
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) {
        if (i === 2 || j === 2) expect(covariance[i * 6 + j]).toBe(0);
        else if (i === j) expect(covariance[i * 6 + j]).toBeGreaterThan(1e-3);
      }
    }
  });
  it('grows with the square of the shifts', () => {
    const twice = varied(prescription, (k, i) => Math.sin(1.3 * k + 0.7 * i * i + i) / 5);
    const expected = data.map((value) => 4 * value);
    expect(theoryCovariance([theoryColumns(prescription, twice)]).data).toBeAllclose(expected, {
      rtol: 1e-11,
      atol: 1e-16,
    });
  });
});

describe('scales', () => {
  /** Shifts of theory k that are the same at every point. */
  const constant = (name: string, shifts: readonly number[]) =>
    covarianceOf(
      name,
      varied(pointPrescription(name), (k) => shifts[k - 1] ?? 0),
    ).data;
  it.each(['3 point', '3r point', 'dis ihou', '3pt missing', '3pt hadronic'])(
    'that vary independently in each process, symmetrically, correlate no processes: %s',
    (name) => {
      const covariance = constant(name, [0.5, -0.5]);
      for (let i = 0; i < 6; i++) {
        for (let j = 0; j < 6; j++)
          expect(covariance[i * 6 + j]).toBeAllclose(processOf[i] === processOf[j] ? 0.25 : 0, {
            atol: 1e-15,
          });
      }
    },
  );
  it.each(['3f point', ALPHAS])('that are common to all processes correlate all points: %s', (name) => {
    expect(constant(name, [0.5, -0.5])).toBeAllclose(Array<number>(36).fill(0.25), { rtol: 1e-14 });
  });
  it('of factorisation correlate processes, those of renormalisation do not', () => {
    const covariance = constant('5 point', [0.5, -0.5, 1, -1]);
    expect(covariance[0]).toBeAllclose(1.25, { rtol: 1e-14 });
    expect(covariance[2]).toBeAllclose(0.25, { rtol: 1e-14 });
  });
});

describe('theoryCovariance', () => {
  it('adds prescriptions', () => {
    const names = ['7 point', 'dis ihou'];
    const parts = names.map((name) =>
      theoryColumns(pointPrescription(name), varied(pointPrescription(name))),
    );
    const [a, b] = names.map((name) => covarianceOf(name).data);
    expect(theoryCovariance(parts).data).toBeAllclose(a?.map((value, k) => value + (b?.[k] ?? 0)) ?? [], {
      rtol: 1e-13,
    });
  });
  it('refuses columns of other points', () => {
    expect(() => theoryCovariance([fromNested([[1], [2]]), fromNested([[1]])])).toThrow(
      'found columns of 1 points, expected 2 as the first',
    );
  });
});

describe('theoryColumns refuses', () => {
  const prescription = pointPrescription('3 point');
  const [first, ...rest] = varied(prescription);
  const columnsOf = (predictions: readonly Float64Array[]) => () =>
    theoryColumns(prescription, [{ name: 'A', process: 'DIS NC', predictions }, ...rest]);
  it('predictions of too few theories', () => {
    expect(columnsOf(first?.predictions.slice(1) ?? [])).toThrow(TheoryCovarianceError);
    expect(columnsOf(first?.predictions.slice(1) ?? [])).toThrow(
      'A: found predictions of 2 theories, expected 3, those of 3 point',
    );
  });
  it.each([[[1, 2, 3]], [[1]], [[1, Number.NaN]]])('predictions %j for two points', (last) => {
    expect(columnsOf([Float64Array.of(1, 2), Float64Array.of(1, 2), Float64Array.from(last)])).toThrow(
      'A: found',
    );
  });
});

describe('the prescription', () => {
  it('refuses an unknown name', () => {
    expect(() => pointPrescription('9point')).toThrow(
      /point_prescriptions: found 9point.*Did you mean 9 point\?/,
    );
    expect(() => pointPrescription('constructor')).toThrow(TheoryCovarianceError);
    expect(() => pointPrescription('alphas 118 120 116')).toThrow(TheoryCovarianceError);
  });
  it('names its theories by what varies', () => {
    expect(pointPrescription('5bar point').theories).toEqual([
      '(1, 1)',
      '(2, 2)',
      '(0.5, 0.5)',
      '(2, 0.5)',
      '(0.5, 2)',
    ]);
    expect(pointPrescription(ALPHAS).theories).toEqual(['(0.118)', '(0.120)', '(0.116)']);
    const orders = pointPrescription('ad ihou').theories;
    expect([orders.length, orders[0], orders[1], orders[20], orders[61]]).toEqual([
      62,
      '(0, 0, 0, 0)',
      '(1, 0, 0, 0)',
      '(0, 1, 0, 0)',
      '(0, 0, 0, 6)',
    ]);
  });
});
