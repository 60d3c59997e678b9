import { fitProgram, fitStep, type PreparedFit } from '../../apps/fit/src/index.ts';
import { objectiveTensors } from '../../packages/objective/src/index.ts';
import {
  compile,
  constant,
  type Program,
  trace,
  type Traced,
} from '../../packages/tensor-compiler/src/index.ts';
import { type Arrays, stepInputs, stepShapes, trainingState } from '../../packages/trainer/src/index.ts';

/** What can be timed. */
export type Engine =
  | { readonly kind: 'compiled'; readonly precision: 'float32' | 'float64'; readonly threads: number }
  | { readonly kind: 'eager' }
  | { readonly kind: 'gemm'; readonly threads: number };

/** Something that is done again and again. */
export interface Step {
  readonly run: () => Promise<void>;
}

/** A fit, recorded. */
export interface TracedFit {
  readonly fit: PreparedFit;
  readonly state: Arrays;
  readonly traced: Traced<string, string, string>;
}

export function engineName(engine: Engine): string {
  if (engine.kind === 'eager') return 'eager wasm';
  const threads = `${engine.threads} thread${engine.threads === 1 ? '' : 's'}`;
  return engine.kind === 'gemm' ? `gemm, ${threads}` : `${engine.precision}, ${threads}`;
}

/** Records the training step as the fit does it. */
export function traceFit(fit: PreparedFit): TracedFit {
  const trainable = Object.entries(fit.parameters).filter(([name]) => fit.trainable.includes(name));
  const state = trainingState(Object.fromEntries(trainable), fit.transformation);
  const shapes = stepShapes(state, fit, fit.replicas.ids.length);
  const step = trace((given) => fitStep(fit, objectiveTensors(fit.objective, constant))(given), shapes);
  return { fit, state, traced: step };
}

/** The training step of a fit, ready to run. */
export async function stepOf(
  { fit, state, traced }: TracedFit,
  engine: Exclude<Engine, { kind: 'gemm' }>,
): Promise<Step> {
  const program: Program =
    engine.kind === 'eager'
      ? await fitProgram(fit, { kind: 'eager', backend: 'wasm' })
      : await compile(traced, engine);
  await program.setState(state);
  const improved = fit.replicas.ids.map(() => false);
  let done = 0;
  return { run: async () => void (await program.step(stepInputs(fit, done++, improved))) };
}
