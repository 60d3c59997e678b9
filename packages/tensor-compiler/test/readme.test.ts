import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';

it('the example of the README does what it says', async () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  expect(read('../README.md')).toContain(read('./readme-example.ts'));
  const log = vi.spyOn(console, 'log').mockReturnValue();
  await import('./readme-example.ts');
  const [[losses] = []] = log.mock.calls;
  log.mockRestore();
  expect(losses).toHaveLength(10);
  for (const loss of losses) expect(loss).toBeLessThan(0.01);
});
