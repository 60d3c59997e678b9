// JavaScript, because a worker starts with it: in a checkout it must run as it is, and Node 20 reads no TypeScript.

/**
 * Loads a model into ONNX Runtime, in this thread: a run blocks it.
 *
 * @type {import('./session.ts').CreateSession}
 */
export async function createRuntimeSession(model, options) {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const { precision } = model;
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
  return {
    async run(feeds) {
      const tensors = Object.entries(model.inputs).map(([name, shape]) => {
        const data = feeds[name];
        if (data === undefined) throw new TypeError(`the model needs ${name}`);
        return [name, tensor(data, shape)];
      });
      const results = await session.run({ ...tables, ...Object.fromEntries(tensors) });
      return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, numbersOf(data)]));
    },
    close: () => session.release(),
  };
}

/**
 * @param {import('onnxruntime-node').Tensor.DataType} data
 * @returns {Float32Array | Float64Array | Uint8Array}
 */
function numbersOf(data) {
  if (data instanceof Float32Array || data instanceof Float64Array || data instanceof Uint8Array) return data;
  throw new TypeError('a model gives numbers of its precision, or bools');
}
