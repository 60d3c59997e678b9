import {
  type DenseArray,
  type Graph,
  GraphError,
  topologicalOrder,
  type Value,
  type ValueType,
} from '@parton/tensor-graph';
import { Constants, elementType, type Precision } from './constants.ts';
import { lower } from './lower.ts';
import { type Node, nodeOf } from './nodes.ts';
import { modelBytes, nodeField, valueInfoField } from './onnx-fields.ts';
import type { Field } from './protobuf.ts';

export interface OnnxOptions {
  readonly precision: Precision;
  /** Constants of more bytes become inputs. By default none do; a file must stay below 2 GB. */
  readonly inlineBytes?: number;
}

/** A model file and what to feed it with. Plain data: it can be posted to a worker. */
export interface OnnxModel {
  readonly bytes: Uint8Array;
  readonly precision: Precision;
  /** Shapes of the inputs that the outputs depend on. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  /** Large constants, to be fed as further inputs under these names. */
  readonly tables: Readonly<Record<string, DenseArray>>;
}

/**
 * Writes the computation of named values as a model for ONNX Runtime. The graph grows by what the values are lowered
 * to. Names that start with `%` are the writer's own. Throws {@link GraphError} if an output has the name of an input.
 */
export function writeOnnx(
  graph: Graph,
  outputs: Readonly<Record<string, Value>>,
  { precision, inlineBytes = Infinity }: OnnxOptions,
): OnnxModel {
  const names = Object.keys(outputs);
  const lowered = lower(graph, Object.values(outputs));
  const writer = new Writer(precision, inlineBytes);
  for (const value of topologicalOrder(lowered)) writer.write(value, names[lowered.indexOf(value)]);
  lowered.forEach((value, i) => writer.output(names[i] ?? '', value));

  const { constants, fields, inputs } = writer;
  const clash = names.find((name) => name in inputs);
  if (clash !== undefined) {
    throw new GraphError('writeOnnx', `the output ${clash}, also an input`, 'different names');
  }
  const tables = mapValues(constants.tables, ({ shape }): ValueType => ({ shape, dtype: 'real' }));
  return {
    bytes: modelBytes([
      ...fields,
      ...constants.fields,
      ...valueInfos(11, { ...inputs, ...tables }, precision),
      ...valueInfos(12, outputs, precision),
    ]),
    precision,
    inputs: mapValues(inputs, ({ shape }) => shape),
    outputs: mapValues(outputs, ({ shape }) => shape),
    tables: constants.tables,
  };
}

/** Names and types of the inputs (11) or outputs (12). */
function valueInfos(
  field: 11 | 12,
  types: Readonly<Record<string, ValueType>>,
  precision: Precision,
): Field[] {
  return Object.entries(types).map(([name, { shape, dtype }]) =>
    valueInfoField(field, name, elementType(precision, dtype), shape),
  );
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, f: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
}

/** Collects the nodes of a graph, one value after the other. */
class Writer {
  readonly fields: Field[] = [];
  readonly inputs: Record<string, Value> = {};
  readonly constants: Constants;
  readonly #real: number;
  readonly #names = new Map<Value, string>();

  constructor(precision: Precision, inlineBytes: number) {
    this.constants = new Constants(precision, inlineBytes);
    this.#real = elementType(precision, 'real');
  }

  /** Writes a value, whose operands were written before; under the given name if it takes a node. */
  write(value: Value, name?: string): void {
    this.#names.set(value, this.#written(value, name));
  }

  /** Gives a written value a name, if it does not have it yet. */
  output(name: string, value: Value): void {
    const known = this.#nameOf(value);
    if (known !== name) this.#node({ type: 'Identity', inputs: [known] }, name);
  }

  #written(value: Value, name: string | undefined): string {
    const { operation, operands, shape, dtype } = value;
    const { constants } = this;
    switch (operation.kind) {
      case 'input':
        this.inputs[operation.name] = value;
        return operation.name;
      case 'constant':
        return constants.numbers({ shape, data: operation.data }, dtype);
      case 'fill': {
        const scalar = constants.scalar(operation.value, dtype);
        if (shape.length === 0) return scalar;
        return this.#node({ type: 'Expand', inputs: [scalar, constants.integers(shape)] });
      }
      default: {
        const context = { constants, real: this.#real, emit: (node: Node) => this.#node(node) };
        const names = operands.map((operand) => this.#nameOf(operand));
        return this.#node(nodeOf(value, operation, names, context), name);
      }
    }
  }

  #node(node: Node, output = `%${this.fields.length}`): string {
    this.fields.push(nodeField({ ...node, output }));
    return output;
  }

  #nameOf(value: Value): string {
    return this.#names.get(value) ?? '';
  }
}
