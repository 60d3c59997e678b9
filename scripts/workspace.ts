import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the workspace. */
export interface WorkspacePackage {
  /** Folder name, which is also the name without the scope. */
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The fields of a package.json that the checks read. */
export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** All packages and apps, sorted by folder. */
export function workspacePackages(): WorkspacePackage[] {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(group)
      .filter((name) => existsSync(join(group, name, 'package.json')))
      .sort()
      .map((name) => {
        const folder = join(group, name);
        // The file is our own; the checks fail loudly where a field is not as expected.
        const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
        return { name, folder, manifest };
      }),
  );
}

/** The TypeScript files below a folder, sorted. */
export function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => join(folder, file));
}

/** Prints the problems and ends the process with 1, or says that all is well. */
export function report(check: string, problems: readonly string[]): void {
  for (const problem of problems) console.error(`${check}: ${problem}`);
  if (problems.length > 0) process.exit(1);
  console.log(`${check}: ok`);
}
