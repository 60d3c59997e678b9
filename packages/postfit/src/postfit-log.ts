import { pythonFloat } from '@parton/fit-folder';
import type { Choice } from './choose-members.ts';
import type { Reason, VetoCount } from './select-replicas.ts';

/** The text of `veto_count.json`, as `json.dump` of Python writes it. */
export function formatVetoCount(vetoCount: VetoCount): string {
  const entries = Object.entries(vetoCount).map(([key, value]) => {
    const text = typeof value === 'number' ? pythonFloat(value) : `[${value.join(', ')}]`;
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{${entries.join(', ')}}`;
}

/** The text of `postfit.log`: the lines of the reference program, then what became of each replica. */
export function formatLog({ members, selection, chi2, unreadable }: Choice): string {
  const { survivors, rejected, vetoCount } = selection;
  const valid = survivors.length + rejected.length;
  const left = survivors.filter((id) => !members.includes(id));
  return [
    `${valid + unreadable.length} total replicas found`,
    `${valid} valid replicas found`,
    `Passing average chi2: ${pythonFloat(chi2)}`,
    ...Object.entries(vetoCount).flatMap(([veto, mask]) =>
      typeof mask === 'number' ? [] : `${mask.filter(Boolean).length} replicas pass ${veto}`,
    ),
    `${members.length} replicas written to the postfit folder`,
    ...members.map((id, i) => `replica_${id}: member ${i + 1}`),
    ...left.map((id) => `replica_${id}: passes, but is not among the first ${members.length}`),
    ...rejected.map(({ id, reasons }) => `replica_${id}: rejected, ${reasons.map(explain).join('; ')}`),
    ...unreadable.map(({ id, error }) => `replica_${id}: cannot be read, ${error.message}`),
    '',
  ].join('\n');
}

/** The flavour of each number, by veto. */
const FLAVOURS: Readonly<Record<string, readonly string[]>> = {
  ArcLength: ['Sigma', 'g', 'V', 'V3', 'V8'],
  IntegNumber: ['V', 'T3', 'V3', 'T8', 'V8'],
};

function explain(reason: Reason): string {
  const [kind = '', number] = reason.veto.split('_');
  const flavour = FLAVOURS[kind]?.[Number(number)];
  const name = flavour === undefined ? reason.veto : `${reason.veto} (${flavour})`;
  return `${name} ${brief(reason.value)}, limit ${brief(reason.limit)}`;
}

function brief(value: number | string): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}
