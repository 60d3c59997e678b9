import type { OnnxModel } from '@parton/onnx-writer';

/** Numbers in the precision of a model. */
export type Numbers = Float32Array | Float64Array;

/** Arrays that a model gives: its numbers, or bools as bytes. */
export type Results = Record<string, Numbers | Uint8Array>;

/** A loaded model: arrays in, arrays out. Feeds that the model has no input for are ignored. */
export interface Session {
  run(feeds: Readonly<Record<string, Numbers>>): Promise<Results>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Threads within one operation. */
  readonly threads: number;
  readonly device: 'cpu';
}

export type CreateSession = (model: OnnxModel, options: SessionOptions) => Promise<Session>;
