import { applyNetwork, initNetwork } from '../../packages/multi-dense/src/index.ts';
import { ones } from '../../packages/ndarray/src/index.ts';
import { compile, constant, trace } from '../../packages/tensor-compiler/src/index.ts';
import type { Step } from './engines.ts';
import { matrixProducts } from './products.ts';

const SIZE = 1024;
const THIN = 8;
/** Four products of 1024^3 between thin ends, so that little is copied in and out. */
const CHAIN = {
  inputs: THIN,
  nodes: [SIZE, SIZE, SIZE, SIZE, SIZE, THIN],
  activations: ['linear', 'linear', 'linear', 'linear', 'linear', 'linear'],
  initializer: 'glorot_normal',
} as const;

/** A chain of large float32 matrix products in the engine of the compiled step: how fast products can be here. */
export async function gemm(threads: number): Promise<Step & { readonly flops: number }> {
  const network = initNetwork(CHAIN, [1]);
  const traced = trace(
    ({ inputs }) => {
      const kernels = Object.entries(network).map(([name, array]) => [name, constant(array)]);
      return { state: {}, outputs: { y: applyNetwork(CHAIN, Object.fromEntries(kernels), inputs.x) } };
    },
    { state: {}, inputs: { x: [THIN, SIZE] } },
  );
  const program = await compile(traced, { precision: 'float32', threads });
  await program.setState({});
  const x = ones([THIN, SIZE]);
  return {
    flops: matrixProducts(traced).reduce((sum, { flops }) => sum + flops, 0),
    run: async () => void (await program.step({ x })),
  };
}
