import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LhapdfError } from './lhapdf-error.ts';
import { parsePdfInfo } from './pdf-info.ts';
import { parsePdfMember, type PdfMember } from './pdf-member.ts';
import { memberCount, memberFile, type PdfSet } from './pdf-set.ts';

/**
 * Reads `<folder>/<name>.info` and `<folder>/<name>_0000.dat` and so on, where name is the last part of the path.
 *
 * @param options.members numbers of the members to read, by default all
 *
 * Throws {@link LhapdfError} with the file and the line for whatever is missing or broken.
 */
export function readPdfSet(folder: string, options: { readonly members?: readonly number[] } = {}): PdfSet {
  const name = basename(resolve(folder));
  const infoFile = join(folder, `${name}.info`);
  const info = parsePdfInfo(readText(infoFile), infoFile);
  const numbers = options.members ?? Array.from({ length: memberCount(info) }, (_, k) => k);
  return { name, info, members: numbers.map((number) => readMember(folder, name, number)) };
}

/** Reads one member of a set, by default the central one, without its `.info`. Throws as {@link readPdfSet}. */
export function readPdfMember(folder: string, number = 0): PdfMember {
  return readMember(folder, basename(resolve(folder)), number);
}

function readMember(folder: string, name: string, number: number): PdfMember {
  const file = join(folder, memberFile(name, number));
  return parsePdfMember(readText(file), file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new LhapdfError(
      {
        where: { file },
        found: 'no such file',
        expected: 'a file of a PDF set',
        cure: 'Check the name of the set and the folder of the PDF sets',
      },
      { cause: error },
    );
  }
}
