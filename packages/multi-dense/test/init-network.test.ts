import { row } from '@parton/ndarray';
import { pcg64 } from '@parton/numpy-random';
import '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  initNetwork,
  INITIALIZERS,
  NetworkError,
  type NetworkSettings,
  replicaOf,
  stackReplicas,
} from '../src/index.ts';

const SETTINGS: NetworkSettings = {
  inputs: 2,
  nodes: [25, 20, 8],
  activations: ['tanh', 'tanh', 'linear'],
  initializer: 'glorot_normal',
};
const SEEDS = [1872583848, 794921487, 111352301];

describe('initNetwork', () => {
  it('names kernels [R, out, in] and biases [R, out, 1], which are zero', () => {
    const params = initNetwork(SETTINGS, SEEDS);
    expect(Object.entries(params).map(([name, { shape }]) => [name, ...shape])).toEqual([
      ['kernel_0', 3, 25, 2],
      ['bias_0', 3, 25, 1],
      ['kernel_1', 3, 20, 25],
      ['bias_1', 3, 20, 1],
      ['kernel_2', 3, 8, 20],
      ['bias_2', 3, 8, 1],
    ]);
    expect(params['bias_1']?.data.every((bias) => bias === 0)).toBe(true);
  });

  it.each(INITIALIZERS)('%s: the same numbers for a seed, alone or in any batch', (initializer) => {
    const settings = { ...SETTINGS, initializer };
    const batch = initNetwork(settings, SEEDS);
    expect(initNetwork(settings, SEEDS)).toEqual(batch);
    expect(stackReplicas(SEEDS.map((seed) => initNetwork(settings, [seed])))).toEqual(batch);
    expect(initNetwork(settings, SEEDS.toReversed())['kernel_1']).not.toEqual(batch['kernel_1']);
    expect(replicaOf(initNetwork(settings, SEEDS.toReversed()), 0)).toEqual(replicaOf(batch, 2));
  });

  it('draws kernel i from the seed of the replica plus i', () => {
    const deep = initNetwork(
      { ...SETTINGS, inputs: 20, nodes: [20, 20], activations: ['tanh', 'tanh'] },
      [6],
    );
    const shallow = initNetwork({ ...SETTINGS, inputs: 20, nodes: [20], activations: ['tanh'] }, [7]);
    expect(deep['kernel_1']).toEqual(shallow['kernel_0']);
    expect(deep['kernel_0']).not.toEqual(shallow['kernel_0']);
  });

  it('random_uniform is that of numpy: default_rng(42).uniform(-0.5, 0.5)', () => {
    const kernel = initNetwork({ ...SETTINGS, initializer: 'random_uniform' }, [42])['kernel_0'];
    expect(kernel?.data.slice(0, 2)).toBeAllclose([0.2739560485559633, -0.0611215602479477], { atol: 1e-15 });
  });

  it('glorot_normal is numpy default_rng(seed).standard_normal, scaled, without values beyond two', () => {
    const sigma = Math.sqrt(2 / 27) / 0.8796256610342398;
    for (let seed = 0; seed < 12; seed++) {
      const kernel = initNetwork(SETTINGS, [seed])['kernel_0'];
      const generator = pcg64(seed);
      const kept = Array.from({ length: 100 }, () => generator.normal()).filter((z) => Math.abs(z) < 2);
      expect(kernel?.data).toBeAllclose(
        kept.slice(0, 50).map((z) => z * sigma),
        { rtol: 1e-15 },
      );
    }
  });

  it.each(['glorot_normal', 'glorot_uniform'] as const)('%s has variance 2 / (in + out)', (initializer) => {
    const wide = { ...SETTINGS, initializer, inputs: 300, nodes: [100], activations: ['tanh'] } as const;
    const { data } = row(initNetwork(wide, [1])['kernel_0'] ?? { shape: [], data: new Float64Array() }, 0);
    const variance = data.reduce((sum, w) => sum + w * w, 0) / data.length;
    // 30,000 draws: the standard deviation of this estimate is below 1 %.
    expect(variance).toBeAllclose(2 / 400, { rtol: 0.03 });
    const limit = initializer === 'glorot_normal' ? 2 / 0.8796256610342398 : Math.sqrt(3);
    expect(Math.max(...data)).toBeLessThan(limit * Math.sqrt(2 / 400));
    expect(Math.max(...data)).toBeGreaterThan(0.98 * limit * Math.sqrt(2 / 400));
  });

  it.each<[string, Partial<NetworkSettings>, readonly number[]]>([
    ['no seeds', {}, []],
    ['2 activations', { activations: ['tanh', 'tanh'] }, [1]],
    ['0 activations', { nodes: [3], activations: [] }, [1]],
    ['the layers []', { nodes: [], activations: [] }, [1]],
    ['the layers [25, 0, 8]', { nodes: [25, 0, 8] }, [1]],
    ['square_singlet in layer 1', { activations: ['square_singlet', 'tanh', 'linear'] }, [1]],
    ['square_singlet in layer 1 of [1]', { nodes: [1], activations: ['square_singlet'] }, [1]],
  ])('refuses %s', (message, change, seeds) => {
    expect(() => initNetwork({ ...SETTINGS, ...change }, seeds)).toThrow(message);
    expect(() => initNetwork({ ...SETTINGS, ...change }, seeds)).toThrow(NetworkError);
  });
});
