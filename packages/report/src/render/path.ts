/** A place in pixels. */
export type Pixel = readonly [x: number, y: number];

/** Far outside of any plot: numbers beyond are cut, so that no renderer meets huge coordinates. */
const FAR = 5000;

/** The `d` of a path through points; each stretch of finite points is a line of its own. */
export function linePath(points: readonly Pixel[]): string {
  return stretches(points.length, (i) => isFinitePixel(points[i]))
    .map(([from, to]) => encode(points.slice(from, to)))
    .join('');
}

/** The `d` of the area between two lines over common x: along the upper and back along the lower, for each stretch. */
export function areaPath(upper: readonly Pixel[], lower: readonly Pixel[]): string {
  return stretches(upper.length, (i) => isFinitePixel(upper[i]) && isFinitePixel(lower[i]))
    .map(([from, to]) => `${encode([...upper.slice(from, to), ...lower.slice(from, to).reverse()])}z`)
    .join('');
}

/** The points that are at least `gap` pixels apart in x; the last always, and those that are gaps in a line. */
export function thinned(points: readonly Pixel[], gap: number): Pixel[] {
  let last = Number.NEGATIVE_INFINITY;
  return points.filter((point, i) => {
    const [x] = point;
    if (isFinitePixel(point) && x - last < gap && i < points.length - 1) return false;
    last = Number.isNaN(x) ? last : x;
    return true;
  });
}

/** Rounded to a tenth of a pixel, without a leading zero. */
export function pixel(value: number): string {
  return tenths(quantised(value));
}

/** The ranges `[from, to)` of indices that are valid. */
function stretches(count: number, isValid: (i: number) => boolean): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < count; i++) {
    if (!isValid(i)) continue;
    const last = out.at(-1);
    if (last !== undefined && last[1] === i) last[1] = i + 1;
    else out.push([i, i + 1]);
  }
  return out;
}

/** Whether a place is known. */
export function isFinitePixel(point: Pixel | undefined): boolean {
  return point !== undefined && Number.isFinite(point[0]) && Number.isFinite(point[1]);
}

/** Relative after the first point, for that is shorter; differences of rounded places, so that errors do not add up. */
function encode(points: readonly Pixel[]): string {
  let text = '';
  let [atX, atY] = [0, 0];
  for (const [i, [x, y]] of points.entries()) {
    const [nextX, nextY] = [quantised(x), quantised(y)];
    const [dx, dy] = [tenths(nextX - atX), tenths(nextY - atY)];
    const before = i === 0 ? 'M' : i === 1 ? 'l' : dx.startsWith('-') ? '' : ' ';
    text += `${before}${dx}${dy.startsWith('-') ? '' : ' '}${dy}`;
    [atX, atY] = [nextX, nextY];
  }
  return text;
}

function quantised(value: number): number {
  return Math.round(Math.max(-FAR, Math.min(FAR, value)) * 10);
}

function tenths(count: number): string {
  return String(count / 10).replace(/^(-?)0\./, '$1.');
}
