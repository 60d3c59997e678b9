import { zeros } from '@parton/ndarray';
import { FK_PIDS } from './fk-basis.ts';
import type { FkTable } from './fk-table.ts';
import { type LegacyHeader, readLegacyHeader } from './legacy-header.ts';
import { MAX_BYTES } from './limits.ts';
import { LineReader } from './line-reader.ts';
import { isTar, onlyMember } from './tar.ts';

/**
 * Reads an FK table of the text format of APFELcomb, as in `FK_NAME.dat`; the file may also be a tar archive of that one
 * file. Its values are for `x f(x)` and no bin has a normalisation, so they are taken as they are.
 *
 * Throws PineapplError with the line. The whole table is refused if it would take more than 1 GiB.
 */
export function readLegacyFkTable(bytes: Uint8Array, file?: string): FkTable {
  const lines = new LineReader(isTar(bytes) ? onlyMember(bytes, file) : bytes, file);
  const header = readLegacyHeader(lines);
  const { hadrons, bins, q0, x, channels, metadata } = header;
  const convolutions = Array.from({ length: hadrons }, () => 'UnpolPDF' as const);
  const shape = [bins, channels.length, ...convolutions.map(() => x.length)];
  const places = bins * x.length ** hadrons;
  // Beside the values, one byte per row is kept.
  if (places * (8 * channels.length + 1) > MAX_BYTES) {
    lines.fail(`a table [${shape.join(', ')}]`, `at most ${MAX_BYTES} bytes`);
  }
  const values = zeros(shape);
  readRows(lines, header, values.data);
  return { hadrons, q0, x, channels, values, convolutions, metadata };
}

/** Rows `d a v_0 .. v_13`, or `d a b v_0 .. v_195` for two hadrons, in any order; what is missing is zero. */
function readRows(lines: LineReader, { hadrons, bins, x, channels }: LegacyHeader, out: Float64Array): void {
  const slab = x.length ** hadrons;
  const seen = new Uint8Array(bins * slab);
  const width = 1 + hadrons + FK_PIDS.length ** hadrons;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line === '') continue;
    const words = line.split(/\s+/);
    if (words.length !== width) lines.fail(`${words.length} numbers`, `${width}`);
    const bin = index(lines, words[0], bins);
    let node = index(lines, words[1], x.length);
    if (hadrons === 2) node = node * x.length + index(lines, words[2], x.length);
    const row = bin * slab + node;
    if (seen[row] !== 0) lines.fail(`row ${words.slice(0, 1 + hadrons).join(' ')} once more`, 'another row');
    seen[row] = 1;
    for (let c = 0; c < channels.length; c++) {
      const word = words[1 + hadrons + (channels[c] ?? 0)] ?? '';
      const value = Number(word);
      if (!Number.isFinite(value)) lines.fail(word, 'a number');
      out[(bin * channels.length + c) * slab + node] = value;
    }
  }
}

function index(lines: LineReader, word = '', count: number): number {
  const value = Number(word);
  if (Number.isInteger(value) && value >= 0 && value < count) return value;
  return lines.fail(word, `a whole number from 0 to ${count - 1}`);
}
