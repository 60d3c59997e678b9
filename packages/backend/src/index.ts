/**
 * Finds, starts and describes a tfjs backend; moves plain arrays in and out.
 *
 * ```ts
 * await startBackend('wasm');
 * const tensor = toTensor(ndarray([1, 2, 3, 4], [2, 2]));
 * const array = await toNdArray(tensor);
 * ```
 *
 * @module
 */
export { BACKENDS, BackendError, NATIVE_BACKENDS, startBackend } from './start-backend.ts';
export { toNdArray, toTensor } from './transfer.ts';
export type { BackendName, RunningBackend } from './start-backend.ts';
