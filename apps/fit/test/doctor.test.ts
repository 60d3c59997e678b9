import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Diagnosis, diagnosisText } from '../src/doctor.ts';
import { tryAddon } from '../src/try-addon.ts';
import { parton } from './parton.ts';

describe('parton doctor', () => {
  it('trains on every engine and says so as JSON', async () => {
    const { code, out } = await parton('doctor', '--json');
    expect(code).toBe(0);
    const diagnosis: unknown = JSON.parse(out);
    expect(diagnosis).toMatchObject({ works: true, machine: { threads: expect.any(Number) as number } });
    for (const name of [
      'node',
      'onnxruntime-node',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-cpu',
    ]) {
      const version = expect.stringMatching(/^\d+\.\d+\.\d+/) as string;
      expect(diagnosis).toHaveProperty(
        'checks',
        expect.arrayContaining([expect.objectContaining({ name, version, works: true })]),
      );
    }
  });
  it('prints the same for people', async () => {
    const { out } = await parton('doctor');
    expect(out).toMatch(/onnxruntime-node +1\.\d+\.\d+ +works +compiled fits/);
    expect(out).toMatch(/Fits can run\.\n$/);
  });
  it('says how to mend and how to add', () => {
    const diagnosis: Diagnosis = {
      works: false,
      machine: { cpu: 'A processor', threads: 8, memoryGB: 16 },
      checks: [
        {
          name: 'broken',
          version: '1.0.0',
          works: false,
          needed: true,
          purpose: 'fits',
          problem: 'no addon',
          cure: 'npm install',
        },
        { name: 'absent', works: false, needed: false, purpose: 'speed', cure: 'npm install absent@2.0.0' },
      ],
    };
    expect(diagnosisText(diagnosis)).toBe(`A processor, 16 GB, 8 threads: a fit uses all unless told --threads

broken  1.0.0  does not work  fits
absent         not installed  speed (optional)

broken: no addon
to mend broken: npm install
to add absent: npm install absent@2.0.0
Fits cannot run.`);
  });
});

describe('a native addon, tried in a process of its own', () => {
  const work = mkdtempSync(join(tmpdir(), 'parton-addon-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));
  const addon = (name: string, source: string): string => {
    const file = join(work, `${name}.cjs`);
    writeFileSync(file, source);
    return file;
  };
  const working = (backend: string): string => `module.exports = {
    matMul: ([[a, b]], [[c], [d]]) => ({ dataSync: () => [a * c + b * d] }),
    getBackend: () => '${backend}',
    backend: () => ({ isUsingGpuDevice: true }),
  };`;
  it.each([
    ['works', working('tensorflow'), { device: 'GPU' }],
    ['falls back', working('cpu'), { problem: 'RangeError: cpu gave 11' }],
    [
      'throws',
      "throw new TypeError('no binary for this Node')",
      { problem: 'TypeError: no binary for this Node' },
    ],
    ['crashes', 'process.abort()', { problem: 'it ends the program that loads it' }],
  ])('%s', async (name, source, answer) => expect(await tryAddon(addon(name, source))).toEqual(answer));
  it('is not there', async () => expect(await tryAddon('@tensorflow/no-such-package')).toBeUndefined());
});
