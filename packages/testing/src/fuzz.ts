/** What a reader made of damaged inputs. */
export interface FuzzResult {
  readonly read: number;
  readonly refused: number;
  /** Longest time that one input took, in milliseconds. */
  readonly slowest: number;
  /** Most bytes of typed arrays that one input took, all together. */
  readonly largest: number;
}

/**
 * Gives every input to a reader, which must return or throw an InputError; any other error is thrown on, with the number of
 * the input. Typed arrays are counted while it runs: one that would bring their sum for this input above `maxBytes` is an
 * error before it is allocated.
 */
export function fuzz(
  inputs: Iterable<Uint8Array>,
  maxBytes: number,
  read: (bytes: Uint8Array) => unknown,
): FuzzResult {
  const result = { read: 0, refused: 0, slowest: 0, largest: 0 };
  for (const input of inputs) {
    const meter = meterTypedArrays(maxBytes);
    const start = performance.now();
    try {
      read(input);
      result.read++;
    } catch (error) {
      if (!isRefusal(error)) {
        throw new Error(`input ${result.read + result.refused} of ${input.length} bytes`, { cause: error });
      }
      result.refused++;
    } finally {
      result.largest = Math.max(result.largest, meter.stop());
    }
    result.slowest = Math.max(result.slowest, performance.now() - start);
  }
  return result;
}

/** As `isInputError` of @parton/errors, which this package cannot depend on. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'found' in error && 'expected' in error && 'where' in error;
}

const METERED = ['Uint8Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'] as const;

/** Puts counting constructors in the place of the typed arrays' own until it is stopped. Views count for nothing. */
function meterTypedArrays(maxBytes: number): { stop: () => number } {
  let total = 0;
  const originals = METERED.map((name) => [name, globalThis[name]] as const);
  for (const [name, original] of originals) {
    const construct = (target: typeof original, args: unknown[], newTarget: typeof original) => {
      const [source] = args;
      if (!(source instanceof ArrayBuffer)) {
        const length = typeof source === 'number' ? source : ((source as { length?: number })?.length ?? 0);
        total += length * target.BYTES_PER_ELEMENT;
        if (total > maxBytes) throw new Error(`${total} bytes of arrays, more than ${maxBytes}`);
      }
      return Reflect.construct(target, args, newTarget) as object;
    };
    Object.assign(globalThis, { [name]: new Proxy(original, { construct }) });
  }
  return {
    stop: () => {
      Object.assign(globalThis, Object.fromEntries(originals));
      return total;
    },
  };
}
