import type { WriteStream } from 'node:tty';
import type { Progress } from '@parton/trainer';
import { median } from './format.ts';

/** Milliseconds between two updates of the line. */
const EVERY = 200;

/** One line that says what the training does; nothing at all where the stream is not a terminal. */
export function progressLine(stream: WriteStream, now: () => number = () => performance.now()) {
  const start = now();
  let last = Number.NEGATIVE_INFINITY;
  return {
    update: (progress: Progress): void => {
      if (!stream.isTTY || now() - last < EVERY) return;
      last = now();
      stream.write(
        `\r\u001B[K${describe(progress, (last - start) / 1000).slice(0, (stream.columns ?? 80) - 1)}`,
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

/** The line itself. */
export function describe(
  { step, steps, trainingChi2, validationChi2, stopping }: Progress,
  seconds: number,
): string {
  const rate = step / Math.max(seconds, 1e-9);
  const training = stopping.alive.filter(Boolean).length;
  const failed = stopping.failed.filter((failure) => failure !== undefined && failure !== null).length;
  return [
    `step ${step}/${steps}`,
    `${rate.toFixed(rate < 10 ? 1 : 0)} steps/s`,
    `at most ${duration((steps - step) / rate)} left`,
    `chi2 ${median(trainingChi2).toFixed(2)} training ${median(validationChi2).toFixed(2)} validation`,
    `${training} replicas train, ${stopping.alive.length - training - failed} stopped${failed > 0 ? `, ${failed} failed` : ''}`,
  ].join(' | ');
}

/** `75 s`, `12 min`, `3.1 h`. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
