import { LineCounter, parseDocument } from 'yaml';
import { LhapdfError } from './lhapdf-error.ts';

/** What the `.info` file says of a whole set. */
export interface PdfInfo {
  readonly file: string;
  readonly description: string;
  /** Members of the set, the central one (number 0) included; undefined where the file holds a placeholder. */
  readonly members: number | undefined;
  /** `replicas`, `hessian`, ... */
  readonly errorType: string;
  readonly alphaS: AlphaSTable | undefined;
  /** Every key of the file, as it stands there. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** alpha_s on ascending nodes. A node that stands twice is a flavour threshold: nothing is interpolated across it. */
export interface AlphaSTable {
  /** GeV. */
  readonly q: Float64Array;
  readonly values: Float64Array;
}

/** Reads the text of an `.info` file. Throws {@link LhapdfError} with the file and the key. */
export function parsePdfInfo(text: string, file: string): PdfInfo {
  const raw = parseYaml(text, file);
  const format = raw['Format'] ?? 'lhagrid1';
  if (format !== 'lhagrid1') {
    throw new LhapdfError({ where: { file, key: 'Format' }, found: String(format), expected: 'lhagrid1' });
  }
  const { NumMembers: members } = raw;
  return {
    file,
    description: String(raw['SetDesc'] ?? ''),
    members: typeof members === 'number' ? members : undefined,
    errorType: String(raw['ErrorType'] ?? 'unknown'),
    alphaS: raw['AlphaS_Qs'] === undefined ? undefined : alphaSTable(raw, file),
    raw,
  };
}

function parseYaml(text: string, file: string): Record<string, unknown> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw new LhapdfError(
      { where: { file, line }, found: error.message, expected: 'YAML' },
      { cause: error },
    );
  }
  const raw: unknown = document.toJS();
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new LhapdfError({ where: { file }, found: 'no keys', expected: 'lines such as `NumMembers: 101`' });
  }
  return { ...raw };
}

function numbers(raw: Record<string, unknown>, key: string, file: string): number[] {
  const value = raw[key];
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'number')) return value;
  throw new LhapdfError({
    where: { file, key },
    found: JSON.stringify(value) ?? 'nothing',
    expected: 'a list of numbers',
  });
}

function alphaSTable(raw: Record<string, unknown>, file: string): AlphaSTable {
  const q = Float64Array.from(numbers(raw, 'AlphaS_Qs', file));
  const values = Float64Array.from(numbers(raw, 'AlphaS_Vals', file));
  if (q.length !== values.length) {
    const where = { file, key: 'AlphaS_Vals' };
    throw new LhapdfError({
      where,
      found: `${values.length} values`,
      expected: `${q.length}, one for each of AlphaS_Qs`,
    });
  }
  const fallen = q.findIndex((node, i) => !(node > 0 && node >= (q[i - 1] ?? 0)));
  if (fallen >= 0) {
    throw new LhapdfError({
      where: { file, key: 'AlphaS_Qs' },
      found: `${q[fallen]} as number ${fallen + 1}`,
      expected: 'ascending scales > 0',
    });
  }
  return { q, values };
}
