/**
 * The eight update rules for plain numbers in float64, written once more from their definitions: the slow readable version
 * against which the tensors are tested.
 */
export interface PlainSettings {
  readonly name: string;
  readonly learningRate: number;
  readonly clipnorm: number;
}

/** Parameters after each step, for the gradient of each step. One variable of one replica, clipped as a whole. */
export function plainSteps(
  { name, learningRate: lr, clipnorm }: PlainSettings,
  start: readonly number[],
  gradients: readonly (readonly number[])[],
): number[][] {
  const slots = start.map(() => ({ m: 0, v: 0, u: 0, a: name === 'Adagrad' ? 0.1 : 0, largest: 0 }));
  let params = [...start];
  let product = 1;
  return gradients.map((gradient, index) => {
    const t = index + 1;
    const [mu, next] = [0.9 * (1 - 0.5 * 0.96 ** t), 0.9 * (1 - 0.5 * 0.96 ** (t + 1))];
    product *= mu;
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    params = params.map((p, i) => {
      const s = slots[i] ?? { m: 0, v: 0, u: 0, a: 0, largest: 0 };
      const g = ((gradient[i] ?? 0) * clipnorm) / Math.max(norm, clipnorm);
      const adamLike = (): void => {
        s.m = 0.9 * s.m + 0.1 * g;
        s.v = 0.999 * s.v + 0.001 * g * g;
        s.largest = Math.max(s.largest, s.v);
      };
      const adamRate = (lr * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
      switch (name) {
        case 'SGD':
          return p - lr * g;
        case 'RMSprop':
          s.v = 0.9 * s.v + 0.1 * g * g;
          return p - (lr * g) / Math.sqrt(s.v + 1e-7);
        case 'Adagrad':
          s.a += g * g;
          return p - (lr * g) / Math.sqrt(s.a + 1e-7);
        case 'Adadelta': {
          s.a = 0.95 * s.a + 0.05 * g * g;
          const d = (-Math.sqrt(s.u + 1e-7) / Math.sqrt(s.a + 1e-7)) * g;
          s.u = 0.95 * s.u + 0.05 * d * d;
          return p + lr * d;
        }
        case 'Adam':
          adamLike();
          return p - (adamRate * s.m) / (Math.sqrt(s.v) + 1e-7);
        case 'Amsgrad':
          adamLike();
          return p - (adamRate * s.m) / (Math.sqrt(s.largest) + 1e-7);
        case 'Adamax':
          s.m = 0.9 * s.m + 0.1 * g;
          s.u = Math.max(0.999 * s.u, Math.abs(g));
          return p - (lr * s.m) / ((1 - 0.9 ** t) * (s.u + 1e-7));
        case 'Nadam': {
          adamLike();
          const m = (next * s.m) / (1 - product * next) + ((1 - mu) * g) / (1 - product);
          return p - (lr * m) / (Math.sqrt(s.v / (1 - 0.999 ** t)) + 1e-7);
        }
        default:
          throw new Error(`no plain version of ${name}`);
      }
    });
    return params;
  });
}
