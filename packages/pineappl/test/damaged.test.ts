import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { decompressLz4Frame } from '@parton/lz4';
import { describe, expect, it } from 'vitest';
import { PineapplError, readPineappl } from '../src/index.ts';
import { FILES } from './files.ts';
import { disGrid } from './grids.ts';
import { writeVersion1 } from './write-version-1.ts';

const demo = (name: string) =>
  new Uint8Array(readFileSync(demoPath('theories', 'theory_900', 'fastkernel', `${name}.pineappl.lz4`)));
const positivity = demo('DEMO_POS_XUQ');
const integrability = demo('DEMO_INTEG_XV');

/** Compressed and plain files of both versions. */
const files: readonly [string, Uint8Array][] = [
  ['a demo table', positivity],
  ['its plain stream', decompressLz4Frame(positivity)],
  ['a small demo table', integrability],
  ['its stream', decompressLz4Frame(integrability)],
  ['a written table', writeVersion1(disGrid())],
  ['a table of version 0', FILES.pp],
  ['its stream', decompressLz4Frame(FILES.pp)],
  ['a grid of version 0', decompressLz4Frame(FILES.scales)],
  ['a filled grid', decompressLz4Frame(FILES.interp)],
];

describe.each(files)('%s', (_, bytes) => {
  it('is refused wherever it is cut off, and the place is named', () => {
    const step = Math.max(1, Math.floor(bytes.length / 400));
    for (let length = 0; length < bytes.length; length += step) {
      const read = () => readPineappl(bytes.subarray(0, length), 'damaged');
      expect(read).toThrow(PineapplError);
      expect(read).toThrow(/^damaged byte \d+: /);
    }
  });
});

describe('a claim that the bytes do not bear out', () => {
  it('of a run of 2^26 values in a file of version 0 takes no time', () => {
    const bytes = decompressLz4Frame(FILES.pp);
    const view = new DataView(bytes.buffer);
    const groups = view.getUint32(85, true); // after header, array head, tag and three entries
    const terminator = 93 + 16 * (groups - 1);
    view.setUint32(terminator + 8, 2 ** 26, true);
    view.setUint32(terminator + 32, 2 ** 26, true); // the length of the second dimension
    const start = performance.now();
    expect(() => readPineappl(bytes, 'damaged')).toThrow('byte 53: found a run of 67108861 from node');
    expect(performance.now() - start).toBeLessThan(1000);
  });
  it('of 2^31 bins without a subgrid takes no time', () => {
    const head = [1, ...[0, 2 ** 31, 1, 0].flatMap((n) => [0, 0, 0, n / 2 ** 24, 0, 0, 0, 0])];
    expect(() => readPineappl(Uint8Array.from(head), 'damaged')).toThrow('found no subgrids');
  });
});
