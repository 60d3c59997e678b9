import { InputError } from '@parton/errors';
import { type NdArray, ndarray } from '@parton/ndarray';
import type { Precision } from '@parton/onnx-writer';
import { keysOf, mapRecord } from './map-record.ts';
import type { Program } from './program.ts';
import type { Numbers, Session } from './session.ts';
import { inputName, type Shapes, stateName, type Traced } from './trace.ts';

/** Arrays that do not fit a program, or a program that is not ready. */
export class ProgramError extends InputError {}

/** Names of the outputs of a model. */
export const nextName = (name: string): string => `next ${name}`;
export const outputName = (name: string): string => `output ${name}`;

/** A program on top of a loaded model: the arrays that come out as the next state go in at the next step, uncopied. */
export function sessionProgram<S extends string, I extends string, O extends string>(
  { shapes, outputs }: Traced<S, I, O>,
  precision: Precision,
  session: Session,
): Program<S, I, O> {
  let state: Record<string, Numbers> | undefined;
  let closed = false;
  const inOrder = queue();
  const ready = (): Record<string, Numbers> => {
    if (closed) throw new ProgramError({ found: 'a closed program', expected: 'an open one' });
    if (state === undefined) throw new ProgramError({ found: 'no state', expected: 'setState before the first step' });
    return state;
  };
  return {
    async setState(given) {
      const fresh = feeds(shapes.state, given, { naming: stateName, precision });
      await inOrder(async () => {
        state = fresh;
      });
    },
    async step(inputs) {
      const given = feeds(shapes.inputs, inputs, { naming: inputName, precision });
      return inOrder(async () => {
        const results = await session.run({ ...ready(), ...given });
        // The next state has the precision of the model, not bools: the trace has seen to it.
        state = Object.fromEntries(keysOf(shapes.state).map((name) => [stateName(name), results[nextName(name)] as Numbers]));
        return mapRecord(outputs, ({ shape }, name) => ndarray(Float64Array.from(results[outputName(name)] ?? []), shape));
      });
    },
    async getState() {
      return inOrder(async () => {
        const current = ready();
        return mapRecord(shapes.state, (shape, name) => ndarray(Float64Array.from(current[stateName(name)] ?? []), shape));
      });
    },
    async close() {
      await inOrder(async () => {
        if (!closed) await session.close();
        closed = true;
      });
    },
  };
}

/** Runs one task after the other; one that fails does not keep the next from running. */
function queue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}

interface FeedOptions {
  readonly naming: (name: string) => string;
  readonly precision: Precision;
}

/** Copies arrays into the precision of a model, under its names. Throws {@link ProgramError} for what does not fit. */
function feeds<K extends string>(
  shapes: Shapes<K>,
  given: Readonly<Record<K, NdArray | number>>,
  { naming, precision }: FeedOptions,
): Record<string, Numbers> {
  const unknown = keysOf(given).find((name) => !(name in shapes));
  if (unknown !== undefined) {
    throw new ProgramError({
      where: { key: unknown },
      found: 'an array of that name',
      expected: `one of ${keysOf(shapes).join(', ')}`,
    });
  }
  return Object.fromEntries(
    keysOf(shapes).map((name) => {
      const shape = shapes[name];
      const array = given[name];
      const { data, shape: found } = typeof array === 'number' ? { data: [array], shape: [] } : (array ?? MISSING);
      if (found.join() !== shape.join() || array === undefined) {
        throw new ProgramError({
          where: { key: name },
          found: array === undefined ? 'nothing' : `shape [${found.join(', ')}]`,
          expected: `[${shape.join(', ')}]`,
        });
      }
      return [naming(name), precision === 'float64' ? Float64Array.from(data) : Float32Array.from(data)];
    }),
  );
}

const MISSING: NdArray = { shape: [], data: new Float64Array(0) };
