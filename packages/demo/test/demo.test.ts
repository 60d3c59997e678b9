import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { demoPath } from '../src/index.ts';

it.each([
  'commondata',
  'theories/theory_900/fastkernel',
  'theory_cards/900.yaml',
  'lhapdf/DEMO_t0/DEMO_t0.info',
  'runcards/demo.yml',
])('holds %s', (part) => expect(existsSync(demoPath(...part.split('/')))).toBe(true));
