import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as core from '../src/core.ts';
import * as all from '../src/index.ts';

const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/** What a file imports, and what these import, within the package. */
function imports(file: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file)) return seen;
  const names = [...readFileSync(join(SRC, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
    ([, name = '']) => name,
  );
  seen.set(file, names);
  for (const name of names) if (name.startsWith('./')) imports(name.slice(2), seen);
  return seen;
}

it('the core needs nothing of Node', () => {
  const files = imports('core.ts');
  expect([...files.keys()]).toContain('tar.ts');
  expect([...files.values()].flat().filter((name) => name.startsWith('node:'))).toEqual([]);
});

it('the core lacks the reading of files alone', () => {
  expect(Object.keys(all).filter((name) => !(name in core))).toEqual(['openEko']);
});
