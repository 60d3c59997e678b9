import type { ExponentRange } from '@parton/preprocessing';
import { pdfModel, type PdfSettings } from '../src/index.ts';

const NAMES = ['sng', 'g', 'v', 'v3', 'v8', 't3', 't8', 't15'];
/** Small-x exponents around which the tests vary. */
const ALPHA = [1.1, 0.9, 0.6, 0.3, 0.65, 0.4, 0.7, 1.1];

/** The eight flavours of the EVOL basis with narrow ranges. */
export const flavours = (trainable = false): ExponentRange[] =>
  NAMES.map((fl, j) => ({
    fl,
    smallx: [(ALPHA[j] ?? 0) - 0.05, (ALPHA[j] ?? 0) + 0.05],
    largex: [1.5, 3.5],
    trainable,
  }));

/** A small model that has everything: two hidden layers, prefactor, all sum rules. */
export const smallModel = (settings: Partial<PdfSettings> = {}) =>
  pdfModel({
    basis: 'EVOL',
    flavours: flavours(),
    network: { nodes: [6, 5, 8], activations: ['tanh', 'tanh', 'linear'], initializer: 'glorot_normal' },
    sumRules: 'ALL',
    ...settings,
  });
