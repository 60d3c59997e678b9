import type { ByteReader } from './byte-reader.ts';
import type { Convolution } from './grid.ts';
import { CONVOLUTION_TYPES } from './variants.ts';

/** A term of a channel in a file of version 0: always two pids, of which one is the lepton's in DIS. */
export interface Term0 {
  readonly pids: readonly [number, number];
  readonly factor: number;
}

/** A slot that is convolved with a density, and with which. */
export interface Slot {
  readonly slot: 0 | 1;
  readonly convolution: Convolution;
}

/**
 * Which of the two slots are convolved. Newer files say so in `convolution_type_i` and `convolution_particle_i`. Older
 * ones have `initial_state_i` at most (a proton if absent); there a slot all of whose pids are the initial state itself
 * is not convolved.
 */
export function convolvedSlots(
  reader: ByteReader,
  metadata: ReadonlyMap<string, string>,
  terms: readonly Term0[],
): Slot[] {
  return ([0, 1] as const).flatMap((slot): Slot[] => {
    const declared = metadata.get(`convolution_type_${slot + 1}`);
    const particle = metadata.get(`convolution_particle_${slot + 1}`);
    const pid = Number(particle ?? metadata.get(`initial_state_${slot + 1}`) ?? 2212);
    if (declared === undefined) {
      const isBare = terms.every(({ pids }) => pids[slot] === pid);
      return isBare ? [] : [{ slot, convolution: { type: 'UnpolPDF', pid } }];
    }
    if (declared === 'None') return [];
    const type = CONVOLUTION_TYPES.find((name) => name === declared);
    if (type === undefined)
      return reader.fail(`convolution type ${declared}`, `None or one of ${CONVOLUTION_TYPES.join(', ')}`);
    return [{ slot, convolution: { type, pid } }];
  });
}
