import { LhapdfError } from './lhapdf-error.ts';
import type { PdfMember, Subgrid } from './pdf-member.ts';
import { scientific } from './scientific.ts';

/** How the numbers of a file are laid out. */
interface Layout {
  readonly node: (value: number) => string;
  /** A line of nodes or flavours. */
  readonly line: (words: readonly string[]) => string;
  readonly values: (grid: Subgrid) => string;
  readonly end: string;
}

/**
 * The text of a `.dat` file, which `parsePdfMember` reads back: nodes rounded to seven digits, values to nine (replicas)
 * or eight (central members, `PdfType: central`). Headers keep their order. Either layout is that of the NNPDF tools, to
 * the byte: evolven3fit writes replicas, postfit the central member.
 *
 * Throws {@link LhapdfError} for values that are not finite, which no reader accepts.
 */
export function formatPdfMember({ file, header, subgrids }: PdfMember): string {
  for (const { values } of subgrids) {
    const wrong = values.data.find((value) => !Number.isFinite(value));
    if (wrong === undefined) continue;
    throw new LhapdfError({
      where: { file },
      found: `the value ${wrong}`,
      expected: 'finite numbers',
      cure: 'Leave this member out',
    });
  }
  const { node, line, values, end } = header['PdfType'] === 'central' ? CENTRAL : REPLICA;
  const lines = Object.entries(header).map(([key, value]) => `${key}: ${value}\n`);
  const grids = subgrids.map((grid) =>
    [
      line(Array.from(grid.x, node)),
      line(Array.from(grid.q, node)),
      line(grid.pids.map(String)),
      values(grid),
      '---',
    ].join('\n'),
  );
  return `${lines.join('')}---\n${grids.join('\n')}${end}`;
}

const REPLICA: Layout = {
  node: (value) => scientific(value, 6),
  line: (words) => words.join(' '),
  values: (grid) => rows(grid, (value) => scientific(value, 8)).join('\n'),
  end: '\n',
};

const CENTRAL: Layout = {
  node: upperCase,
  line: (words) => words.map((word) => `${word} `).join(''),
  // A blank where a minus would be, and one more before the first line.
  values: (grid) => ` ${rows(grid, (value) => `${sign(value)}${upperCase(value)}`).join('\n')}`,
  end: '',
};

function upperCase(value: number): string {
  return scientific(value, 7).replace('e', 'E');
}

function sign(value: number): string {
  return value < 0 || Object.is(value, -0) ? '' : ' ';
}

/** One line for each x and Q, with the values of all flavours. */
function rows({ values: { shape, data } }: Subgrid, format: (value: number) => string): string[] {
  const [x = 0, q = 0, flavours = 0] = shape;
  return Array.from({ length: x * q }, (_, k) =>
    Array.from(data.subarray(k * flavours, (k + 1) * flavours), format).join(' '),
  );
}
