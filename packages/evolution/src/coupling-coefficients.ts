const ZETA3 = 1.2020569031595942;

/** beta_0 to beta_3 for `da / dln Q^2 = -a^2 (beta_0 + beta_1 a + ..)`, a = alpha_s / 4 pi (hep-ph/9701390). */
export function betaCoefficients(nf: number): readonly number[] {
  return [
    11 - (2 / 3) * nf,
    102 - (38 / 3) * nf,
    2857 / 2 - (5033 / 18) * nf + (325 / 54) * nf ** 2,
    149753 / 6 +
      3564 * ZETA3 -
      (1078361 / 162 + (6508 / 27) * ZETA3) * nf +
      (50065 / 162 + (6472 / 81) * ZETA3) * nf ** 2 +
      (1093 / 729) * nf ** 3,
  ];
}

/**
 * c_k of `a' = a (1 + c_0 a + c_1 a^2 + ..)`, from `nf` to `nf + 1` flavours at a scale Q with log = ln(Q^2 / m^2), m a pole
 * mass (hep-ph/9706430; numbers as in hep-ph/0408244, equation 2.43). As many as go with the order of the running.
 */
export function decoupling(order: number, nf: number, log: number): readonly number[] {
  return [
    (2 / 3) * log,
    14 / 3 + (38 / 3) * log + (4 / 9) * log ** 2,
    340.729 - 16.7981 * nf + (8941 / 27 - (409 / 27) * nf) * log + (511 / 9) * log ** 2 + (8 / 27) * log ** 3,
  ].slice(0, order - 1);
}

/** The series of the inverse, to the same order. */
export function invertSeries(series: readonly number[]): readonly number[] {
  const [c0 = 0, c1 = 0, c2 = 0] = series;
  return [-c0, 2 * c0 ** 2 - c1, -5 * c0 ** 3 + 5 * c0 * c1 - c2].slice(0, series.length);
}
