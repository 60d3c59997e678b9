import {
  advance,
  type Code,
  getLocal,
  load2,
  loadTwice,
  loopWhileBelow,
  multiplyAdd,
  plus,
  setLocal,
  storeSum,
  store2,
  type WasmFunction,
  wasmModule,
} from './wasm.ts';

/** Rows and columns of the tile that {@link Kernel.tile} computes at once: what fits into the registers of SIMD code. */
export const TILE = { rows: 4, columns: 4 } as const;
/** Rows that {@link Kernel.dots} multiplies at once. */
export const DOTS = 4;

/**
 * The two inner loops of all the linear algebra, in WebAssembly because JavaScript has no SIMD. Arguments are addresses
 * (bytes) in `memory`.
 */
export interface Kernel {
  readonly memory: Float64Array;
  /**
   * `c = a^T b` for `a` `[depth, TILE.rows]`, `b` `[depth, TILE.columns]` without gaps, and rows of c `stride` bytes apart;
   * `end = b + 8 depth TILE.columns`.
   */
  readonly tile: (...addresses: [a: number, b: number, end: number, c: number, stride: number]) => void;
  /** `y = A x` for {@link DOTS} rows of A, `stride` bytes apart; `end` is that of x, whose length is a multiple of 2. */
  readonly dots: (...addresses: [a: number, stride: number, x: number, end: number, y: number]) => void;
}

/** A kernel with a memory for so many numbers. Starting one takes some 0.1 ms. */
export function startKernel(numbers: number): Kernel {
  const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil((numbers * 8) / PAGE)) });
  const module = new WebAssembly.Module(wasmModule({ tile: tile(), dots: dots() }));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { memory: new Float64Array(memory.buffer), tile: exports.tile, dots: exports.dots };
}

const PAGE = 65536;

/** What of WebAssembly is used here. Neither the language nor Node's types declare it. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: WasmMemory } },
  ) => {
    readonly exports: Pick<Kernel, 'tile' | 'dots'>;
  };
};
interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

const range = (length: number): number[] => Array.from({ length }, (_, k) => k);

/** An outer product of four numbers of a and four of b is added per step, to eight sums that stay in registers. */
function tile(): WasmFunction {
  const [a, b, end, c, stride, locals] = [0, 1, 2, 3, 4, 5];
  const pairs = range(TILE.columns / 2);
  const sums = TILE.rows * pairs.length;
  const sum = (i: number, pair: number): number => locals + i * pairs.length + pair;
  const columns = pairs.map((pair) => locals + sums + pair);
  const factor = locals + sums + pairs.length;
  const step: Code = [
    columns.map((column, pair) => setLocal(column, load2(b, 16 * pair))),
    range(TILE.rows).map((i) => [
      setLocal(factor, loadTwice(a, 8 * i)),
      columns.map((column, pair) => multiplyAdd(sum(i, pair), getLocal(factor), getLocal(column))),
    ]),
    advance(a, 8 * TILE.rows),
    advance(b, 8 * TILE.columns),
  ];
  const store = range(TILE.rows).map((i): Code => [
    pairs.map((pair) => store2(c, 16 * pair, getLocal(sum(i, pair)))),
    setLocal(c, plus(c, stride)),
  ]);
  return {
    parameters: 5,
    addresses: 0,
    vectors: sums + pairs.length + 1,
    body: [loopWhileBelow(b, end, step), store],
  };
}

/** Each pair of numbers of x is loaded once for all rows. */
function dots(): WasmFunction {
  const [a, stride, x, end, y, locals] = [0, 1, 2, 3, 4, 5];
  const rows = range(DOTS);
  const address = (i: number): number => (i === 0 ? a : locals + i - 1);
  const sum = (i: number): number => locals + DOTS - 1 + i;
  const pair = locals + DOTS - 1 + DOTS;
  const start = rows.slice(1).map((i) => setLocal(address(i), plus(address(i - 1), stride)));
  const step: Code = [
    setLocal(pair, load2(x, 0)),
    rows.map((i) => [multiplyAdd(sum(i), load2(address(i), 0), getLocal(pair)), advance(address(i), 16)]),
    advance(x, 16),
  ];
  return {
    parameters: 5,
    addresses: DOTS - 1,
    vectors: DOTS + 1,
    body: [start, loopWhileBelow(x, end, step), rows.map((i) => storeSum(y, 8 * i, sum(i)))],
  };
}
