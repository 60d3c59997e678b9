import { readFileSync } from 'node:fs';
import { InputError, type Problem } from '@parton/errors';

/** The text of a runcard. Throws `InputError` if there is none. */
export function readRuncardText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new InputError(
      { where: { file: path }, found: 'no readable file', expected: 'a runcard' },
      { cause },
    );
  }
}

/** A warning of a runcard in one line. */
export function warningText({ where, found, expected }: Problem): string {
  return `${where?.key ?? ''}: found ${found}, expected ${expected}`;
}
