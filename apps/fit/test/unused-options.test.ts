import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { afterAll, expect, it } from 'vitest';
import { parton } from './parton.ts';

const work = mkdtempSync(join(tmpdir(), 'parton-unused-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const card = join(work, 'card.yml');
const text = readFileSync(demoPath('runcards', 'demo-small.yml'), 'utf8')
  .replaceAll(/- \{dataset: (HERA|NMC)\S+ frac: 0.75\}\n/g, '')
  .replace('epochs: 3000', 'epochs: 3');
const run = () => parton('fit', card, '-r', '1', '-o', join(work, 'fits'));

it.each([
  ['closuretest', 'closuretest: {fakedata: true, fakepdf: SOME_SET, fakenoise: false}\n'],
  [
    'theorycovmatconfig',
    'theorycovmatconfig: {point_prescriptions: [3 point], pdf: SOME_SET, use_thcovmat_in_fitting: true, use_thcovmat_in_sampling: true}\n',
  ],
  ['metadata_group', 'metadata_group: nnpdf31_process\n'],
])('%s is refused by name, and stands in the way of no later fit', async (key, lines) => {
  writeFileSync(card, text + lines);
  const refused = await run();
  expect(refused.code).toBe(2);
  expect(refused.err).toContain(key);
  expect(refused.err).toContain('an option that fits do not use yet');
  writeFileSync(card, text);
  expect(await run()).toMatchObject({ code: 0, err: '' });
  rmSync(join(work, 'fits'), { recursive: true });
});
