import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  covarianceTableLines,
  parseCovarianceTable,
  restrictCovariance,
  TheoryCovarianceError,
} from '../src/index.ts';
import { RECORDED } from './small.ts';

const { user } = RECORDED;
const SMALL = [
  'process,,,DIS NC,DIS NC',
  'dataset,,,A,B',
  'id,,,3,0',
  'process,dataset,id,,',
  'DIS NC,A,3,1.0,0.5',
  'DIS NC,B,0,0.5,2e0',
  '',
].join('\n');

describe('a covariance table', () => {
  it('reads with commas or tabs, with or without names of the index', () => {
    const expected = {
      points: [
        { process: 'DIS NC', dataset: 'A', id: 3 },
        { process: 'DIS NC', dataset: 'B', id: 0 },
      ],
      matrix: { shape: [2, 2], data: Float64Array.of(1, 0.5, 0.5, 2) },
    };
    expect(parseCovarianceTable(SMALL)).toEqual(expected);
    expect(parseCovarianceTable(SMALL.replaceAll(',', '\t').replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(parseCovarianceTable(SMALL.replace('process,dataset,id,,\n', ''))).toEqual(expected);
  });
  it('reads what pandas writes, and is written the same', () => {
    const table = parseCovarianceTable(user.table);
    const lines = [...covarianceTableLines(table)];
    expect(parseCovarianceTable(lines.join('\n'))).toEqual(table);
    const names = (line: string) => line.split('\t').slice(0, 3);
    const written = user.table.trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual(written.slice(0, 3).map((line) => line.replace('group', 'process')));
    expect(lines.slice(4).map(names)).toEqual(written.slice(4).map(names));
  });
  it('keeps nine digits', () => {
    const table = {
      ...parseCovarianceTable(SMALL),
      matrix: { shape: [2, 2], data: Float64Array.of(1 / 3, 0, 0, 1e-30) },
    };
    expect([...covarianceTableLines(table)].slice(4)).toEqual([
      'DIS NC\tA\t3\t0.333333333\t0',
      'DIS NC\tB\t0\t0\t1e-30',
    ]);
  });
  it.each([
    ['', '', 'theory.csv: found no rows'],
    ['0.5,2e0', '0.5', 'theory.csv:6: found 1 numbers, expected 2'],
    ['0.5,2e0', '0.5,nan', 'theory.csv:6: found "nan", expected a finite number'],
    ['0.5,2e0', '0.5,', 'theory.csv:6: found "", expected a finite number'],
    ['A,3,1.0', 'A,3.5,1.0', 'theory.csv:5: found id 3.5'],
    ['A,3,1.0', 'A,,1.0', 'theory.csv:5: found id '],
    ['B,0,0.5', 'A,3,0.5', 'theory.csv:6: found A 3 a second time'],
    ['id,,,3,0', 'id,,,0,3', 'theory.csv:5: found A 3, expected A 0 as in column 1'],
    ['0.5,2e0', '0.4,2e0', 'theory.csv A 3, B 0: found 0.5 and 0.4, expected a symmetric matrix'],
    ['0.5,2e0', '0.5,-2', 'theory.csv B 0: found a variance of -2'],
  ])('refuses %j -> %j', (from, to, message) => {
    const text = from === '' ? '' : SMALL.replace(from, to);
    expect(() => parseCovarianceTable(text, 'theory.csv')).toThrow(TheoryCovarianceError);
    expect(() => parseCovarianceTable(text, 'theory.csv')).toThrow(message);
  });
});

describe('restrictCovariance', () => {
  const table = parseCovarianceTable(user.table);
  it('agrees with validphys: cuts, order of the data, zeros for what is missing, factor', () => {
    const { data, shape } = restrictCovariance(table, user.datasets, user.factor);
    expect(shape).toEqual([5, 5]);
    expect(data).toBeAllclose(user.covariance.flat(), { rtol: 1e-14 });
  });
  it('of all points is the table', () => {
    const names = [...new Set(table.points.map(({ dataset }) => dataset))];
    const all = names.map((name) => ({
      name,
      kept: table.points.filter(({ dataset }) => dataset === name).map(({ id }) => id),
    }));
    expect(restrictCovariance(table, all)).toEqual(table.matrix);
  });
  it('refuses a table of other data', () => {
    expect(() => restrictCovariance(table, [{ name: 'Z', kept: [0, 1] }])).toThrow(
      'user_covmat_path: found a covariance of C, A, X, expected points of Z',
    );
  });
});
