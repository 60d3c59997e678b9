import type { NdArray } from '@parton/ndarray';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Objective, ObjectiveConstants } from './objective.ts';

/** The constants of an objective as tensors, group by group. */
export type ObjectiveTensors = {
  readonly [Group in keyof ObjectiveConstants]: {
    readonly [Name in keyof ObjectiveConstants[Group]]: Tensor;
  };
};

/**
 * Makes tensors of all constants.
 *
 * @param make e.g. `toTensor` of `@parton/backend`, or `constant` of `@parton/tensor-compiler`
 */
export function objectiveTensors(
  { constants }: Objective,
  make: (array: NdArray) => Tensor,
): ObjectiveTensors {
  const group = <Names extends string>(arrays: Readonly<Record<Names, NdArray>>): Record<Names, Tensor> => {
    const entries = Object.entries<NdArray>(arrays).map(([name, array]) => [name, make(array)]);
    return Object.fromEntries(entries) as Record<Names, Tensor>; // the same names, by construction
  };
  return {
    pdf: group(constants.pdf),
    data: group(constants.data),
    positivity: group(constants.positivity),
    integrability: group(constants.integrability),
    chi2: group(constants.chi2),
    other: group(constants.other),
  };
}
