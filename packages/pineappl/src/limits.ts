/**
 * The largest stream, and the largest dense table, that is read: 1 GiB, about four times the largest FK table of
 * NNPDF. A damaged or hostile file may claim any size; this bounds what it can take.
 */
export const MAX_BYTES = 2 ** 30;
