import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LhapdfError } from './lhapdf-error.ts';
import { type Pdf, toPdf } from './pdf.ts';
import { readPdfSet } from './read-pdf-set.ts';

/**
 * A PDF in code: reads a set and turns it into functions, for all members at once.
 *
 * ```ts
 * const pdf = loadPdfSet('NNPDF40_nnlo_as_01180');
 * pdf.xfx(21, 0.01, 100); // the gluon of every member
 * ```
 *
 * @param set a folder, or a name that is looked for where LHAPDF looks: the folders of `LHAPDF_DATA_PATH`
 * @param options.members numbers of the members to read, by default all
 *
 * Throws {@link LhapdfError} where it is not found, and for whatever is missing or broken.
 */
export function loadPdfSet(set: string, options: { readonly members?: readonly number[] } = {}): Pdf {
  return toPdf(readPdfSet(findSet(set), options));
}

function findSet(set: string): string {
  const data = (process.env['LHAPDF_DATA_PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const candidates = [set, ...data.map((folder) => join(folder, set))];
  const found = candidates.find((folder) => existsSync(join(folder, `${basename(resolve(folder))}.info`)));
  if (found !== undefined) return found;
  throw new LhapdfError({
    where: { file: set },
    found: 'no such set',
    expected: `a folder with an .info file, here or in LHAPDF_DATA_PATH (${data.join(', ') || 'not set'})`,
    cure: 'Check the name of the set and the folder of the PDF sets',
  });
}
