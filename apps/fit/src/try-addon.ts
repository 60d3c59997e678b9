import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

/** Multiplies on the backend of tfjs-node and says on which device. */
const PROGRAM = `
const tf = require(process.argv[1]);
const product = tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0];
if (tf.getBackend() !== 'tensorflow' || product !== 11) throw new RangeError(tf.getBackend() + ' gave ' + product);
console.log(tf.backend().isUsingGpuDevice ? 'GPU' : 'CPU');
`;

/** Milliseconds for loading TensorFlow and one product. */
const PATIENCE = 60_000;

/**
 * Tries `@tensorflow/tfjs-node` or `-gpu` in a process of its own: both would register the same backend, and a native
 * library that does not fit may end its process.
 *
 * @returns the device it runs on, or what goes wrong, or undefined if the package is not installed
 */
export async function tryAddon(
  name: string,
): Promise<{ readonly device: string } | { readonly problem: string } | undefined> {
  let main: string;
  try {
    main = createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const child = spawn(process.execPath, ['-e', PROGRAM, main], { env, timeout: PATIENCE });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const device = /^[CG]PU$/m.exec(out)?.[0];
  if (device !== undefined) return { device };
  return { problem: /^\w*Error.*$/m.exec(err)?.[0] ?? 'it ends the program that loads it' };
}
