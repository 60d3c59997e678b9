import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** A path inside the developers' folder beside the repository, or undefined where it is absent. */
export function sharedPath(...parts: string[]): string | undefined {
  const path = join(ROOT, '..', 'shared', ...parts);
  return existsSync(path) ? path : undefined;
}

/** A JSON fixture of that folder. The caller states its type. */
export function readShared<T>(...parts: string[]): T {
  const path = sharedPath(...parts);
  if (path === undefined) throw new Error(`${parts.join('/')} is absent; wrap the test in sharedSuite`);
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** A suite that needs reference material from beside the repository; skipped with a plain message where it is absent. */
export function sharedSuite(name: string, needs: string, body: (path: string) => void): void {
  const path = sharedPath(...needs.split('/'));
  if (path === undefined)
    describe(name, () => it.skip(`needs ../shared/${needs}, which is not here`, () => {}));
  else describe(name, () => body(path));
}
