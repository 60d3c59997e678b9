/** What decides which values a data set may have. */
export interface ProcessedDataset {
  /** `[n]` */
  readonly central: Float64Array;
  /** For instance `DIS_NC` or `DY_W_ASY`. */
  readonly processType: string;
}

/**
 * Where a replica of the data may be negative: in asymmetries and polarised data. For `resample_negative_pseudodata`.
 *
 * @returns `[n]` over the points of all data sets: 1 where any value is accepted, else 0
 */
export function mayBeNegative(datasets: readonly ProcessedDataset[]): Uint8Array {
  return Uint8Array.from(
    datasets.flatMap(({ central, processType }) =>
      Array<number>(central.length).fill(Number(/ASY|_POL$/.test(processType))),
    ),
  );
}
