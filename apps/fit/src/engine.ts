import { availableParallelism } from 'node:os';
import { BACKENDS, type BackendName, NATIVE_BACKENDS } from '@parton/backend';
import { InputError } from '@parton/errors';
import type { Device } from '@parton/tensor-compiler';
import type { Runcard } from '@parton/runcard';
import type { Engine } from './train-fit.ts';

/** Names for `--backend`. */
export const ENGINES = ['compiled', ...NATIVE_BACKENDS, ...BACKENDS] as const;

/** What the user asked for; the rest follows from the runcard and the machine. */
export interface EngineRequest {
  readonly backend?: 'compiled' | BackendName;
  readonly precision?: 'float32' | 'float64';
  readonly threads?: number;
  readonly device?: Device;
}

/** Completes a request: compiled, the precision of the runcard, one thread per core up to `maxcores`. */
export function engineFor(
  runcard: Pick<Runcard, 'doublePrecision' | 'maxcores'>,
  request: EngineRequest,
): Engine {
  const precision = request.precision ?? (runcard.doublePrecision ? 'float64' : 'float32');
  const { backend = 'compiled' } = request;
  if (backend === 'compiled') {
    const cores = availableParallelism();
    return {
      kind: 'compiled',
      precision,
      threads: request.threads ?? Math.min(cores, runcard.maxcores ?? cores),
      device: request.device ?? 'cpu',
    };
  }
  if (precision === 'float64') {
    throw new InputError({
      where: { key: '--backend' },
      found: `${backend}, which computes in float32`,
      expected: 'compiled for a fit in float64',
      cure: 'Leave --backend out, or ask for --precision float32',
    });
  }
  return { kind: 'eager', backend };
}

/** For people. */
export function describeEngine(engine: Engine): string {
  if (engine.kind === 'eager') return `tfjs ${engine.backend}, operation by operation`;
  return `compiled, ${engine.device ?? 'cpu'}, ${engine.precision}, ${engine.threads} thread${engine.threads === 1 ? '' : 's'}`;
}
