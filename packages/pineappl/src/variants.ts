import type { ConvolutionType } from './grid.ts';

/** The variants of the enums of file version 1, in the order of their tags. */
export const SUBGRID_KINDS = ['interpolation', 'empty', 'import'] as const;
export const PID_BASES = ['pdg', 'evol'] as const;
export const CONVOLUTION_TYPES: readonly ConvolutionType[] = ['UnpolPDF', 'PolPDF', 'UnpolFF', 'PolFF'];
export const KINEMATICS = ['scale', 'x'] as const;
export const REWEIGHTINGS = [true, false] as const;
export const MAPPINGS = ['x', 'scale'] as const;
export const METHODS = ['Lagrange'] as const;
export const MORE_MEMBERS = ['none'] as const;
export const SCALE_FUNCTIONS: readonly string[] = [
  'NoScale',
  'Scale',
  'QuadraticSum',
  'QuadraticMean',
  'QuadraticSumOver4',
  'LinearMean',
  'LinearSum',
  'ScaleMax',
  'ScaleMin',
  'Prod',
  'S2plusS1half',
  'Pow4Sum',
  'WgtAvg',
  'S2plusS1fourth',
  'ExpProd2',
];

/** How many scales a scale function has for arguments. */
export function scaleArguments(name: string): number {
  return Math.min(SCALE_FUNCTIONS.indexOf(name), 2);
}
