import type { Scaler } from '@parton/feature-scaling';
import { fitToFk, type ReducedBasis, reduceBasis } from '@parton/flavour-rotations';
import { normalisationClasses, type SumRules } from '@parton/msr-normalization';
import type { NetworkSettings } from '@parton/multi-dense';
import type { NdArray } from '@parton/ndarray';
import type { ExponentRange } from '@parton/preprocessing';
import { gaussGrid, type IntegrationGrid, trapezoidGrid } from '@parton/x-integrator';

/** What a PDF is made of; the same for all replicas. */
export interface PdfSettings {
  /** Name of the fit basis, e.g. `EVOL`. */
  readonly basis: string;
  /** The fitted flavours, in the order of the network's outputs, with the ranges of their exponents. */
  readonly flavours: readonly ExponentRange[];
  readonly network: Omit<NetworkSettings, 'inputs'>;
  readonly sumRules: SumRules;
  /** Nodes of the sum-rule integrals: about 100 Gauss nodes, or the 2000 trapezoids of n3fit. Default `gauss`. */
  readonly integration?: 'gauss' | 'trapezoid';
  /**
   * With a scaler the network sees one input, the scaled x, its value at x = 1 is subtracted, and there is no
   * (1 - x)^beta. Without one it sees (x, ln x).
   */
  readonly scaler?: Scaler;
}

/** The structure that follows from the settings. Plain data. */
export interface PdfModel {
  readonly settings: PdfSettings;
  readonly network: NetworkSettings;
  /** `[14, F]`: fitted flavours to FK basis. */
  readonly rotation: NdArray;
  /** The K independent flavours of the normalised PDF, and how the 14 of the FK basis follow from them. */
  readonly reduced: ReducedBasis;
  readonly integration: IntegrationGrid;
}

/** Checks the settings and works out which flavours are independent. Throws for unknown bases and flavours. */
export function pdfModel(settings: PdfSettings): PdfModel {
  const rotation = fitToFk(
    settings.basis,
    settings.flavours.map(({ fl }) => fl),
  );
  return {
    settings,
    network: { ...settings.network, inputs: settings.scaler === undefined ? 2 : 1 },
    rotation,
    reduced: reduceBasis(rotation, normalisationClasses(settings.sumRules)),
    integration: settings.integration === 'trapezoid' ? trapezoidGrid() : gaussGrid(),
  };
}
