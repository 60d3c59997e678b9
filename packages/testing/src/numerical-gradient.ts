/** Central differences of a scalar function at `x`, one component after the other: error O(step^2). */
export function numericalGradient(
  f: (x: Float64Array) => number,
  x: Float64Array,
  step = 1e-5,
): Float64Array {
  return x.map((value, i) => {
    const h = step * Math.max(1, Math.abs(value));
    const at = (shift: number): number => {
      const moved = Float64Array.from(x);
      moved[i] = value + shift;
      return f(moved);
    };
    return (at(h) - at(-h)) / (2 * h);
  });
}
