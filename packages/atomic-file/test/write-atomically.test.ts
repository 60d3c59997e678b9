import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeAtomically } from '../src/index.ts';

const work = mkdtempSync(join(tmpdir(), 'parton-atomic-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

it('makes the folders above a file, and replaces an older one', () => {
  const file = join(work, 'a', 'b', 'file.txt');
  writeAtomically(file, 'old');
  writeAtomically(file, 'new: é');
  expect(readFileSync(file, 'utf8')).toBe('new: é');
  expect(readdirSync(join(work, 'a', 'b'))).toEqual(['file.txt']);
});

it('leaves nothing behind where it cannot write', () => {
  const taken = join(work, 'c', 'taken');
  mkdirSync(taken, { recursive: true });
  writeAtomically(join(taken, 'kept'), 'kept');
  expect(() => writeAtomically(taken, 'text')).toThrow();
  expect(readdirSync(join(work, 'c'))).toEqual(['taken']);
  expect(readFileSync(join(taken, 'kept'), 'utf8')).toBe('kept');
});
