import { child, type Cursor, reject, warn } from './cursor.ts';
import { rejectRepeated } from './data-fields.ts';
import { boolean, listOf, number, refine, suggest, text } from './reader.ts';
import { optional, record, replaced, unsupported, withDefault } from './record.ts';
import type { Drafts, Reader } from './schema.ts';
import { name } from './values.ts';

export const POINT_PRESCRIPTIONS = [
  '3 point',
  '3f point',
  '3r point',
  '5 point',
  '5bar point',
  '7 point',
  '9 point',
  'ad ihou',
  'fhmruvv ihou',
  'dis ihou',
  '3pt missing',
  '3pt hadronic',
] as const;

/** The reference value of alpha_s, a higher and a lower one, without their points. */
const STRONG_COUPLING = /^alphas 0\d{3} 0\d{3} 0\d{3}$/;

const prescription: Reader<string> = {
  expected: `one of ${POINT_PRESCRIPTIONS.join(', ')}, or for instance alphas 0118 0120 0116`,
  read: (cursor) => {
    const { value } = cursor;
    if (value === 'power corrections')
      return reject(cursor, prescription.expected, {
        found: 'power corrections, which are not supported yet',
      });
    const known = typeof value === 'string' && (STRONG_COUPLING.test(value) ? value : undefined);
    return (
      known ||
      POINT_PRESCRIPTIONS.find((point) => point === value) ||
      reject(cursor, prescription.expected, { cure: suggest(value, POINT_PRESCRIPTIONS) })
    );
  },
};

const FIELDS = {
  point_prescriptions: withDefault(listOf(prescription), []),
  pdf: optional(name),
  use_thcovmat_in_fitting: withDefault(boolean, true),
  use_thcovmat_in_sampling: withDefault(boolean, true),
  user_covmat_path: optional(text('the path of a covariance table')),
  mult_factor: optional(number({ above: 0 })),
  point_prescription: replaced('Use point_prescriptions, a list'),
  pc_parameters: unsupported('power corrections'),
  pc_included_procs: unsupported('power corrections'),
  pc_excluded_datasets: unsupported('power corrections'),
};

/** The map `theorycovmatconfig`. */
export const theoryCovariance = refine(record(FIELDS), checkParts);

function checkParts(draft: Drafts<typeof FIELDS>, cursor: Cursor): void {
  const { point_prescriptions: points = [], user_covmat_path: path, pdf, mult_factor: factor } = draft;
  if (points.length === 0 && path === undefined)
    reject(cursor, 'point_prescriptions or user_covmat_path', { found: 'neither' });
  if (points.length > 0 && pdf === undefined)
    reject(child(cursor, 'pdf'), 'the PDF set that predicts the shifts');
  if (factor !== undefined && path === undefined)
    reject(child(cursor, 'mult_factor'), 'user_covmat_path, which it multiplies', {
      found: 'mult_factor alone',
    });
  rejectRepeated(points, child(cursor, 'point_prescriptions'));
  if (draft.use_thcovmat_in_fitting === false && draft.use_thcovmat_in_sampling === false) {
    const cure = 'Remove theorycovmatconfig, or use it';
    warn(cursor, {
      found: 'a theory covariance for neither fitting nor sampling',
      expected: 'some use of it',
      cure,
    });
  }
}
