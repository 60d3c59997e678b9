import { tickIncrement, ticks } from 'd3-array';
import type { Axis, NumberAxis } from './blocks.ts';
import type { Value } from './fit-report.ts';
import { formatFixed, formatNumber, formatPower } from './numbers.ts';
import type { Rich } from './rich.ts';
import { isNumber } from './statistics.ts';

/** A tick of an axis; those without a label are short. */
export interface Tick {
  readonly value: number;
  readonly label?: Rich;
}

/** Maps values of an axis to 0 (start) ... 1 (end of the domain); NaN for what has no place on it. */
export function unit(axis: Axis): (value: Value | undefined) => number {
  const place = placeOn(axis);
  return (value) => (isNumber(value) ? place(value) : Number.NaN);
}

function placeOn(axis: Axis): (value: number) => number {
  if (axis.kind === 'category') return (value) => (value + 0.5) / axis.labels.length;
  const [from, to] = axis.domain;
  if (axis.kind === 'linear') return (value) => (value - from) / (to - from);
  const span = Math.log(to / from);
  return (value) => (value > 0 ? Math.log(value / from) / span : Number.NaN);
}

/** Ticks at round numbers, about `count` with a label. */
export function axisTicks(axis: NumberAxis, count: number): Tick[] {
  const [from, to] = axis.domain;
  if (axis.kind === 'log') return logTicks(from, to, count);
  const step = tickIncrement(from, to, count);
  const decimals = step < 0 && axis.whole !== true ? Math.ceil(Math.log10(-step)) : 0;
  const largest = Math.max(Math.abs(from), Math.abs(to));
  const plain = largest < 1e6 && decimals <= 4;
  const values = ticks(from, to, count).filter((value) => axis.whole !== true || Number.isInteger(value));
  return values.map((value) => ({
    value,
    label: plain ? formatFixed(value, decimals) : formatNumber(value, 2),
  }));
}

/** Labels at powers of ten, every second or third where there are many; at 1, 2, 5 where there are few. */
function logTicks(from: number, to: number, count: number): Tick[] {
  const first = Math.floor(Math.log10(from));
  const last = Math.ceil(Math.log10(to));
  const every = Math.ceil((last - first) / count);
  const few = to / from < 30;
  const out: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent++) {
    for (let digit = 1; digit < 10; digit++) {
      // From the text, for 10 ** -5 * 3 is not 3e-5.
      const value = Number(`${digit}e${exponent}`);
      if (value < from * (1 - 1e-9) || value > to * (1 + 1e-9)) continue;
      if (digit === 1 && exponent % every === 0)
        out.push({ value, label: few ? formatNumber(value, 1) : formatPower(exponent) });
      else if (few && (digit === 2 || digit === 5)) out.push({ value, label: formatNumber(value, 1) });
      else if (every === 1 || digit === 1) out.push({ value });
    }
  }
  return out;
}

/** The smallest domain with round ends, for about `count` ticks, that holds `values`. Not empty. */
export function niceDomain(values: readonly number[], count = 5): [number, number] {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [0, 1];
  let [from, to] = [Math.min(...known), Math.max(...known)];
  if (from === to) [from, to] = from === 0 ? [0, 1] : [from - Math.abs(from) / 2, to + Math.abs(to) / 2];
  const increment = tickIncrement(from, to, count);
  const step = increment < 0 ? -1 / increment : increment;
  return [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step];
}

/** The smallest domain between powers of ten, or between 1, 2 and 5 of them, that holds the positive `values`. */
export function logDomain(values: readonly number[]): [number, number] {
  const known = values.filter((value) => value > 0 && Number.isFinite(value));
  if (known.length === 0) return [0.1, 1];
  const stops = (exponent: number): number[] => [1, 2, 5, 10].map((digit) => Number(`${digit}e${exponent}`));
  const [from, to] = [Math.min(...known), Math.max(...known)];
  const below = stops(Math.floor(Math.log10(from))).findLast((stop) => stop <= from) ?? from;
  const above = stops(Math.floor(Math.log10(to))).find((stop) => stop >= to) ?? to;
  return below === above ? [below / 2, above * 2] : [below, above];
}
