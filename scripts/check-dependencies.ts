/**
 * Dependencies point downwards only (tiers.ts), every import is declared, every declared dependency is imported, and
 * imports stay inside their package.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TIERS } from './tiers.ts';
import { report, sources, workspacePackages, type WorkspacePackage } from './workspace.ts';

const tierOf = new Map(TIERS.flatMap((names, tier) => names.map((name) => [name, tier] as const)));
const packages = workspacePackages();
const problems = packages.flatMap((entry) => [...tierProblems(entry), ...importProblems(entry)]);
report('dependencies', problems);

function tierProblems({ name, folder, manifest }: WorkspacePackage): string[] {
  const tier = tierOf.get(name);
  if (tier === undefined) return [`${folder} has no tier; add it to scripts/tiers.ts`];
  return Object.keys(manifest.dependencies ?? {})
    .filter((dependency) => dependency.startsWith('@parton/'))
    .map((dependency) => dependency.slice('@parton/'.length))
    .filter((dependency) => (tierOf.get(dependency) ?? Number.POSITIVE_INFINITY) >= tier)
    .map(
      (dependency) =>
        `${folder} depends on ${dependency}, which is not in a lower tier; move code down, or the package up`,
    );
}

function importProblems({ folder, manifest }: WorkspacePackage): string[] {
  const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
  const found = new Set<string>();
  const problems: string[] = [];
  for (const file of sources(join(folder, 'src'))) {
    for (const target of importsOf(file)) {
      if (target.startsWith('node:')) continue;
      if (target.startsWith('.')) {
        const path = resolve(file, '..', target);
        if (!path.startsWith(resolve(folder)))
          problems.push(`${file} imports ${target} from outside its package`);
        continue;
      }
      const name = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
      found.add(name);
      if (!declared.has(name)) problems.push(`${file} imports ${name}; declare it in ${folder}/package.json`);
    }
  }
  const unused = Object.keys(manifest.dependencies ?? {}).filter((name) => !found.has(name));
  return [...problems, ...unused.map((name) => `${folder} declares ${name} and never imports it; remove it`)];
}

/** Module names of the import and export statements of a file; examples in comments do not count. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return [...text.matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}
