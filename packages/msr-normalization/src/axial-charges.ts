import { InputError } from '@parton/errors';
import { pcg64 } from '@parton/numpy-random';

/** Sum rules that cannot be set up. */
export class SumRuleError extends InputError {}

/** The integrals of the polarised T3 and T8: the axial charges a3 and a8 of the nucleon. */
export interface AxialCharges {
  readonly T3: number;
  readonly T8: number;
}

/** Central value and standard deviation (Particle Data Group 2023, hyperon decays). */
const A3 = { central: 1.2756, deviation: 0.0013 };
const A8 = { central: 0.585, deviation: 0.025 };

/**
 * One Gaussian draw of both charges. The generator is NumPy's `default_rng(seed)` and T3 is drawn first, as in n3fit.
 *
 * @param seed that of the network of the replica
 */
export function axialCharges(seed: number): AxialCharges {
  const generator = pcg64(seed);
  const T3 = A3.central + A3.deviation * generator.normal();
  const T8 = A8.central + A8.deviation * generator.normal();
  return { T3, T8 };
}

export function missingSeeds(): SumRuleError {
  return new SumRuleError({
    where: { key: 'fitting.sum_rules' },
    found: 'TSR without seeds',
    expected: 'one seed for each replica, from which its axial charges are drawn',
  });
}
