import type { Graph, Value } from '@parton/tensor-graph';
import type * as tf from '@tensorflow/tfjs-core';
import type { Literal, RecordingBackend } from './recording-backend.ts';
import { RecordingError } from './recording-error.ts';

/** One tfjs operation that is being recorded. */
export class KernelCall {
  readonly name: string;
  readonly graph: Graph;
  readonly #backend: RecordingBackend;
  readonly #inputs: Readonly<Record<string, tf.TensorInfo | undefined>>;
  readonly #attributes: object;

  constructor(name: string, backend: RecordingBackend, { inputs, attrs }: Parameters<tf.KernelFunc>[0]) {
    this.name = name;
    this.graph = backend.graph;
    this.#backend = backend;
    this.#inputs = inputs;
    this.#attributes = attrs ?? {};
  }

  /** An operand by its name in tfjs. */
  operand(name: string): Value {
    return this.optional(name) ?? this.fail(`no operand ${name}`, 'one');
  }

  optional(name: string): Value | undefined {
    const tensor = this.#inputs[name];
    return tensor === undefined || tensor === null ? undefined : this.#backend.resolve(tensor, this.name);
  }

  /** The operands of an operation that takes a list. */
  operands(): Value[] {
    return Object.keys(this.#inputs).map((name) => this.operand(name));
  }

  /** The numbers of an operand that must be known while recording. */
  literal(name: string): Literal {
    const tensor = this.#inputs[name];
    return tensor === undefined
      ? this.fail(`no operand ${name}`, 'one')
      : this.#backend.literalOf(tensor, this.name);
  }

  /** The attributes that tfjs documents for the kernel, such as `tf.SumAttrs`. */
  attributes<T extends object>(): T {
    // tfjs declares which attributes a kernel gets, but hands them over as an untyped map.
    return this.#attributes as T;
  }

  fail(found: string, expected: string, cure?: string): never {
    throw new RecordingError({ where: { key: this.name }, found, expected, cure });
  }
}

/** Records one operation. */
export type Kernel = (call: KernelCall) => Value | readonly Value[];
