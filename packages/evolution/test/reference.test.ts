import '@parton/testing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExportGrid } from '@parton/fit-folder';
import { formatPdfInfo, type PdfMember, parsePdfMember, type Subgrid } from '@parton/lhapdf';
import { sharedSuite } from '@parton/testing';
import { afterAll, expect, it } from 'vitest';
import { evolve, initialPdfs, openEko, pdfInfo, pdfMembers } from '../src/index.ts';

/** The export grid and the evolved member of a replica, as evolven3fit left them. */
function replica(fit: string, id: number) {
  const stem = join(fit, 'nnfit', `replica_${id}`, fit.split('/').at(-1) ?? '');
  const [grid, dat] = ['exportgrid', 'dat'].map((end) => `${stem}.${end}`) as [string, string]; // two names in, two out
  return {
    grid: readExportGrid(readFileSync(grid, 'utf8'), grid),
    member: parsePdfMember(readFileSync(dat, 'utf8'), dat),
  };
}

/** Largest relative difference, with a floor of 1e-6; nodes below `first` must be 0 in the recorded grid. */
function difference(mine: Subgrid | undefined, recorded: Subgrid, first: number): number {
  const [, scales = 0, flavours = 0] = recorded.values.shape;
  const skipped = first * scales * flavours;
  expect(recorded.values.data.subarray(0, skipped).every((value) => value === 0)).toBe(true);
  return recorded.values.data.subarray(skipped).reduce((worst, value, i) => {
    const distance = Math.abs((mine?.values.data[i] ?? Number.NaN) - value) / Math.max(Math.abs(value), 1e-6);
    return Math.max(worst, distance);
  }, 0);
}

function expectRecorded(
  archive: string,
  fit: string,
  { ids, below }: { ids: number[]; below: number },
): void {
  const replicas = ids.map((id) => replica(fit, id));
  const eko = openEko(archive);
  const evolved = evolve(eko, initialPdfs(replicas.map(({ grid }) => grid)));
  expect(evolved.below).toBe(below);
  const members: PdfMember[] = pdfMembers(evolved, ids);
  replicas.forEach(({ member }, r) => {
    expect(members[r]?.header).toEqual(member.header);
    expect(members[r]?.subgrids.length).toBe(member.subgrids.length);
    member.subgrids.forEach((grid, k) => {
      expect(members[r]?.subgrids[k]?.q).toBeAllclose(grid.q, { rtol: 1e-6 });
      expect(members[r]?.subgrids[k]?.x).toBeAllclose(grid.x.subarray(below), { rtol: 1e-6 });
      expect(difference(members[r]?.subgrids[k], grid, below)).toBeLessThan(1e-5);
    });
  });
  const name = fit.split('/').at(-1) ?? '';
  const recorded = readFileSync(join(fit, 'nnfit', `${name}.info`), 'utf8');
  // The recorded set claims zeros below the operators.
  const info = { ...pdfInfo(eko, evolved), XMin: 1e-9 };
  expect(formatPdfInfo(info)).toBe(recorded);
}

const scratch = mkdtempSync(join(tmpdir(), 'eko-'));
afterAll(() => rmSync(scratch, { recursive: true }));

sharedSuite('evolven3fit', 'eko/reference', (path) => {
  it('evolved the replicas of a fit to the same PDFs, from 1e-9', () => {
    expectRecorded(join(path, '..', 'eko_400_x63.tar'), join(path, 'x63run', 'Basic_like'), {
      ids: [1, 3],
      below: 0,
    });
  });
  it('evolved all replicas to the same PDFs, from 2e-7', () => {
    const archive = join(scratch, 'eko_400.tar');
    const xz = join(path, '..', 'eko_400.tar.xz');
    writeFileSync(archive, execFileSync('xz', ['-dc', xz], { maxBuffer: 2 ** 26 }));
    expectRecorded(archive, join(path, 'Basic_like'), { ids: [1, 2, 3, 4], below: 21 });
    expect(() => openEko(xz)).toThrow('found a file compressed with xz');
  });
  it('evolved the central NNPDF4.0 PDF to the same', () => {
    expectRecorded(join(path, '..', 'eko_400_x63.tar'), join(path, 'nnpdf40_x63'), { ids: [1], below: 0 });
  });
});
