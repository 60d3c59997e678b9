import type { PointPrescription } from './point-prescription.ts';
import { TheoryCovarianceError } from './theory-covariance-error.ts';

/** Theory numbers by central theory and by what varies, in the words of {@link PointPrescription}. Digits only. */
export type TheoryVariations = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The theories of NNPDF4.1 that differ in their scales only: enough for all but `5bar point` and `9 point`. */
export const SCALE_VARIATIONS: TheoryVariations = {
  '41000000': {
    '(1, 1)': '41000000',
    '(1, 0.5)': '41000010',
    '(0.5, 1)': '41000011',
    '(0.5, 0.5)': '41000012',
    '(1, 2)': '41000013',
    '(2, 1)': '41000014',
    '(2, 2)': '41000015',
  },
};

/**
 * The theories that a prescription compares, the reference first. n3fit takes the theory of the t0 predictions as the
 * central one.
 *
 * @param central theory number, digits only
 * @param variations of this and other theories
 * @throws TheoryCovarianceError where the variations of the theory, or some of them, are not known
 */
export function variedTheories(
  { name, theories }: PointPrescription,
  central: string,
  variations: TheoryVariations = SCALE_VARIATIONS,
): string[] {
  const known = Object.hasOwn(variations, central) ? variations[central] : undefined;
  const where = { key: 'point_prescriptions' };
  if (known === undefined) {
    throw new TheoryCovarianceError({
      where,
      found: `${name} around theory ${central}, whose variations are not known`,
      expected: `one of the theories ${Object.keys(variations).join(', ')}`,
    });
  }
  const missing = theories.filter((label) => !Object.hasOwn(known, label));
  if (missing.length > 0) {
    throw new TheoryCovarianceError({
      where,
      found: `no theory for ${missing.join(', ')} of theory ${central}`,
      expected: `all variations of ${name}`,
      cure: 'Choose a prescription with fewer points',
    });
  }
  return theories.map((label) => known[label] ?? '');
}
