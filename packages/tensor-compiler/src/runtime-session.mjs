// JavaScript, because a worker starts with it: in a checkout it must run as it is, and Node 20 reads no TypeScript.

/**
 * Loads a model into ONNX Runtime, in this thread: a run blocks it.
 *
 * @type {import('./session.ts').CreateSession}
 */
export async function createRuntimeSession(model, options, carried) {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const { precision, inputs } = model;
  /** @type {(data: Float32Array | Float64Array, shape: readonly number[]) => import('onnxruntime-node').Tensor} */
  const tensor = (data, shape) =>
    data instanceof Float64Array ? new Tensor('float64', data, shape) : new Tensor('float32', data, shape);
  const tables = Object.fromEntries(
    Object.entries(model.tables).map(([name, { data, shape }]) => [
      name,
      tensor(precision === 'float64' ? data : Float32Array.from(data), shape),
    ]),
  );
  const session = await InferenceSession.create(model.bytes, options);
  /**
   * The shape of what the model does not use is of no matter.
   *
   * @type {(data: Float32Array | Float64Array, name: string) => import('onnxruntime-node').Tensor}
   */
  const named = (data, name) => tensor(data, inputs[name] ?? [data.length]);
  /** @type {Record<string, import('onnxruntime-node').Tensor>} */
  let held = {};
  return {
    async hold(arrays) {
      held = mapped(arrays, named);
    },
    async run(feeds) {
      // ONNX Runtime takes nothing that the model does not ask for.
      const wanted = Object.entries({ ...held, ...mapped(feeds, named) }).filter(([name]) => name in inputs);
      const results = await session.run({ ...tables, ...Object.fromEntries(wanted) });
      held = Object.fromEntries(
        Object.entries(carried).map(([output, input]) => [input, found(results, output)]),
      );
      const others = Object.entries(results).filter(([name]) => !(name in carried));
      return Object.fromEntries(others.map(([name, { data }]) => [name, numbersOf(data)]));
    },
    async held() {
      return mapped(held, ({ data }) => realsOf(data).slice());
    },
    close: () => session.release(),
  };
}

/**
 * @template T, U
 * @param {Readonly<Record<string, T>>} record
 * @param {(value: T, name: string) => U} f
 * @returns {Record<string, U>}
 */
function mapped(record, f) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));
}

/**
 * @param {Readonly<Record<string, import('onnxruntime-node').Tensor>>} results
 * @param {string} name
 */
function found(results, name) {
  const result = results[name];
  if (result === undefined) throw new TypeError(`the model does not give ${name}`);
  return result;
}

/**
 * @param {import('onnxruntime-node').Tensor.DataType} data
 * @returns {Float32Array | Float64Array}
 */
function realsOf(data) {
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  throw new TypeError('what a model carries from run to run is real');
}

/**
 * @param {import('onnxruntime-node').Tensor.DataType} data
 * @returns {Float32Array | Float64Array | Uint8Array}
 */
function numbersOf(data) {
  return data instanceof Uint8Array ? data : realsOf(data);
}
