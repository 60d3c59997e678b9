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
 * Reads a set from the texts of its files, as a browser has them.
 *
 * @param texts.members those of the `.dat` files, member 0 first
 *
 * Throws {@link LhapdfError} with the file and the line for whatever is broken.
 */
export function parsePdfSet(
  name: string,
  { info, members }: { readonly info: string; readonly members: readonly string[] },
): PdfSet {
  return {
    name,
    info: parsePdfInfo(info, `${name}.info`),
    members: members.map((text, k) => parsePdfMember(text, memberFile(name, k))),
  };
}

/** `NAME_0007.dat` */
export function memberFile(name: string, number: number): string {
  return `${name}_${String(number).padStart(4, '0')}.dat`;
}

/** How many members a set says it has. */
export function memberCount({ file, members, raw }: PdfInfo): number {
  if (members !== undefined) return members;
  throw new LhapdfError({
    where: { file, key: 'NumMembers' },
    found: String(raw['NumMembers']),
    expected: 'a number',
    cure: 'Say which members to read',
  });
}
