/**
 * Every package's `src/index.ts` is a hand-written list of names, and the list is the one recorded in `exports.txt`:
 * a changed public surface shows in the diff. `pnpm check --update` writes the lists anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, workspacePackages } from './workspace.ts';

const update = process.argv.includes('--update');
const problems: string[] = [];
for (const { folder } of workspacePackages()) {
  const index = join(folder, 'src', 'index.ts');
  if (!existsSync(index)) {
    problems.push(`${folder} has no src/index.ts`);
    continue;
  }
  const text = readFileSync(index, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  if (/export\s+\*/.test(text)) problems.push(`${index} has export *; list the names by hand`);
  const names = exportedNames(text);
  const record = join(folder, 'exports.txt');
  const lines = `${names.join('\n')}\n`;
  if (update) writeFileSync(record, lines);
  else if (!existsSync(record) || readFileSync(record, 'utf8') !== lines) {
    problems.push(
      `${record} is not the list of ${index}; run pnpm check:exports --update and look at the difference`,
    );
  }
}
report('exports', problems);

/** `name` for values, `type name` for types, sorted. */
function exportedNames(text: string): string[] {
  const lists = [...text.matchAll(/export\s+(type\s+)?\{([^}]*)\}/g)].flatMap(([, type, list]) =>
    (list ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => (type === undefined || entry.startsWith('type ') ? entry : `type ${entry}`)),
  );
  const declared = [...text.matchAll(/export\s+(?:async\s+)?(?:function|const|class)\s+(\w+)/g)].map(
    (match) => match[1] ?? '',
  );
  return [...lists, ...declared].sort();
}
