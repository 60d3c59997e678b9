import { basename, extname, join } from 'node:path';
import { createFitFolder, writeReplica } from '@parton/fit-folder';
import { readRuncard } from '@parton/runcard';
import type { Progress } from '@parton/trainer';
import { prepareData } from './prepare-data.ts';
import { prepareFit } from './prepare-fit.ts';
import { describeEngine, engineFor, type EngineRequest } from './engine.ts';
import type { ResourceFlags } from './places.ts';
import { findResources } from './resources.ts';
import { finishedReplicas } from './results.ts';
import { readRuncardText, warningText } from './runcard-file.ts';
import { type FitSummary, summarise } from './summary.ts';
import { trainFit } from './train-fit.ts';
import { versions } from './versions.ts';

/** What a fit is asked for. */
export interface FitRequest {
  /** Path of the runcard. */
  readonly runcard: string;
  /** Replica ids, 1-based. */
  readonly replicas: readonly number[];
  /** Folder that gets the folder of the fit; default `fits`. */
  readonly output?: string;
  readonly resources?: ResourceFlags;
  /** Default: compiled, in the precision of the runcard. */
  readonly engine?: EngineRequest;
  readonly signal?: AbortSignal;
  /** Told what happens, for a display. */
  readonly onStage?: (stage: string) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly onWarning?: (message: string) => void;
}

/** Runs a whole fit: reads, trains, splits, writes. Throws `InputError` for anything the user can mend. */
export async function runFit(request: FitRequest): Promise<FitSummary> {
  const clock = stopwatch();
  const { onStage = () => {}, onWarning = () => {} } = request;
  const text = readRuncardText(request.runcard);
  const runcard = readRuncard(text, request.runcard);
  for (const warning of runcard.warnings) onWarning(warningText(warning));
  if (runcard.save !== undefined)
    onWarning(`save: found ${runcard.save}, but weight files are not written yet`);
  const name = basename(request.runcard, extname(request.runcard));
  onStage('reading data and theory');
  const data = prepareData(runcard, findResources(request.resources ?? {}, runcard));
  // After reading: input that has to be mended leaves no folder in the way of the mended runcard.
  const folder = createFitFolder({ path: join(request.output ?? 'fits', name), runcardText: text });
  onStage('drawing pseudo-data, folding the theory');
  const fit = prepareFit(runcard, data, { ids: request.replicas });
  clock.mark('replica_set');
  onStage('training');
  const engine = engineFor(runcard, request.engine ?? {});
  const trained = await trainFit(fit, engine, {
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  clock.mark('replica_fitted');
  onStage('writing replicas');
  const finished = [];
  for (const replica of finishedReplicas(fit, trained, { timing: clock.timing(), version: versions() })) {
    writeReplica(folder, replica.written);
    finished.push(replica);
  }
  const { walltime } = clock.timing();
  return summarise(finished, {
    folder: folder.path,
    engine: describeEngine(engine),
    steps: trained.steps,
    interrupted: trained.interrupted,
    seconds: {
      setup: walltime['replica_set'] ?? 0,
      training: walltime['replica_set_to_replica_fitted'] ?? 0,
      total: walltime['Total'] ?? 0,
    },
  });
}

/** Wall and CPU seconds since the start, by name, as the JSON of a replica records them. */
function stopwatch() {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const now = () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
  };
  const marks = new Map<string, { wall: number; cpu: number }>([['start', { wall: 0, cpu: 0 }]]);
  const times = (kind: 'wall' | 'cpu'): Record<string, number> => {
    const at = (name: string): number => marks.get(name)?.[kind] ?? 0;
    return {
      Total: now()[kind],
      ...Object.fromEntries([...marks.keys()].map((name) => [name, at(name)])),
      replica_set_to_replica_fitted: at('replica_fitted') - at('replica_set'),
    };
  };
  return {
    mark: (name: string): void => void marks.set(name, now()),
    timing: () => ({ walltime: times('wall'), cputime: times('cpu') }),
  };
}
