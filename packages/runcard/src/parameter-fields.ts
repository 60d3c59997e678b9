import { child, type Cursor, isAbsent, reject, warn } from './cursor.ts';
import { boolean, listOf, number, oneOf, refine, wholeNumber } from './reader.ts';
import { ignored, optional, record, replaced, required, withDefault } from './record.ts';
import type { Drafts } from './schema.ts';
import { dropout, layerType } from './values.ts';

export const ACTIVATIONS = [
  'linear',
  'tanh',
  'sigmoid',
  'relu',
  'elu',
  'leaky_relu',
  'modified_tanh',
  'square',
  'square_singlet',
] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export const INITIALIZERS = ['glorot_normal', 'glorot_uniform', 'random_uniform'] as const;
export type Initializer = (typeof INITIALIZERS)[number];

export const OPTIMIZERS = [
  'RMSprop',
  'Adam',
  'Amsgrad',
  'Nadam',
  'Adamax',
  'Adagrad',
  'Adadelta',
  'SGD',
] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

const OPTIMIZER = {
  optimizer_name: withDefault(oneOf(OPTIMIZERS), 'RMSprop'),
  learning_rate: optional(number({ above: 0 })),
  clipnorm: withDefault(number({ above: 0 }), 1),
  momentum: optional(number()),
  nesterov: optional(boolean),
};
/** n3fit keeps the default rate of these. */
const FIXED_RATE: readonly (string | undefined)[] = ['Adamax', 'Adagrad'];

const optimizer = refine(
  record(OPTIMIZER),
  ({ optimizer_name: name, learning_rate: rate, momentum, nesterov }, cursor) => {
    if (rate !== undefined && FIXED_RATE.includes(name)) {
      reject(child(cursor, 'learning_rate'), `no learning_rate for ${name}`, { cure: 'Remove the key' });
    }
    for (const [key, value] of Object.entries({ momentum, nesterov })) {
      if (value === undefined) continue;
      const at = child(cursor, key);
      if (name === 'SGD')
        warn(at, { found: 'a key without effect', expected: 'plain SGD', cure: 'Remove the key' });
      else reject(at, `no ${key} for ${name}`, { cure: 'Remove the key' });
    }
  },
);

/** How a Lagrange multiplier starts and grows every 100 steps. */
const multiplier = refine(number(), (value, cursor) => {
  if (value <= 0)
    warn(cursor, {
      found: String(value),
      expected: 'a number > 0',
      cure: 'The penalty vanishes or changes its sign',
    });
});
const initial = optional(number({ above: 0 }));

export const PARAMETERS = {
  nodes_per_layer: required(listOf(wholeNumber({ min: 1 }), { nonEmpty: true })),
  activation_per_layer: required(listOf(oneOf(ACTIVATIONS), { nonEmpty: true })),
  initializer: required(oneOf(INITIALIZERS)),
  layer_type: withDefault(layerType, 'dense'),
  dropout: withDefault(dropout, 0),
  regularizer: optional(oneOf(['l1_l2'])),
  regularizer_args: optional(
    record({ l1: withDefault(number({ min: 0 }), 0), l2: withDefault(number({ min: 0 }), 0) }),
  ),
  optimizer: required(optimizer),
  epochs: required(wholeNumber({ min: 1 })),
  stopping_patience: required(number({ min: 0, max: 1 })),
  stopping_delta: withDefault(number({ min: 0 }), 0),
  threshold_chi2: withDefault(number({ above: 0 }), 10),
  positivity: optional(record({ initial, multiplier: optional(multiplier), threshold: optional(number()) })),
  integrability: optional(record({ initial, multiplier: optional(multiplier), threshold: ignored() })),
  feature_scaling_points: optional(wholeNumber({ min: 2 })),
  interpolation_points: replaced('Use feature_scaling_points'),
  pos_initial: replaced('Use positivity.initial'),
  pos_multiplier: replaced('Use positivity.multiplier'),
};

/** The map `parameters`: network and training. */
export const parameters = refine(record(PARAMETERS), (draft, cursor) => {
  checkLayers(draft, cursor);
  if (draft.regularizer_args !== undefined && isAbsent(child(cursor, 'regularizer'))) {
    reject(child(cursor, 'regularizer_args'), 'no regularizer_args without regularizer', {
      cure: 'Add regularizer: l1_l2',
    });
  }
});

function checkLayers(draft: Drafts<typeof PARAMETERS>, cursor: Cursor): void {
  const { nodes_per_layer: nodes, activation_per_layer: activations } = draft;
  if (activations === undefined) return;
  const at = child(cursor, 'activation_per_layer');
  if (nodes !== undefined && nodes.length !== activations.length) {
    const found = `${activations.length} activations`;
    reject(at, `${nodes.length}, one for each entry of nodes_per_layer`, { found });
  }
  const singlet = activations.indexOf('square_singlet');
  if (singlet >= 0 && singlet < activations.length - 1) {
    reject(child(at, singlet), 'square_singlet in the last layer only');
  }
}
