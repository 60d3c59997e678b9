import { ndarray } from '@parton/ndarray';
import { describe, expect, it } from 'vitest';
import {
  chain,
  clipPerReplica,
  nadam,
  optimizerByName,
  OptimizerError,
  OPTIMIZERS,
  sgd,
} from '../src/index.ts';

const PARAMS = { w: ndarray([1, 2], [2, 1]) };

describe('optimizerByName', () => {
  it.each(OPTIMIZERS)('%s: clips, then applies the rule', (name) => {
    const optimizer = optimizerByName({ name });
    expect(optimizer.schedule(1)['0/norm']).toBe(1);
    expect(
      Object.keys(optimizer.init(PARAMS)).every((key) => key.startsWith('1/') && key.endsWith('/w')),
    ).toBe(true);
  });
  it('is the chain that one writes by hand', () => {
    const found = optimizerByName({ name: 'Nadam', learningRate: 2.621e-3, clipnorm: 6.073e-6 });
    const byHand = chain(clipPerReplica({ norm: 6.073e-6 }), nadam({ learningRate: 2.621e-3 }));
    expect(found.schedule(17)).toEqual(byHand.schedule(17));
    expect(found.init(PARAMS)).toEqual(byHand.init(PARAMS));
    expect(optimizerByName({ name: 'SGD', clipnorm: 2 }).schedule(1)['1/rate']).toBe(
      sgd().schedule(1)['rate'],
    );
  });
  it('Adagrad starts from 0.1, the others from 0', () => {
    expect(optimizerByName({ name: 'Adagrad' }).init(PARAMS)).toEqual({
      '1/a/w': ndarray([0.1, 0.1], [2, 1]),
    });
    for (const name of OPTIMIZERS.filter((other) => other !== 'Adagrad')) {
      const arrays = Object.values(optimizerByName({ name }).init(PARAMS));
      expect(arrays.every(({ data }) => data.every((value) => value === 0))).toBe(true);
    }
  });
  it.each<[string, Parameters<typeof optimizerByName>[0]]>([
    ['Did you mean Nadam?', { name: 'nadam' }],
    ['one of RMSprop, Adam', { name: 'LBFGS' }],
    ['that of Adamax is fixed', { name: 'Adamax', learningRate: 0.01 }],
    ['that of Adagrad is fixed', { name: 'Adagrad', learningRate: 0.01 }],
    ['learning_rate: found -1', { name: 'Adam', learningRate: -1 }],
    ['clipnorm: found 0', { name: 'Adam', clipnorm: 0 }],
  ])('refuses: %s', (message, settings) => {
    expect(() => optimizerByName(settings)).toThrow(message);
    expect(() => optimizerByName(settings)).toThrow(OptimizerError);
  });
});
