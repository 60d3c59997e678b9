import { didYouMean } from '@parton/errors';
import { adadelta } from './adadelta.ts';
import { adagrad } from './adagrad.ts';
import { adam, amsgrad } from './adam.ts';
import { adamax } from './adamax.ts';
import { chain } from './chain.ts';
import { clipPerReplica } from './clip-per-replica.ts';
import { type GradientTransformation, OptimizerError } from './gradient-transformation.ts';
import { nadam } from './nadam.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** The names of n3fit's runcards. */
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

const RULES: Readonly<Record<OptimizerName, (options: { learningRate?: number }) => GradientTransformation>> =
  {
    RMSprop: rmsprop,
    Adam: adam,
    Amsgrad: amsgrad,
    Nadam: nadam,
    Adamax: adamax,
    Adagrad: adagrad,
    Adadelta: adadelta,
    SGD: sgd,
  };
/** Those that n3fit runs with the default of Keras only. */
const FIXED_LEARNING_RATE: readonly string[] = ['Adamax', 'Adagrad'] satisfies OptimizerName[];

/**
 * The optimiser of a runcard (`parameters.optimizer`): clipping per replica, then the rule.
 *
 * @param settings.learningRate by default that of the rule, which n3fit fixes for Adamax and Adagrad
 * @param settings.clipnorm 1 by default
 * @param settings.ownAxes see {@link clipPerReplica}
 * Throws {@link OptimizerError} for an unknown name, a learning rate that the rule does not accept, and numbers that are
 * not positive.
 */
export function optimizerByName(settings: {
  readonly name: string;
  readonly learningRate?: number | undefined;
  readonly clipnorm?: number | undefined;
  readonly ownAxes?: Readonly<Record<string, number>>;
}): GradientTransformation {
  const { name, learningRate, clipnorm = 1, ownAxes = {} } = settings;
  const clip = clipPerReplica({ norm: clipnorm, ownAxes });
  const rule = RULES[checkedName(name)];
  if (learningRate === undefined) return chain(clip, rule({}));
  if (FIXED_LEARNING_RATE.includes(name) || !(learningRate > 0)) {
    throw new OptimizerError({
      where: { key: 'learning_rate' },
      found: `${learningRate}`,
      expected: FIXED_LEARNING_RATE.includes(name) ? `none, since that of ${name} is fixed` : 'a number > 0',
    });
  }
  return chain(clip, rule({ learningRate }));
}

function checkedName(name: string): OptimizerName {
  const found = OPTIMIZERS.find((known) => known === name);
  if (found !== undefined) return found;
  const near = didYouMean(name, OPTIMIZERS);
  throw new OptimizerError({
    where: { key: 'optimizer_name' },
    found: name,
    expected: `one of ${OPTIMIZERS.join(', ')}`,
    cure: near === undefined ? undefined : `Did you mean ${near}?`,
  });
}
