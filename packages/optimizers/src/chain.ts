import type { GradientTransformation } from './gradient-transformation.ts';

/**
 * Applies transformations one after the other. Names of states and hyperparameters get the position of their link in
 * front, as in `1/v/kernel_0`.
 */
export function chain(...links: readonly GradientTransformation[]): GradientTransformation {
  return {
    init: (params) => joined(links.map((link) => link.init(params))),
    schedule: (step) => joined(links.map((link) => link.schedule(step))),
    update: ({ updates, state, schedule }) => {
      let current = { ...updates };
      const states = links.map((link, i) => {
        const next = link.update({ updates: current, state: part(state, i), schedule: part(schedule, i) });
        current = next.updates;
        return next.state;
      });
      return { updates: current, state: joined(states) };
    },
  };
}

function joined<T>(records: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  return Object.fromEntries(
    records.flatMap((record, i) => Object.entries(record).map(([name, value]) => [`${i}/${name}`, value])),
  );
}

function part<T>(record: Readonly<Record<string, T>>, i: number): Record<string, T> {
  const prefix = `${i}/`;
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}
