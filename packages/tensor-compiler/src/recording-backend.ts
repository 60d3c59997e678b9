import { Graph, type Value } from '@parton/tensor-graph';
import * as tf from '@tensorflow/tfjs-core';
import { RecordingError } from './recording-error.ts';

/** The name under which tfjs knows the backend while a function is being recorded. */
export const RECORDING = 'parton-recording';

/** Numbers that a function handed to tfjs while it was being recorded. */
export interface Literal {
  readonly values: tf.BackendValues;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

/**
 * A tfjs backend whose kernels write down what they would compute. What other backends keep as memory is a value of the
 * graph here, so disposing, reference counts and memory cost nothing. One backend records one function.
 */
export class RecordingBackend extends tf.KernelBackend {
  readonly graph = new Graph();
  readonly #values = new WeakMap<tf.DataId, Value>();
  readonly #literals = new WeakMap<tf.DataId, Literal>();
  #leaves = 0;
  #reads: RecordingError | undefined;

  /** A tensor that stands for a value of the graph. */
  tensorOf(value: Value): tf.Tensor {
    return tf.engine().makeTensorFromTensorInfo(this.infoOf(value), this);
  }

  infoOf(value: Value): tf.TensorInfo {
    const dataId = {};
    this.#values.set(dataId, value);
    return { dataId, shape: [...value.shape], dtype: value.dtype === 'bool' ? 'bool' : 'float32' };
  }

  /**
   * The value that a tensor stands for. Throws {@link RecordingError} in the name of the operation that uses it, if the
   * tensor is from elsewhere or its numbers are not exact.
   */
  resolve(tensor: tf.TensorInfo, operation: string): Value {
    const value = this.#values.get(tensor.dataId);
    if (value !== undefined) return value;
    const { values, dtype, shape } = this.literalOf(tensor, operation);
    const [number = 0, ...others] = Array.from(values, Number);
    if (!others.every((other) => Object.is(other, number))) throw strayArray(operation, shape);
    if (dtype === 'float32' && !isExact(number)) throw inexactNumber(operation, number);
    return this.graph.fill(number, shape, dtype === 'bool' ? 'bool' : 'real');
  }

  /** The numbers of a tensor that was written while recording. */
  literalOf({ dataId, shape }: tf.TensorInfo, operation: string): Literal {
    const literal = this.#literals.get(dataId);
    if (literal !== undefined) return { ...literal, shape };
    throw new RecordingError({
      where: { key: operation },
      found: `a tensor [${shape.join(', ')}] from outside of the recorded function`,
      expected: 'state, inputs and constants',
      cure: 'Make it with constant() inside of the function, or pass it as state or input',
    });
  }

  /** A new input of the graph, which stands for a parameter while a gradient is taken. */
  leaf(shape: readonly number[]): Value {
    return this.graph.input(`leaf ${this.#leaves++}`, shape);
  }

  /** Throws what a read could not: `tensor.data()` turns errors into promises that nobody may look at. */
  checkReads(): void {
    if (this.#reads !== undefined) throw this.#reads;
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const dataId = {};
    this.#literals.set(dataId, { values, shape, dtype });
    return dataId;
  }

  override move(dataId: tf.DataId, values: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
    this.#literals.set(dataId, { values, shape, dtype });
  }

  override readSync(): tf.BackendValues {
    throw readWhileRecording();
  }

  override read(): Promise<tf.BackendValues> {
    this.#reads = readWhileRecording();
    return new Promise(() => {});
  }

  override disposeData(): boolean {
    return true;
  }

  override numDataIds(): number {
    return 0;
  }

  override refCount(): number {
    return 1;
  }

  override incRef(): void {}

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {}
}

/** The backend that records, if one does. */
export function recordingBackend(): RecordingBackend | undefined {
  if (tf.getBackend() !== RECORDING) return undefined;
  const backend = tf.backend();
  return backend instanceof RecordingBackend ? backend : undefined;
}

/**
 * tfjs rounds a literal to float32 before any backend sees it. A rounded one has 24 random bits; a number that was
 * exact all along has few (0.5, 3, 1024) or is whole. Numbers of up to 12 bits and whole numbers pass.
 */
function isExact(number: number): boolean {
  const [bits = 0] = new Uint32Array(Float32Array.of(number).buffer);
  return (bits & 0xfff) === 0 || (Number.isInteger(number) && Math.abs(number) < 2 ** 24);
}

function inexactNumber(operation: string, number: number): RecordingError {
  return new RecordingError({
    where: { key: operation },
    found: `the number ${number}, which float32 has rounded`,
    expected: 'a number that float32 holds exactly, such as 2 or 0.5',
    cure: 'Pass it as constant(ndarray([..], [])), or as an input',
  });
}

function strayArray(operation: string, shape: readonly number[]): RecordingError {
  return new RecordingError({
    where: { key: operation },
    found: `an array [${shape.join(', ')}] made while recording, by tf.tensor or a random operation`,
    expected: 'state, inputs and constants',
    cure: 'Make tables with constant(); make random numbers and masks inputs, as they would be the same at every step',
  });
}

function readWhileRecording(): RecordingError {
  return new RecordingError({
    where: { key: 'data, dataSync' },
    found: 'a tensor that is read while its function is being recorded',
    expected: 'tensor operations only: there are no numbers yet',
    cure: 'Return the tensor as an output and look at it after the step; choose with tf.where instead of if',
  });
}
