import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ndarray } from '@parton/ndarray';
import { arcLengths, integrabilityNumbers } from '@parton/pdf-metrics';
import { sharedSuite } from '@parton/testing';
import { expect, it } from 'vitest';
import {
  createFitFolder,
  type ExportGrid,
  FLAVOUR_LABELS,
  openFitFolder,
  readExportGrid,
  readReplica,
  type ReplicaResult,
  writeFittingCovariance,
  writeReplica,
} from '../src/index.ts';
import { temporaryFolder } from './support.ts';

/** A finished fit of n3fit 4.1.5. */
sharedSuite('a fit of the reference program', 'eko/reference/Basic_like', (fit) => {
  const read = (...parts: string[]) => readFileSync(join(fit, ...parts), 'utf8');
  const text = (id: number, name: string) => read('nnfit', `replica_${id}`, name);

  it.each([1, 2, 3, 4])('is written again byte by byte: replica %i', (id) => {
    const folder = createFitFolder({
      path: join(temporaryFolder(), basename(fit)),
      runcardText: read('filter.yml'),
    });
    writeReplica(folder, replica(id));
    expect(readFileSync(join(folder.path, 'md5'), 'utf8')).toBe(read('md5'));
    for (const name of [
      'Basic_like.exportgrid',
      'Basic_like.json',
      'chi2exps.log',
      'datacuts_theory_fitting_pseudodata_table.csv',
      'datacuts_theory_fitting_training_pseudodata.csv',
      'datacuts_theory_fitting_validation_pseudodata.csv',
    ]) {
      const written = readFileSync(join(folder.path, 'nnfit', `replica_${id}`, name), 'utf8');
      expect(written === text(id, name), name).toBe(true);
    }
  });

  it('has its covariance table written again byte by byte', () => {
    const table = read('tables', 'datacuts_theory_fitting_covmat_table.csv');
    const rows = table
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split('\t').slice(1).map(Number));
    const folder = createFitFolder({ path: join(temporaryFolder(), basename(fit)), runcardText: '' });
    writeFittingCovariance(folder, {
      eigenvalues: Float64Array.from(rows, (row) => row[0] ?? 0),
      rotation: ndarray(
        rows.flatMap((row) => row.slice(1)),
        [rows.length, rows.length],
      ),
    });
    const written = readFileSync(
      join(folder.path, 'tables', 'datacuts_theory_fitting_covmat_table.csv'),
      'utf8',
    );
    expect(written === table).toBe(true);
  });

  it.each([1, 2, 3, 4])('has the arc lengths and integrability numbers of its grid: replica %i', (id) => {
    const { arcLengths: arcs, integrability } = replica(id);
    const xf = interpolate(readExportGrid(text(id, 'Basic_like.exportgrid'), `replica ${id}`));
    expect(arcLengths(xf)).toBeAllclose(arcs, { rtol: 5e-4 });
    expect(integrabilityNumbers(xf)).toBeAllclose(integrability, { rtol: 1e-2, atol: 1e-5 });
  });

  /** What the reader gives, and the pseudo-data, which it leaves aside. */
  function replica(id: number): ReplicaResult {
    const table = (name: string) =>
      text(id, `datacuts_theory_fitting_${name}.csv`)
        .split('\n')
        .slice(1, -1)
        .map((line) => line.split('\t'));
    const rows = table('pseudodata_table');
    const mask = (name: string) => {
      const labels = new Set(table(name).map(([label]) => label));
      return rows.map(([label]) => Number(labels.has(label)));
    };
    return {
      ...readReplica(openFitFolder(fit), id),
      pseudodata: {
        values: Float64Array.from(rows, ([, value]) => Number(value)),
        training: mask('training_pseudodata'),
        validation: mask('validation_pseudodata'),
      },
    };
  }
});

/** Linear in ln x, in the flavours of the FK basis that the metrics use. */
function interpolate({ x: nodes, grid }: ExportGrid): (x: Float64Array) => ReturnType<typeof ndarray> {
  const column = (i: number, label: (typeof FLAVOUR_LABELS)[number]) =>
    grid.data[i * FLAVOUR_LABELS.length + FLAVOUR_LABELS.indexOf(label)] ?? 0;
  const plus = (i: number, q: 'U' | 'D' | 'S' | 'C') => column(i, q) + column(i, `${q}BAR`);
  const minus = (i: number, q: 'U' | 'D' | 'S' | 'C') => column(i, q) - column(i, `${q}BAR`);
  const total = (i: number, part: typeof plus) => part(i, 'U') + part(i, 'D') + part(i, 'S') + part(i, 'C');
  const fk: Record<number, (i: number) => number> = {
    1: (i) => total(i, plus),
    2: (i) => column(i, 'GLUON'),
    3: (i) => total(i, minus),
    4: (i) => minus(i, 'U') - minus(i, 'D'),
    5: (i) => minus(i, 'U') + minus(i, 'D') - 2 * minus(i, 'S'),
    9: (i) => plus(i, 'U') - plus(i, 'D'),
    10: (i) => plus(i, 'U') + plus(i, 'D') - 2 * plus(i, 'S'),
  };
  return (x) => {
    const rows = Array.from({ length: 14 }, (_, flavour) =>
      Array.from(x, (at) => {
        const right = Math.max(
          1,
          nodes.findIndex((node) => node >= at),
        );
        const [a, b] = [nodes[right - 1] ?? 0, nodes[right] ?? 1];
        const t = Math.log(at / a) / Math.log(b / a);
        const value = fk[flavour] ?? (() => 0);
        return (1 - t) * value(right - 1) + t * value(right);
      }),
    );
    return ndarray(rows.flat(), [14, x.length]);
  };
}
