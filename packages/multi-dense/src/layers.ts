import { NetworkError } from './network-settings.ts';

/** `[R, out, in]`. */
export function kernelName(layer: number): string {
  return `kernel_${layer}`;
}

/** `[R, out, 1]`. */
export function biasName(layer: number): string {
  return `bias_${layer}`;
}

/** Number of layers whose kernels are in a record, which may hold other variables as well. Throws if there is none. */
export function countLayers(params: Readonly<Record<string, unknown>>): number {
  let layers = 0;
  while (kernelName(layers) in params) layers++;
  if (layers === 0) throw missing(kernelName(0), params);
  return layers;
}

/** One variable of a record. Throws {@link NetworkError} where it is absent. */
export function variable<T>(params: Readonly<Record<string, T>>, name: string): T {
  const found = params[name];
  if (found === undefined) throw missing(name, params);
  return found;
}

function missing(name: string, params: Readonly<Record<string, unknown>>): NetworkError {
  return new NetworkError({
    where: { key: name },
    found: `parameters named [${Object.keys(params).join(', ')}]`,
    expected: `${name} among them`,
  });
}
