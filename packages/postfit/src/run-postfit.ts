import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type FitFolder, openFitFolder, readFile, writeFile } from '@parton/fit-folder';
import { formatPdfMember } from '@parton/lhapdf';
import { type Choice, chooseMembers, gridFile, type MemberOptions } from './choose-members.ts';
import { PostfitError } from './postfit-error.ts';
import { formatLog, formatVetoCount } from './postfit-log.ts';
import { publishFolder, refuseOlder } from './publish-folder.ts';

export interface PostfitOptions extends MemberOptions {
  /** Replaces an earlier selection. */
  readonly force?: boolean;
}

/** A selection that has been written. */
export interface Postfit extends Choice {
  /** The PDF set in the format of LHAPDF: the folder `postfit/<fit>`. */
  readonly set: string;
}

/**
 * Selects replicas of an evolved fit and writes the folder `postfit` as the postfit of NNPDF does: `replica_<k>` (links to
 * the replicas of the fit, or copies where the file system has no links), `veto_count.json`, `postfit.log`, and the PDF set
 * `<fit>` with member 0, the mean of the others. The folder appears whole or not at all, and nothing else changes.
 *
 * @param path the folder of the fit
 * @throws PostfitError where there is an earlier selection and no `force`, the fit is not evolved, or the members are on
 *   different nodes; TooFewReplicasError; FitFolderError where there is no fit
 */
export function runPostfit(path: string, options: PostfitOptions): Postfit {
  const { members: wanted, force = false } = options;
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw new PostfitError({
      where: { key: 'members' },
      found: String(wanted),
      expected: 'a whole number >= 1',
    });
  }
  const folder = openFitFolder(path);
  const target = join(folder.path, 'postfit');
  // before the long reading
  if (!force) refuseOlder(target);
  const info = infoTemplate(folder);
  const { choice, central } = chooseMembers(folder, options);
  publishFolder(target, force, (temporary) => {
    writeFile(join(temporary, 'veto_count.json'), formatVetoCount(choice.selection.vetoCount));
    writeFile(join(temporary, 'postfit.log'), formatLog(choice));
    writeMembers(temporary, folder, choice.members);
    const set = join(temporary, folder.name);
    writeFile(join(set, `${folder.name}.info`), info(choice.members.length + 1));
    writeFile(memberFile(set, 0), formatPdfMember(central));
  });
  return { ...choice, set: join(target, folder.name) };
}

function writeMembers(target: string, folder: FitFolder, members: readonly number[]): void {
  const set = join(target, folder.name);
  mkdirSync(set);
  for (const [i, id] of members.entries()) {
    const grid = gridFile(folder, id);
    linkOrCopy(dirname(grid), join(target, `replica_${i + 1}`));
    linkOrCopy(grid, memberFile(set, i + 1));
  }
}

function memberFile(set: string, number: number): string {
  return join(set, `${basename(set)}_${String(number).padStart(4, '0')}.dat`);
}

/** Links are relative, so that the fit can be moved. */
function linkOrCopy(source: string, path: string): void {
  try {
    symlinkSync(relative(dirname(path), source), path);
  } catch {
    cpSync(resolve(source), path, { recursive: true });
  }
}

/** The `.info` file of the evolution, whose number of members is not known yet. */
function infoTemplate(folder: FitFolder): (members: number) => string {
  const file = join(folder.path, 'nnfit', `${folder.name}.info`);
  if (!existsSync(file)) {
    const expected = 'the description of the evolved set';
    throw new PostfitError({
      where: { file },
      found: 'no such file',
      expected,
      cure: 'Evolve the fit first',
    });
  }
  const text = readFile(file);
  if (!/^NumMembers:/m.test(text)) {
    throw new PostfitError({
      where: { file, key: 'NumMembers' },
      found: 'nothing',
      expected: 'a number of members',
    });
  }
  return (members) => text.replace(/^NumMembers:.*$/m, `NumMembers: ${members}`);
}
