import { basename, join, resolve } from 'node:path';
import { formatPdfInfo, type InfoFields } from './format-info.ts';
import { formatPdfMember } from './format-member.ts';
import { LhapdfError } from './lhapdf-error.ts';
import type { PdfMember } from './pdf-member.ts';
import { memberFile } from './pdf-set.ts';
import { removeFile, writeText } from './write-text.ts';

/**
 * Writes a set as LHAPDF has it on disk: `<folder>/<name>_0000.dat` and so on, then `<folder>/<name>.info`, where name is
 * the last part of the path. Every file appears whole or not at all, and the `.info` comes last: a folder that has one
 * is complete.
 *
 * @param set.info all keys but `NumMembers`, which is the number of members
 * @param set.members member 0, the central one, first: see `centralMember`
 *
 * Throws {@link LhapdfError} where there are no members, or the file system refuses.
 */
export function writePdfSet(
  folder: string,
  { info, members }: { readonly info: InfoFields; readonly members: readonly PdfMember[] },
): void {
  if (members.length === 0)
    throw new LhapdfError({ found: 'no members', expected: 'at least the central one' });
  const name = basename(resolve(folder));
  const infoFile = join(folder, `${name}.info`);
  removeFile(infoFile);
  members.forEach((member, k) => {
    writePdfMember(join(folder, memberFile(name, k)), member);
  });
  writePdfInfo(infoFile, { ...info, NumMembers: members.length });
}

/** Writes one `.dat` file, whole or not at all: for a fit folder, where each replica has its own. */
export function writePdfMember(path: string, member: PdfMember): void {
  writeText(path, formatPdfMember(member));
}

/** Writes one `.info` file, whole or not at all. */
export function writePdfInfo(path: string, info: InfoFields): void {
  writeText(path, formatPdfInfo(info));
}
