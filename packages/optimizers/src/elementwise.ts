import { type NdArray, zeros } from '@parton/ndarray';
import type * as tf from '@tensorflow/tfjs-core';
import { type GradientTransformation, required } from './gradient-transformation.ts';

/** An update rule that treats every component of every parameter alike and by itself. */
export interface ElementwiseRule<Slot extends string, Constant extends string> {
  /** What is remembered of each component, and the number it starts from. */
  readonly slots: Readonly<Record<Slot, number>>;
  /** The hyperparameters of one step (1, 2, ...). */
  readonly schedule: (step: number) => Record<Constant, number>;
  /** One step of one parameter. Returns what is added to it, and the new slots. */
  readonly update: (
    gradient: tf.Tensor,
    slots: Readonly<Record<Slot, tf.Tensor>>,
    constants: Readonly<Record<Constant, tf.Tensor>>,
  ) => { readonly update: tf.Tensor; readonly slots: Readonly<Record<Slot, tf.Tensor>> };
}

/** Applies a rule to records of parameters. The state of slot `v` of `kernel_0` is named `v/kernel_0`. */
export function elementwise<Slot extends string, Constant extends string>(
  rule: ElementwiseRule<Slot, Constant>,
): GradientTransformation {
  // Object.keys forgets the type of the keys.
  const slotNames = Object.keys(rule.slots) as Slot[];
  const constantNames = Object.keys(rule.schedule(1)) as Constant[];
  return {
    init: (params) =>
      Object.fromEntries(
        slotNames.flatMap((slot) =>
          Object.entries(params).map(([name, { shape }]) => [
            `${slot}/${name}`,
            filled(shape, rule.slots[slot]),
          ]),
        ),
      ),
    schedule: rule.schedule,
    update: ({ updates, state, schedule }) => {
      const constants = record(constantNames, (name) => required(schedule, name));
      const next: Record<'updates' | 'state', Record<string, tf.Tensor>> = { updates: {}, state: {} };
      for (const [name, gradient] of Object.entries(updates)) {
        const old = record(slotNames, (slot) => required(state, `${slot}/${name}`));
        const { update, slots } = rule.update(gradient, old, constants);
        next.updates[name] = update;
        for (const slot of slotNames) next.state[`${slot}/${name}`] = slots[slot];
      }
      return next;
    },
  };
}

function filled(shape: readonly number[], value: number): NdArray {
  const array = zeros(shape);
  array.data.fill(value);
  return array;
}

function record<K extends string>(names: readonly K[], of: (name: K) => tf.Tensor): Record<K, tf.Tensor> {
  // There is one entry for each name, which fromEntries does not say.
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, tf.Tensor>;
}
