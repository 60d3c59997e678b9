import { child, children, type Cursor, isAbsent, reject, warn } from './cursor.ts';
import { listOf, number, refine, text } from './reader.ts';
import { optional, readFields, record, replaced, required, withDefault } from './record.ts';
import type { Drafts, Reader, Values } from './schema.ts';
import { flag, localVariables, name } from './values.ts';

const datasetRecord = record({
  dataset: required(name),
  cfac: withDefault(listOf(name), []),
  frac: withDefault(number({ min: 0, max: 1 }), 1),
  weight: withDefault(number({ above: 0 }), 1),
  variant: optional(name),
  custom_group: optional(name),
  sys: replaced('Choose systematics with variant'),
});

/** An entry of `dataset_inputs`. */
const dataset = refine(datasetRecord, ({ dataset: known = '' }, cursor) => {
  const section = /^NNPDF_(POS|INTEG)_/.exec(known)?.[1];
  if (section === undefined) return;
  const cure = `Move it to ${section === 'POS' ? 'positivity.posdatasets' : 'integrability.integdatasets'}`;
  reject(child(cursor, 'dataset'), 'a measured dataset', { cure });
});

/** `dataset_inputs`: a dataset that counts twice would have too small uncertainties. */
export const datasets = refine(listOf(dataset, { nonEmpty: true }), (entries, cursor) => {
  rejectRepeated(
    entries.map((entry) => entry?.dataset),
    cursor,
    'dataset',
  );
});

const LAGRANGE = {
  dataset: required(name),
  maxlambda: required(number({ above: 0 })),
};

/** An entry of `posdatasets` or `integdatasets`; `poslambda` is an older name of `maxlambda`. */
const lagrangeSet: Reader<Values<typeof LAGRANGE>, Drafts<typeof LAGRANGE>> = {
  expected: 'a map with the keys dataset, maxlambda',
  parts: LAGRANGE,
  read: (cursor) => {
    const entries = children(cursor);
    if (entries === undefined) return undefined;
    const old = entries.get('poslambda');
    if (old !== undefined && !entries.has('maxlambda')) {
      warn(old, { found: 'an old name', expected: 'maxlambda', cure: 'Rename the key' });
      entries.set('maxlambda', old);
      entries.delete('poslambda');
    }
    return readFields(LAGRANGE, entries, (key) => child(cursor, key));
  },
};

export const lagrangeSets = refine(listOf(lagrangeSet), (entries, cursor) => {
  rejectRepeated(
    entries.map((entry) => entry?.dataset),
    cursor,
    'dataset',
  );
});

const ruleRecord = record({
  dataset: optional(name),
  process_type: optional(name),
  rule: required(text('a condition such as x > 0.1')),
  reason: optional(text()),
  local_variables: optional(localVariables),
  PTO: optional(text('LO, NLO, NNLO, ..., which +, - or ! may follow')),
  FNS: optional(text('a flavour scheme such as FONLL-C')),
  IC: optional(flag),
});

/** Cuts of the data. */
export const rules = listOf(
  refine(ruleRecord, (_, cursor) => {
    const targets = ['dataset', 'process_type'].filter((key) => !isAbsent(child(cursor, key)));
    if (targets.length === 1) return;
    const found = targets.length === 0 ? 'neither' : 'both';
    reject(cursor, 'either dataset or process_type', { found, cure: 'A rule applies to one of them' });
  }),
);

/** Reports each entry of a list whose name, the value of `key` or the entry itself, stands in the list before. */
export function rejectRepeated(names: readonly (string | undefined)[], list: Cursor, key?: string): void {
  names.forEach((name, i) => {
    if (name === undefined || names.indexOf(name) === i) return;
    const found = `${name} a second time`;
    const entry = child(list, i);
    const cursor = key === undefined ? entry : child(entry, key);
    reject(cursor, 'each only once', { found, cure: 'Remove one of them' });
  });
}
