import type { WriteStream } from 'node:tty';
import type { Progress } from '@parton/trainer';
import { median } from './format.ts';

/** Milliseconds between two updates of the line. */
const EVERY = 200;

/** One line that says what the training does; nothing at all where the stream is not a terminal. */
export function progressLine(stream: WriteStream, now: () => number = () => performance.now()) {
  let first: { step: number; at: number } | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return {
    update: (progress: Progress): void => {
      if (!stream.isTTY || now() - last < EVERY) return;
      last = now();
      first ??= { step: progress.step, at: last };
      stream.write(
        `\r\u001B[K${describe(progress, rateSince(first, progress.step, last)).slice(0, (stream.columns ?? 80) - 1)}`,
      );
    },
    say: (text: string): void => {
      if (stream.isTTY) stream.write(`\r\u001B[K${text}`);
    },
    end: (): void => {
      if (stream.isTTY) stream.write('\r\u001B[K');
    },
  };
}

/** Steps per second since the first update, or undefined before the second. */
function rateSince(first: { step: number; at: number }, step: number, now: number): number | undefined {
  return step > first.step ? ((step - first.step) * 1000) / (now - first.at) : undefined;
}

/** The line itself, with the rate in steps per second if it is known. */
export function describe(progress: Progress, rate: number | undefined): string {
  const { step, steps, trainingChi2, validationChi2, stopping } = progress;
  const training = stopping.alive.filter(Boolean).length;
  const failed = stopping.failed.filter((failure) => failure !== undefined && failure !== null).length;
  const speed =
    rate === undefined
      ? []
      : [`${rate.toFixed(rate < 10 ? 1 : 0)} steps/s`, `at most ${duration((steps - step) / rate)} left`];
  return [
    `step ${step}/${steps}`,
    ...speed,
    `chi2 ${median(trainingChi2).toFixed(2)} training ${median(validationChi2).toFixed(2)} validation`,
    `${training} replicas train, ${stopping.alive.length - training - failed} stopped${failed > 0 ? `, ${failed} failed` : ''}`,
  ].join(' | ');
}

/** `75 s`, `12 min`, `3.1 h`. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
