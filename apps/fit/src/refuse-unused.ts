import { InputError } from '@parton/errors';
import type { Runcard } from '@parton/runcard';

/** Options that runcards may have and this fit does not use yet. Throws `InputError` for the first one that is set. */
export function refuseUnused({ grouping, diagonalBasis, theoryCovariance, closureTest }: Runcard): void {
  const unused = {
    theorycovmatconfig: theoryCovariance?.inFitting === true || theoryCovariance?.inSampling === true,
    closuretest: closureTest !== undefined,
    'metadata_group or data_grouping': grouping !== (diagonalBasis ? 'ALL' : 'experiment'),
  };
  const key = Object.entries(unused).find(([, isSet]) => isSet)?.[0];
  if (key === undefined) return;
  throw new InputError({
    where: { key },
    found: 'an option that fits do not use yet',
    expected: 'a runcard without it',
    cure: 'Remove the key',
  });
}
