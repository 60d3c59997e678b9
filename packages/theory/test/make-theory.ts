import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Three small FK tables for one hadron, written by PineAPPL 1.5.0 (values before division by x, bin normalisation 1):
 * `A`: bins [[1, 2, 3], [0, 4, 0]] and [[5, 0, 0], [0, 0, 6]] with channels Sigma, g on x = 0.1, 0.5, 1;
 * `B`: bins [7, 8], [9, 10], [11, 12], [13, 14] with channel V3 on x = 0.25, 0.5;
 * `TOTAL`: bins [1, 2, 0], [0, 0, 0], [0, 0, 0] with channel g on x = 0.1, 0.5, 1.
 */
const TABLES = {
  TOTAL:
    'BCJNGGBAgqcBAACiUGluZUFQUEwBAAEAFAEJABIDEAAcABAAEwIEAAYCACPwPwwAFEAsAAQCAAQQABMCEQAECAAEGAAEZAAMGACER+F6FK7HBUAgAHOamZmZmZm5aAAT4AgAM/A/AaAABCgABFgACgIABKAAAjAABgIABBgAIgBAFAAMIAAEGAAVCCAAEgQpAAsCAAxIABoICAEElQAMCAAVFUcAAnkABCAAZgAAAACkCBUB8gIH3wJYBlHwP8uy+LHxbQhAKCMACfUACDwA0gAAAAAD4X9byWw0QDIPAAUsAAgCAAR1AQgCAAxIAAwQAAQBARMONQDzAGZrX2Fzc3VtcHRpb25zBhYAc05mNFN5bQkOAKNnZW5lcmF0b3JGEQDyOWRlbW86IG93biBGSyB3cml0ZXIgKHlhZGlzbSAwLjEyLjUgY29lZmZpY2llbnQgZnVuY3Rpb25zLCBFS08ga2VybmVscykTAE8A8gVwaW5lYXBwbF9naXR2ZXJzaW9uCxoAxABjYXJnbzoxLjUuMBMAtHRoZW9yeV9jYXJkAAEje30vAAMCAGAAAAAAAAAAAAAA',
  A: 'BCJNGGBAgtQBAACiUGluZUFQUEwBAAEAFAEJABICEAAFCAAXBBAAEwMMAAICACLwPwgAIgBACAAkCEBEAAQCAAQQAAQ4AARUAA8YAA2ER+F6FK7HBUA4AHOamZmZmZm5cAAT4AgAN/A/AkwAAgIAHxCEAAYEdAAMhAAPGAAFBIQABCAAAgIAH+B0AAAfFHQARgT4AA7oAB8YdABGAgIAAlwBHQBgAQQCAAT8ASrwPyABBBgABBQCJPA/xAEKAgAGKAAJQAAPnQEFFWQ+AAZxAAQ5ABsVHAAEGABmAAAAAKQIVADyAgffAlgGUfA/y7L4sfFtCEAoIwAUAKEAHwHtAACbA+F/W8lsNEAyLAAIAgAEtAAIAgAIhAAPRQEBBFUDEg4fAPMBAGZrX2Fzc3VtcHRpb25zBhYAc05mNFN5bQkOAKNnZW5lcmF0b3JGEQDyOWRlbW86IG93biBGSyB3cml0ZXIgKHlhZGlzbSAwLjEyLjUgY29lZmZpY2llbnQgZnVuY3Rpb25zLCBFS08ga2VybmVscykTAE8A8gVwaW5lYXBwbF9naXR2ZXJzaW9uCxoAxABjYXJnbzoxLjUuMBMAtHRoZW9yeV9jYXJkAAEje30vAAMCAGAAAAAAAAAAAAAA',
  B: 'BCJNGGBAgsUBAACiUGluZUFQUEwBAAEAFAEJABIEEAAcABAAEwIEAAYCACIcQAwAJCBALAAEAgAEEAATAhEABAgADxgADYRH4XoUrscFQDAAAgIAItA/CAAu4D+EABMihAAfJIQAaBMmhAAfKIQAaBMqhAAfLIQAVgwoAgoCABPwtAEk8D/0AQICAAQYABMAsAAMIAAEGAAfCCAABAQYABUQIAASBVkACwIADGgABjgACZAABA0ADAgAFctPAAKhAAQgAGYAAAAApAjRAvICB98CWAZR8D/Lsvix8W0IQCgjACMAAwgAFwFJAwQCAJMD4X9byWw0QDIRAAQsAAgCAAoBAwICAAiEAB8AWAAABJEBEg4fAPMBAGZrX2Fzc3VtcHRpb25zBhYAc05mNFN5bQkOAKNnZW5lcmF0b3JGEQDyOWRlbW86IG93biBGSyB3cml0ZXIgKHlhZGlzbSAwLjEyLjUgY29lZmZpY2llbnQgZnVuY3Rpb25zLCBFS08ga2VybmVscykTAE8A8gVwaW5lYXBwbF9naXR2ZXJzaW9uCxoAxABjYXJnbzoxLjUuMBMAtHRoZW9yeV9jYXJkAAEje30vAAMCAGAAAAAAAAAAAAAA',
};

/** A new theory folder with these tables and the given C-factor files. Returns its path. */
export function makeTheory(cfactors: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'theory_'));
  for (const part of ['fastkernel', 'cfactor']) mkdirSync(join(folder, part));
  for (const [name, base64] of Object.entries(TABLES)) {
    writeFileSync(join(folder, 'fastkernel', `${name}.pineappl.lz4`), Buffer.from(base64, 'base64'));
  }
  for (const [name, text] of Object.entries(cfactors)) writeFileSync(join(folder, 'cfactor', name), text);
  return folder;
}

/** A C-factor file. */
export function cfactorFile(...factors: number[]): string {
  return `${'*'.repeat(20)}\nSetName: A\nWarnings: 1.5 is no factor\n${'*'.repeat(20)}\n${factors.map((factor) => `${factor} 0.01\n`).join('')}`;
}
