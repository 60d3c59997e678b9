/**
 * Optimisers as init/update pairs, with clipping per replica.
 *
 * ```ts
 * const optimizer = chain(clipPerReplica({ norm: 6.073e-6 }), nadam({ learningRate: 2.621e-3 }));
 * let state = tensors(optimizer.init(arrays)); // plain arrays to tensors, by the caller
 * const { updates, state: next } = optimizer.update({ updates: gradients, state, schedule });
 * params = applyUpdates(params, updates); // schedule: optimizer.schedule(step), each number as a scalar tensor
 * ```
 *
 * @module
 */
export { adadelta } from './adadelta.ts';
export { adagrad } from './adagrad.ts';
export { adam, amsgrad } from './adam.ts';
export { adamax } from './adamax.ts';
export { applyUpdates } from './apply-updates.ts';
export { chain } from './chain.ts';
export { clipPerReplica } from './clip-per-replica.ts';
export { OptimizerError } from './gradient-transformation.ts';
export { nadam } from './nadam.ts';
export { optimizerByName, OPTIMIZERS } from './optimizer-by-name.ts';
export { rmsprop } from './rmsprop.ts';
export { sgd } from './sgd.ts';
export type { Arrays, GradientTransformation, Tensors } from './gradient-transformation.ts';
export type { OptimizerName } from './optimizer-by-name.ts';
