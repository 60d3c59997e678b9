import { deviation, mean, quantileSorted } from 'd3-array';
import type { Value } from './fit-report.ts';

/** The central 68 % of a distribution lie between these quantiles (those of one sigma of a normal one; validphys). */
const LOW = 0.1587;
const HIGH = 0.8413;

/** What is said about the values that replicas have for one number. NaN in all but `count` if there are none. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  /** Standard deviation with N - 1. */
  readonly sigma: number;
  /** Ends of the central 68 % interval, linear between order statistics. */
  readonly low: number;
  readonly high: number;
  readonly median: number;
  readonly smallest: number;
  readonly largest: number;
}

/** Describes values; missing ones are left out. */
export function spread(values: readonly (Value | undefined)[]): Spread {
  // Typed arrays sort numbers as numbers, and fast.
  const sorted = Array.from(Float64Array.from(finite(values)).sort());
  const quantile = (p: number): number => quantileSorted(sorted, p) ?? Number.NaN;
  return {
    count: sorted.length,
    mean: mean(sorted) ?? Number.NaN,
    sigma: deviation(sorted) ?? Number.NaN,
    low: quantile(LOW),
    high: quantile(HIGH),
    median: quantile(0.5),
    smallest: quantile(0),
    largest: quantile(1),
  };
}

/** The numbers among values. */
export function finite(values: readonly (Value | undefined)[]): number[] {
  return values.filter((value): value is number => isNumber(value));
}

/** Whether there is a number. */
export function isNumber(value: Value | undefined): value is number {
  return Number.isFinite(value);
}

/** The band of replicas around their mean, each `[N]`. */
export interface Band {
  readonly mean: readonly number[];
  /** Standard deviation with N - 1. */
  readonly sigma: readonly number[];
  /** Ends of the central 68 % interval. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The band of replicas `rows` (`[R][N]`, all finite). */
export function bandOf(rows: readonly (readonly number[])[]): Band {
  const points = Array.from({ length: rows[0]?.length ?? 0 }, (_, i) => spread(rows.map((row) => row[i])));
  return {
    mean: points.map((point) => point.mean),
    // One replica has no spread.
    sigma: points.map((point) => (point.count === 1 ? 0 : point.sigma)),
    low: points.map((point) => point.low),
    high: points.map((point) => point.high),
  };
}
