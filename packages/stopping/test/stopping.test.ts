import { readShared, sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  initStopping,
  StoppingError,
  type StoppingSettings,
  type StoppingState,
  updateStopping,
} from '../src/index.ts';

/** Everything that is measured on one replica, step by step. */
interface Trace {
  loss: number[];
  chi2: number[];
  positivity: number[][];
  training?: number[];
}

/** Runs a batch until it stops. `bests` lists the steps at which each replica was said to have improved. */
function run(traces: readonly Trace[], options: Partial<StoppingSettings> = {}) {
  const steps = traces[0]?.loss.length ?? 0;
  const settings = { replicas: traces.length, steps, patience: 3, ...options };
  const column = (values: (trace: Trace) => number | undefined) =>
    Float64Array.from(traces, (trace) => values(trace) ?? Number.NaN);
  let state = initStopping(settings);
  const bests: number[][] = traces.map(() => []);
  for (let step = 0; step < steps; step++) {
    const update = updateStopping(settings, state, {
      step,
      validationLoss: column((trace) => trace.loss[step]),
      validationChi2: column((trace) => trace.chi2[step]),
      positivity: (traces[0]?.positivity ?? []).map((_, p) => column((trace) => trace.positivity[p]?.[step])),
      trainingLoss: column((trace) => (trace.training === undefined ? 0 : trace.training[step])),
    });
    state = update.state;
    update.improved.forEach((better, r) => better && bests[r]?.push(step));
    if (update.stop) return { state, bests, stoppedAt: step };
  }
  return { state, bests, stoppedAt: undefined };
}

/** A replica with these validation losses, chi2 = loss and no positivity. */
const trace = (...loss: number[]): Trace => ({ loss, chi2: loss, positivity: [] });
/** The record of one replica of a batch. */
const history = ({ state, bests }: ReturnType<typeof run>, r: number) => [
  Object.fromEntries(
    Object.entries(state).map(([key, values]: [string, StoppingState[keyof StoppingState]]) => [
      key,
      values[r],
    ]),
  ),
  bests[r],
];

describe('one replica', () => {
  it('is frozen when the last best is more than the patience ago', () => {
    const { state, bests, stoppedAt } = run([trace(5, 4, 6, 3, 7, 7, 7, 7, 1)]);
    expect(bests).toEqual([[0, 1, 3]]);
    expect(stoppedAt).toBe(7);
    expect(state).toEqual({
      count: [0],
      degree: [4],
      alive: [false],
      bestStep: [3],
      bestLoss: [3],
      status: ['POS_PASS'],
      stopStep: [7],
      failed: [null],
    });
  });
  it('with patience 0 is frozen at the first step that is no better', () => {
    expect(run([trace(5, 4, 4)], { patience: 0 }).stoppedAt).toBe(2);
  });
  it('needs a small chi2 for its first best only', () => {
    const first = { ...trace(50, 40, 30, 20, 10), chi2: [11, 10, 9, 50, 50] };
    expect(run([first]).bests).toEqual([[2, 3, 4]]);
    expect(run([first], { thresholdChi2: 9 }).bests).toEqual([[]]);
  });
  it('has to improve by more than delta', () => {
    expect(run([trace(5, 4.5, 4, 3, 2.5)], { delta: 0.5 }).bests).toEqual([[0, 2, 3]]);
  });
  it('has to pass every positivity set, each for itself', () => {
    const positivity = [
      [0, 1, 0, -1e-9, 0],
      [0, 0, 2e-6, -1e-9, 1e-6],
    ];
    expect(run([{ ...trace(5, 4, 3, 2, 1), positivity }]).bests).toEqual([[0, 3]]);
    expect(run([{ ...trace(5, 4, 3, 2, 1), positivity }], { positivityThreshold: 3e-6 }).bests).toEqual([
      [0, 2, 3, 4],
    ]);
  });
  it('without a best runs to the end and is vetoed', () => {
    const { state, stoppedAt } = run([trace(...Array<number>(20).fill(1e9))], { thresholdChi2: 1e10 });
    expect(stoppedAt).toBeUndefined();
    expect([state.bestStep, state.status, state.stopStep, state.degree]).toEqual([
      [-1],
      ['POS_VETO'],
      [19],
      [0],
    ]);
  });
});

