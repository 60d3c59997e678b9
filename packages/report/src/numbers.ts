import type { Value } from './fit-report.ts';
import { plainText, type Rich } from './rich.ts';
import { isNumber } from './statistics.ts';

const MINUS = '−';
const NARROW_SPACE = '\u202F';
const MISSING = '–';
/** A value and a relative uncertainty below this are written apart: the value would need too many digits. */
const NEGLIGIBLE = 1e-5;

/** A number to some significant digits: `0.0123`, `1.20 × 10⁻⁵`, `12 345`; a dash where there is none. */
export function formatNumber(value: Value | undefined, digits = 3): Rich {
  if (!isNumber(value)) return MISSING;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) {
    const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
    return [withMinus(mantissa), ' × 10', { sup: withMinus(exponent.replace('+', '')) }];
  }
  const decimals = Math.max(0, digits - 1 - exponentOf(size, digits));
  return formatFixed(value, decimals);
}

/** A value and its uncertainty, the latter to two significant digits: `1.234 ± 0.056`. */
export function formatWithError(value: Value | undefined, error: Value | undefined): Rich {
  if (!isNumber(value)) return MISSING;
  if (!isNumber(error) || error <= 0) return formatNumber(value);
  const size = Math.max(Math.abs(value), error);
  if (error < NEGLIGIBLE * size) return [formatNumber(value, 6), ' ± ', formatNumber(error, 2)];
  const power = size < 1e-3 || size >= 1e6 ? exponentOf(size, 3) : 0;
  const decimals = Math.max(0, 1 - exponentOf(error, 2) + power);
  const text = `${formatFixed(value / 10 ** power, decimals)} ± ${formatFixed(error / 10 ** power, decimals)}`;
  return power === 0 ? text : [`(${text}) × 10`, { sup: withMinus(String(power)) }];
}

/** With a number of decimals, thousands apart. */
export function formatFixed(value: number, decimals: number): string {
  const [whole = '', fraction] = value.toFixed(decimals).split('.');
  const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return /[1-9]/.test(text) ? withMinus(text) : text.replace('-', '');
}

/** A whole number, thousands apart. */
export function formatCount(value: Value | undefined): string {
  return isNumber(value) ? formatFixed(value, 0) : MISSING;
}

/** A time: `0.42 s`, `43.2 s`, `3 min 20 s`, `2 h 05 min`. */
export function formatSeconds(seconds: Value | undefined): string {
  if (!isNumber(seconds)) return MISSING;
  if (seconds < 59.95) return `${plainText(formatNumber(seconds))} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${formatCount(Math.floor(minutes / 60))} h ${two(minutes % 60)} min`;
}

/** A part of a whole as `17 of 20`. */
export function formatPart(part: number, whole: number): string {
  return `${formatCount(part)} of ${formatCount(whole)}`;
}

/** A power of ten for an axis. */
export function formatPower(exponent: number): Rich {
  return exponent === 0 ? '1' : ['10', { sup: withMinus(String(exponent)) }];
}

/** The decimal exponent of a positive number after rounding to some digits. */
function exponentOf(size: number, digits: number): number {
  return Number(size.toExponential(digits - 1).split('e')[1]);
}

function withMinus(text: string): string {
  return text.replace('-', MINUS);
}
