/**
 * Patience stopping per replica with a positivity gate, as a pure reducer over arrays.
 *
 * ```ts
 * let state = initStopping(settings);
 * for (let step = 0; step < settings.steps; step++) {
 *   const update = updateStopping(settings, state, { step, ...measure(model) });
 *   update.improved.forEach((better, r) => better && keepWeights(r));
 *   state = update.state;
 *   if (update.stop) break;
 * }
 * ```
 *
 * @module
 */
export { initStopping, StoppingError } from './state.ts';
export { updateStopping } from './update.ts';
export type { Failure, StoppingSettings, StoppingState } from './state.ts';
export type { StoppingRecord, StoppingUpdate } from './update.ts';