describe('a batch', () => {
  it('stops with its last replica', () => {
    expect(
      run([trace(1, 2, 2, 2, 2, 2, 2, 2), trace(3, 3, 3, 2, 2, 2, 2, 2)], { patience: 2 }).stoppedAt,
    ).toBe(6);
  });
  it('is a pure function of the given state', () => {
    const settings = { replicas: 2, steps: 9, patience: 0 };
    const freezeDeep = (state: StoppingState) =>
      Object.freeze(Object.values(state).map((values) => Object.freeze(values)) && state);
    const record = { step: 0, validationLoss: [1, Number.NaN], validationChi2: [1, 1], positivity: [] };
    const before = freezeDeep(initStopping(settings));
    const first = updateStopping(settings, before, record);
    expect(before).toEqual(initStopping(settings));
    expect(updateStopping(settings, before, record)).toEqual(first);
    updateStopping(settings, freezeDeep(first.state), { ...record, step: 1 });
  });
  it('has a state that survives JSON', () => {
    const { state } = run([trace(1, Number.NaN), trace(2, 1)]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

describe('a replica that fails', () => {
  const healthy = trace(5, 4, 6, 3, 7, 7, 7, 7, 1);
  it.each([
    ['trainingLoss', { training: [5, 4, Number.NaN, 3, 2, 1, 1, 1, 1] }],
    ['validationChi2', { chi2: [5, 4, Number.POSITIVE_INFINITY, 3, 2, 1, 1, 1, 1] }],
    [
      'positivity[1]',
      { positivity: [Array<number>(9).fill(0), [0, 0, Number.NEGATIVE_INFINITY, 0, 0, 0, 0, 0, 0]] },
    ],
    ['validationLoss', { loss: [5, 4, Number.NaN, 3, 2, 1, 1, 1, 1] }],
  ])('is frozen at that step, with the name of the quantity (%s), and keeps its best', (quantity, change) => {
    const positivity = [Array<number>(9).fill(0), Array<number>(9).fill(0)];
    const { state, bests, stoppedAt } = run([
      { ...healthy, positivity, ...change },
      { ...healthy, positivity },
    ]);
    expect(state.failed).toEqual([{ step: 2, quantity }, null]);
    expect([
      state.alive[0],
      state.bestStep[0],
      state.bestLoss[0],
      state.status[0],
      state.stopStep[0],
    ]).toEqual([false, 1, 4, 'POS_PASS', 2]);
    expect(bests).toEqual([
      [0, 1],
      [0, 1, 3],
    ]);
    expect(stoppedAt).toBe(7);
  });
  it('neither keeps the batch running nor stops it', () => {
    const early = trace(Number.NaN, ...Array<number>(8).fill(1));
    const { state, stoppedAt } = run([early, healthy]);
    expect([stoppedAt, state.status[0], state.bestStep[0]]).toEqual([7, 'POS_VETO', -1]);
  });
  it('ends the batch if no other is left', () => {
    expect(run([trace(5, 4, Number.NaN, 3), trace(5, Number.NaN, 4, 3)]).stoppedAt).toBe(2);
  });
  it('after its patience was over has not failed: alone, it would not have been trained any more', () => {
    const { state } = run([trace(1, 2, 2, Number.NaN, 2, 2), trace(6, 5, 4, 3, 2, 1)], { patience: 1 });
    expect([state.failed[0], state.stopStep[0]]).toEqual([null, 2]);
  });
});

describe('the history of a replica', () => {
  /** Numbers in (0, 1) that look random and are the same in every run (mulberry32). */
  const uniform = (seed: number) => {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
  };
  const randomTrace = (random: () => number): Trace => {
    const steps = 80;
    const scale = 2 + 10 * random();
    const slow = 5 + 40 * random();
    const noise = random();
    const breaks = random() < 0.25 ? Math.floor(steps * random()) : steps;
    const loss = Array.from({ length: steps }, (_, e) =>
      e === breaks ? Number.NaN : scale * (Math.exp(-e / slow) + noise * random()),
    );
    return { loss, chi2: loss, positivity: [loss.map(() => (random() < 0.3 ? 1 : 0))] };
  };
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'is the same alone and in a batch (random traces %i)',
    (seed) => {
      const random = uniform(seed);
      const options = {
        patience: Math.floor(12 * random()),
        thresholdChi2: 2 + 8 * random(),
        delta: random() < 0.5 ? 0 : 0.1,
      };
      const traces = Array.from({ length: 6 }, () => randomTrace(random));
      const batch = run(traces, options);
      traces.forEach((one, r) => expect(history(batch, r)).toEqual(history(run([one], options), 0)));
      const stops = traces.map((one) => run([one], options).stoppedAt ?? Number.POSITIVE_INFINITY);
      expect(batch.stoppedAt ?? Number.POSITIVE_INFINITY).toBe(Math.max(...stops));
      const permuted = run(traces.toReversed(), options);
      traces.forEach((_, r) => expect(history(permuted, traces.length - 1 - r)).toEqual(history(batch, r)));
    },
  );
});

describe('bad input', () => {
  it.each([{ replicas: 0 }, { steps: 0 }, { patience: -1 }, { patience: Number.NaN }, { delta: -0.1 }])(
    '%o',
    (wrong) => {
      const settings = { replicas: 1, steps: 10, patience: 3, ...wrong };
      expect(() => initStopping(settings)).toThrow(StoppingError);
      expect(() => initStopping(settings)).toThrow(Object.keys(wrong)[0]);
    },
  );
  it('names the array of the wrong length', () => {
    const settings = { replicas: 2, steps: 10, patience: 3 };
    const record = { step: 0, validationLoss: [1, 1], validationChi2: [1, 1], positivity: [[0, 0], [0]] };
    expect(() => updateStopping(settings, initStopping(settings), record)).toThrow(
      'positivity[1]: found 1 numbers, expected one for each of 2 replicas',
    );
  });
});

sharedSuite('recorded traces of the n3fit rule', 'fixtures/model.json', () => {
  interface Result {
    best_epoch: (number | null)[];
    e_best_chi2: number[];
    stop_epochs: number[];
    status: string[];
    stopped_at_epoch_index: number | null;
    reported_stop_epoch: number;
    degrees: number[];
  }
  interface Case {
    replicas: number[];
    threshold_chi2: number;
    patience: number;
    epochs: number;
    delta: number;
    result: Result;
  }
  interface Fixture {
    ndata_vl_per_replica: number;
    threshold_positivity: number;
    vl_loss_epoch_by_replica: number[][];
    pos_loss_epoch_by_replica: number[][];
    cases: Case[];
  }

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('case %i', (index) => {
    const { stopping } = readShared<{ stopping: Fixture }>('fixtures', 'model.json');
    const recorded = stopping.cases[index];
    if (recorded === undefined) throw new Error('the fixture has fewer cases');
    const column = (table: number[][], r: number) =>
      table.slice(0, recorded.epochs).map((row) => row[r] ?? Number.NaN);
    const traces = recorded.replicas.map((r): Trace => {
      const loss = column(stopping.vl_loss_epoch_by_replica, r);
      const positivity = column(stopping.pos_loss_epoch_by_replica, r);
      return {
        loss,
        positivity: [positivity],
        chi2: loss.map((value, e) => (value - (positivity[e] ?? 0)) / stopping.ndata_vl_per_replica),
      };
    });
    const { state, stoppedAt } = run(traces, {
      patience: recorded.patience,
      thresholdChi2: recorded.threshold_chi2,
      delta: recorded.delta,
      positivityThreshold: stopping.threshold_positivity,
    });
    const { result } = recorded;
    expect(state.bestStep).toEqual(result.best_epoch.map((epoch) => epoch ?? -1));
    expect(state.bestStep.map((best, r) => (best < 0 ? state.stopStep[r] : best))).toEqual(
      result.e_best_chi2,
    );
    expect(state.stopStep).toEqual(result.stop_epochs);
    expect(state.status).toEqual(result.status);
    expect(state.degree).toEqual(result.degrees);
    expect(stoppedAt ?? null).toBe(result.stopped_at_epoch_index);
    expect((stoppedAt ?? recorded.epochs - 1) + 1).toBe(result.reported_stop_epoch);
  });
});
