import { vi } from 'vitest';
import { main } from '../src/main.ts';

/** Runs the command; what it printed and its exit code. */
export async function parton(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const out = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => (printed.out += String(text)) !== '');
  const err = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => (printed.err += String(text)) !== '');
  try {
    return { code: await main(argv), ...printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
