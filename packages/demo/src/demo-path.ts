import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A path inside the demo folder, which is laid out as NNPDF's resources are: `commondata/`, `theories/theory_900/`,
 * `theory_cards/`, `lhapdf/DEMO_t0/`, `runcards/demo.yml` and `runcards/demo-small.yml`.
 */
export function demoPath(...parts: string[]): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..', 'data', ...parts);
}
