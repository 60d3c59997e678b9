import type { DenseArray, DType } from '@parton/tensor-graph';
import { BOOL, DOUBLE, type ElementType, FLOAT, initializerField, INT64 } from './onnx-fields.ts';
import type { Field } from './protobuf.ts';

/** What `real` means in a model. */
export type Precision = 'float32' | 'float64';

/** The ONNX element type of a value. */
export function elementType(precision: Precision, dtype: DType): ElementType {
  if (dtype === 'bool') return BOOL;
  return precision === 'float64' ? DOUBLE : FLOAT;
}

/** The constants of a model: small ones once each, inside the file; large ones beside it. */
export class Constants {
  readonly fields: Field[] = [];
  readonly tables: Record<string, DenseArray> = {};
  readonly #precision: Precision;
  readonly #inlineBytes: number;
  readonly #names = new Map<string, string>();

  /** Numbers that take more than `inlineBytes` become tables. */
  constructor(precision: Precision, inlineBytes: number) {
    this.#precision = precision;
    this.#inlineBytes = inlineBytes;
  }

  /** The name of an array of numbers; of a value's element type. */
  numbers({ shape, data }: DenseArray, dtype: DType = 'real'): string {
    const bytesPerNumber = this.#precision === 'float64' ? 8 : 4;
    if (dtype === 'real' && data.length * bytesPerNumber > this.#inlineBytes) {
      const name = `%table ${Object.keys(this.tables).length}`;
      this.tables[name] = { shape, data };
      return name;
    }
    const type = elementType(this.#precision, dtype);
    if (type === BOOL) return this.#initializer(type, shape, Uint8Array.from(data));
    return this.#initializer(type, shape, type === DOUBLE ? data : Float32Array.from(data));
  }

  scalar(value: number, dtype: DType = 'real'): string {
    return this.numbers({ shape: [], data: Float64Array.of(value) }, dtype);
  }

  /** Axes, shapes, indices. */
  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#initializer(INT64, shape, BigInt64Array.from(values, BigInt));
  }

  #initializer(type: ElementType, shape: readonly number[], data: ArrayBufferView): string {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const key = bytes.length <= 64 ? `${type}|${shape.join()}|${bytes.join()}` : undefined;
    const known = key === undefined ? undefined : this.#names.get(key);
    if (known !== undefined) return known;
    const name = `%constant ${this.fields.length}`;
    this.fields.push(initializerField(name, type, shape, data));
    if (key !== undefined) this.#names.set(key, name);
    return name;
  }
}
