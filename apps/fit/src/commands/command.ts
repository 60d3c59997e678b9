import type { Command } from 'commander';
import { InputError } from '@parton/errors';

/** Exit codes: 0 done, 1 a defect of the program, 2 input to be mended, 130 interrupted. */
export const EXIT = { done: 0, defect: 1, input: 2, interrupted: 130 } as const;

/** Adds a command to the program. When it has run, it tells `exit` its code. */
export type Register = (program: Command, exit: (code: number) => void) => void;

/** Adds the flags that name folders of inputs. */
export function resourceOptions(command: Command): Command {
  const many = (value: string, previous: string[] = []): string[] => [...previous, value];
  return command
    .option('--data <folder>', 'folder of commondata sets (may be repeated)', many)
    .option('--theory <folder>', 'folder that holds theory_<id> (may be repeated)', many)
    .option('--pdf <folder>', 'folder of LHAPDF sets (may be repeated)', many);
}

/** The flags that were given. */
export function pick<T extends object, K extends keyof T>(
  flags: T,
  names: readonly K[],
): { [P in K]?: NonNullable<T[P]> } {
  const given = names.filter((name) => flags[name] !== undefined).map((name) => [name, flags[name]]);
  // Only flags that were given are in the list.
  return Object.fromEntries(given) as { [P in K]?: NonNullable<T[P]> };
}

/** Reads a whole number of at least 1. */
export function positive(key: string): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d{0,3}$/.test(text))
      throw new InputError({ where: { key }, found: text, expected: 'a whole number from 1 to 9999' });
    return Number(text);
  };
}

/** Prints a result: as JSON for programs, else as text for people. */
export function print<T>(result: T, json: boolean | undefined, text: (result: T) => string): void {
  process.stdout.write(`${json === true ? JSON.stringify(result, null, 2) : text(result)}\n`);
}

export function warn(message: string): void {
  process.stderr.write(`warning: ${message}\n`);
}
