import { GraphError } from './graph-error.ts';
import { infer } from './infer.ts';
import { sameNumbers, shapeText, sizeOf } from './shape.ts';
import { SMALL, simplify } from './simplify.ts';
import type {
  BinaryName,
  CompareName,
  DType,
  Leaf,
  Operation,
  ReduceName,
  UnaryName,
  Value,
  ValueType,
} from './value.ts';

/**
 * Makes values and keeps them unique: the same operation on the same operands gives the same object, and what can be
 * simplified is, while it is made. A graph only grows; values that nothing depends on cost nothing later.
 */
export class Graph {
  readonly #values = new Map<string, Value>();
  readonly #own = new WeakSet<Value>();
  readonly #buffers = new Map<Float64Array, number>();
  #nextId = 0;

  /** An array that is given at run time. The same name gives the same value. Throws {@link GraphError} if its type changed. */
  input(name: string, shape: readonly number[], dtype: DType = 'real'): Value {
    const value = this.#intern(`input|${name}`, { kind: 'input', name }, [], { shape, dtype });
    if (!sameNumbers(value.shape, shape) || value.dtype !== dtype) {
      throw new GraphError(
        'input',
        `${name} twice, as ${shapeText(value.shape)} and ${shapeText(shape)}`,
        'one type',
      );
    }
    return value;
  }

  /** Numbers that never change. The array is not copied: do not write to it afterwards. */
  constant(data: Float64Array, shape: readonly number[], dtype: DType = 'real'): Value {
    if (data.length !== sizeOf(shape)) {
      throw new GraphError(
        'constant',
        `${data.length} numbers`,
        `${sizeOf(shape)} for the shape ${shapeText(shape)}`,
      );
    }
    const first = data[0];
    if (first !== undefined && data.every((x) => Object.is(x, first))) return this.fill(first, shape, dtype);
    const content = data.length <= SMALL ? Array.from(data, numberKey).join() : `#${this.#bufferId(data)}`;
    return this.#intern(`constant|${content}|${shape.join()}|${dtype}`, { kind: 'constant', data }, [], {
      shape,
      dtype,
    });
  }

  /** One number, everywhere. */
  fill(value: number, shape: readonly number[] = [], dtype: DType = 'real'): Value {
    const key = `fill|${numberKey(value)}|${shape.join()}|${dtype}`;
    return this.#intern(key, { kind: 'fill', value }, [], { shape, dtype });
  }

  /** The value of any operation, simplified. Throws {@link GraphError} if the operands do not fit. */
  apply(operation: Operation, operands: readonly Value[]): Value {
    if (!operands.every((operand) => this.#own.has(operand))) {
      throw new GraphError(operation.kind, 'a value of another graph', 'operands of one graph');
    }
    const type = infer(operation, operands);
    const simple = simplify(this, operation, operands, type);
    if (simple !== undefined) return simple;
    const key = `${JSON.stringify(operation, exactNumbers)}|${operands.map(({ id }) => id).join()}`;
    return this.#intern(key, operation, operands, type);
  }

  unary(name: UnaryName, x: Value): Value {
    return this.apply({ kind: 'unary', name }, [x]);
  }

  binary(name: BinaryName, a: Value, b: Value): Value {
    return this.apply({ kind: 'binary', name }, [a, b]);
  }

  compare(name: CompareName, a: Value, b: Value): Value {
    return this.apply({ kind: 'compare', name }, [a, b]);
  }

  and(a: Value, b: Value): Value {
    return this.apply({ kind: 'logical', name: 'and' }, [a, b]);
  }

  or(a: Value, b: Value): Value {
    return this.apply({ kind: 'logical', name: 'or' }, [a, b]);
  }

  not(x: Value): Value {
    return this.apply({ kind: 'logical', name: 'not' }, [x]);
  }

  neg(x: Value): Value {
    return this.unary('neg', x);
  }

  add(a: Value, b: Value): Value {
    return this.binary('add', a, b);
  }

  sub(a: Value, b: Value): Value {
    return this.binary('sub', a, b);
  }

  mul(a: Value, b: Value): Value {
    return this.binary('mul', a, b);
  }

  div(a: Value, b: Value): Value {
    return this.binary('div', a, b);
  }

  where(condition: Value, whereTrue: Value, whereFalse: Value): Value {
    return this.apply({ kind: 'where' }, [condition, whereTrue, whereFalse]);
  }

  /** bool to real. */
  cast(x: Value): Value {
    return this.apply({ kind: 'cast' }, [x]);
  }

  matMul(a: Value, b: Value, transposeA = false, transposeB = false): Value {
    return this.apply({ kind: 'matMul', transposeA, transposeB }, [a, b]);
  }

  reduce(name: ReduceName, x: Value, axes: readonly number[]): Value {
    return this.apply({ kind: 'reduce', name, axes: axes.toSorted((p, q) => p - q) }, [x]);
  }

  reshape(x: Value, shape: readonly number[]): Value {
    return this.apply({ kind: 'reshape', shape }, [x]);
  }

  broadcastTo(x: Value, shape: readonly number[]): Value {
    return this.apply({ kind: 'broadcastTo', shape }, [x]);
  }

  transpose(x: Value, permutation: readonly number[]): Value {
    return this.apply({ kind: 'transpose', permutation }, [x]);
  }

  slice(x: Value, begin: readonly number[], size: readonly number[]): Value {
    return this.apply({ kind: 'slice', begin, size }, [x]);
  }

  pad(x: Value, before: readonly number[], after: readonly number[], value = 0): Value {
    return this.apply({ kind: 'pad', before, after, value }, [x]);
  }

  concat(values: readonly Value[], axis: number): Value {
    return this.apply({ kind: 'concat', axis }, values);
  }

  gather(x: Value, indices: readonly number[], axis: number): Value {
    return this.apply({ kind: 'gather', axis, indices }, [x]);
  }

  #intern(
    key: string,
    operation: Leaf | Operation,
    operands: readonly Value[],
    { shape, dtype }: ValueType,
  ): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = Object.freeze({ id: this.#nextId++, operation, operands, shape: [...shape], dtype });
    this.#values.set(key, value);
    this.#own.add(value);
    return value;
  }

  #bufferId(data: Float64Array): number {
    const id = this.#buffers.get(data) ?? this.#buffers.size;
    this.#buffers.set(data, id);
    return id;
  }
}

/** JSON knows neither NaN nor infinities nor -0; keys must. */
function numberKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function exactNumbers(_: string, value: unknown): unknown {
  return typeof value === 'number' ? numberKey(value) : value;
}
