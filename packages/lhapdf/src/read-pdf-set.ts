import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LhapdfError } from './lhapdf-error.ts';
import { parsePdfInfo, type PdfInfo } from './pdf-info.ts';
import { parsePdfMember, type PdfMember } from './pdf-member.ts';

/** A PDF set as LHAPDF has it on disk. */
export interface PdfSet {
  readonly name: string;
  readonly info: PdfInfo;
  /** In the order asked for; member 0 is the central one. */
  readonly members: readonly PdfMember[];
}

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
  const file = join(folder, `${name}_${String(number).padStart(4, '0')}.dat`);
  return parsePdfMember(readText(file), file);
}

function memberCount({ file, members, raw }: PdfInfo): number {
  if (members !== undefined) return members;
  throw new LhapdfError({
    where: { file, key: 'NumMembers' },
    found: String(raw['NumMembers']),
    expected: 'a number',
    cure: 'Say which members to read',
  });
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
