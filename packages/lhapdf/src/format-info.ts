/** Values of an `.info` file. */
export type InfoValue = string | number | null | readonly (string | number)[];

/** Keys of an `.info` file, as LHAPDF names them. */
export type InfoFields = Readonly<Record<string, InfoValue>>;

/** Keys whose whole numbers are written with a point, because programs that tell floats from integers expect floats. */
const FLOATS = new Set(
  'AlphaS_MZ AlphaS_Qs AlphaS_Vals MBottom MCharm MDown MStrange MTop MUp MZ QMax QMin XMax XMin'.split(' '),
);

/**
 * The text of an `.info` file, which `parsePdfInfo` reads back without loss: keys in alphabetical order, one line each, as
 * evolven3fit writes it (PyYAML).
 */
export function formatPdfInfo(fields: InfoFields): string {
  const keys = Object.keys(fields).sort();
  return keys.map((key) => `${key}: ${formatValue(fields[key] ?? null, FLOATS.has(key))}`).join('\n');
}

function formatValue(value: InfoValue, isFloat: boolean): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return isFloat ? formatFloat(value) : String(value);
  if (typeof value === 'string') return formatText(value);
  return `[${value.map((entry) => formatValue(entry, isFloat)).join(', ')}]`;
}

/** Shortest digits that give the number back; always a point, which YAML 1.1 asks for. */
function formatFloat(value: number): string {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 16) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  const point = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  return `${point}e${power.startsWith('-') ? '-' : '+'}${power.slice(1).padStart(2, '0')}`;
}

/** Plain where nobody can take it for anything but text, else quoted. */
function formatText(text: string): string {
  if (text === '') return "''";
  const isPlain =
    /^[A-Za-z][\w .,()+/-]*[\w.)]$/.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
