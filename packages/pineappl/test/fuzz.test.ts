import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { decompressLz4Frame } from '@parton/lz4';
import { fuzz, mutations } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  fkTable,
  PineapplError,
  readFkTable,
  readLegacyFkTable,
  readPineappl,
  writeFkTable,
} from '../src/index.ts';
import { FILES } from './files.ts';
import { disGrid, hadronicGrid } from './grids.ts';
import { legacyText, tar } from './legacy-text.ts';

const demo = readFileSync(demoPath('theories', 'theory_900', 'fastkernel', 'DEMO_INTEG_XV.pineappl.lz4'));
const unpolarised = { type: 'UnpolPDF', pid: 2212 } as const;
const dis = fkTable(disGrid());
const hadronic = fkTable(hadronicGrid({ convolutions: [unpolarised, unpolarised] }));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The largest table, and a little for the stream and what is kept beside it. */
const MAX_BYTES = 2 ** 30 + 2 ** 24;
/** In milliseconds, for one input. */
const TIME_LIMIT = 5000;

const pineappl: readonly [string, Uint8Array][] = [
  ['a compressed table', demo],
  ['its stream', decompressLz4Frame(demo)],
  ['a written table for one hadron', writeFkTable(dis)],
  ['a written table for two', writeFkTable(hadronic)],
  ['a table of version 0', decompressLz4Frame(FILES.dis)],
  ['a table of version 0 for two hadrons', decompressLz4Frame(FILES.pp)],
  ['a grid of version 0', decompressLz4Frame(FILES.scales)],
  ['a filled grid', decompressLz4Frame(FILES.interp)],
];
const text: readonly [string, Uint8Array][] = [
  ['a text for one hadron', utf8(legacyText(dis))],
  ['a text for two hadrons', utf8(legacyText(hadronic))],
  ['an archive', tar([{ data: utf8(legacyText(dis)) }])],
];

/** A damaged grid may still be one, though it is no FK table. */
function readGridAndTable(bytes: Uint8Array, file: string): void {
  readPineappl(bytes, file);
  readFkTable(bytes, file);
}

/** Whatever is refused is named, in a message that can be printed. */
function checked(read: (bytes: Uint8Array, file: string) => unknown): (bytes: Uint8Array) => unknown {
  return (bytes) => {
    try {
      return read(bytes, 'damaged');
    } catch (error) {
      if (!(error instanceof PineapplError)) throw error;
      expect(error.message).toMatch(/^damaged\P{Cc}{1,600}$/u);
      throw error;
    }
  };
}

describe('damaged bytes are read or refused, in time and within bounds', () => {
  it.each([
    ...pineappl.map(([name, bytes]) => [name, bytes, readGridAndTable] as const),
    ...text.map(([name, bytes]) => [name, bytes, readLegacyFkTable] as const),
  ])('%s', { timeout: 3_600_000 }, (_, bytes, read) => {
    const { refused, slowest } = fuzz(mutations(bytes, bytes.length), MAX_BYTES, checked(read));
    expect(refused).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(TIME_LIMIT);
  });
});
