/**
 * The largest stream, and the largest dense table, that is read: 1 GiB, about four times the largest FK table of
 * NNPDF. A damaged or hostile file may claim any size; this bounds what it can take.
 */
export const MAX_BYTES = 2 ** 30;

/** The longest x grid. Real ones have some 50 to 200 nodes. */
export const MAX_NODES = 2 ** 16;
