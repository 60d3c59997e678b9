import { type NdArray, ndarray } from '@parton/ndarray';
import type { Precision } from '@parton/onnx-writer';
import { checkedFeeds, ProgramError } from './feeds.ts';
import { mapRecord } from './map-record.ts';
import { inOrder, type Program } from './program.ts';
import type { Numbers, Session } from './session.ts';
import { inputName, stateName, type Traced } from './trace.ts';

/** Names of the outputs of a model. */
export const nextName = (name: string): string => `next ${name}`;
export const outputName = (name: string): string => `output ${name}`;

/** A program on top of a loaded model, which holds the state between steps. */
export function sessionProgram<S extends string, I extends string, O extends string>(
  { shapes, outputs }: Traced<S, I, O>,
  precision: Precision,
  session: Session,
): Program<S, I, O> {
  let ready = false;
  const checkReady = (): void => {
    if (!ready) throw new ProgramError({ found: 'no state', expected: 'setState before the first step' });
  };
  const rounded = ({ data }: NdArray): Numbers =>
    precision === 'float64' ? Float64Array.from(data) : Float32Array.from(data);
  return inOrder<S, I, O>({
    async setState(given) {
      await session.hold(renamed(mapRecord(checkedFeeds(shapes.state, given), rounded), stateName));
      ready = true;
    },
    async step(inputs) {
      checkReady();
      const results = await session.run(
        renamed(mapRecord(checkedFeeds(shapes.inputs, inputs), rounded), inputName),
      );
      return mapRecord(outputs, ({ shape }, name) => float64(results[outputName(name)], shape));
    },
    async getState() {
      checkReady();
      const arrays = await session.held();
      return mapRecord(shapes.state, (shape, name) => float64(arrays[stateName(name)], shape));
    },
    close: () => session.close(),
  });
}

const float64 = (data: ArrayLike<number> = [], shape: readonly number[]): NdArray =>
  ndarray(Float64Array.from(data), shape);

/** The record with other keys. */
export function renamed<T>(
  record: Readonly<Record<string, T>>,
  naming: (name: string) => string,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [naming(name), value]));
}
