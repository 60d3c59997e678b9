/**
 * A number as C prints it with `%.<digits>e`: at least two digits in the exponent. `digits` are those after the point.
 */
export function scientific(value: number, digits: number): string {
  const text = value.toExponential(digits);
  const signed = Object.is(value, -0) ? `-${text}` : text;
  // The mantissa has `digits + 2` characters; of the exponent, `e-9`, one digit is missing in most cases.
  return signed.at(-2) === '+' || signed.at(-2) === '-'
    ? `${signed.slice(0, -1)}0${signed.slice(-1)}`
    : signed;
}
