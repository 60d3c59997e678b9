import { bytesField, type Field, integerField, joinFields, messageField, stringField } from './protobuf.ts';

/** `TensorProto.DataType` */
export const FLOAT = 1;
export const INT64 = 7;
export const BOOL = 9;
export const DOUBLE = 11;
export type ElementType = typeof FLOAT | typeof INT64 | typeof BOOL | typeof DOUBLE;

/** ONNX 1.13: the first with the axes of all reductions as an input. */
const OPSET = 18;
const IR_VERSION = 8;
/** Operators that only ONNX Runtime has. */
export const MICROSOFT = 'com.microsoft';

export interface NodeFields {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | string | readonly number[]>>;
  readonly domain?: string;
}

/** A `NodeProto` in a graph. */
export function nodeField({ type, inputs, output, attributes = {}, domain = '' }: NodeFields): Field {
  return messageField(1, [
    ...inputs.map((input) => stringField(1, input)),
    stringField(2, output),
    stringField(3, `${type} ${output}`),
    stringField(4, type),
    ...Object.entries(attributes).map(([name, value]) => messageField(5, attributeFields(name, value))),
    stringField(7, domain),
  ]);
}

function attributeFields(name: string, value: number | string | readonly number[]): Field[] {
  const start = stringField(1, name);
  if (typeof value === 'number') return [start, integerField(3, value), integerField(20, 2)];
  if (typeof value === 'string') return [start, stringField(4, value), integerField(20, 3)];
  return [start, ...value.map((entry) => integerField(8, entry)), integerField(20, 7)];
}

/** A constant tensor in a graph, from its little-endian bytes. */
export function initializerField(
  name: string,
  type: ElementType,
  shape: readonly number[],
  data: ArrayBufferView,
): Field {
  return messageField(5, [
    ...shape.map((length) => integerField(1, length)),
    integerField(2, type),
    stringField(8, name),
    bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

/** A `ValueInfoProto`: name and type of an input (field 11 of a graph) or an output (field 12). */
export function valueInfoField(
  field: 11 | 12,
  name: string,
  type: ElementType,
  shape: readonly number[],
): Field {
  const dimensions = shape.map((length) => messageField(1, [integerField(1, length)]));
  const tensorType = messageField(1, [integerField(1, type), messageField(2, dimensions)]);
  return messageField(field, [stringField(1, name), messageField(2, [tensorType])]);
}

/** The bytes of a model file. */
export function modelBytes(graph: readonly Field[]): Uint8Array {
  return joinFields([
    integerField(1, IR_VERSION),
    stringField(2, '@parton/onnx-writer'),
    messageField(7, [stringField(2, 'graph'), ...graph]),
    messageField(8, [stringField(1, ''), integerField(2, OPSET)]),
    messageField(8, [stringField(1, MICROSOFT), integerField(2, 1)]),
  ]);
}
