import type { Block, Citation, Section } from '../blocks.ts';
import type { Reference, Setting } from '../fit-report.ts';
import type { FitView, ReportView } from '../fit-view.ts';
import { formatSeconds } from '../numbers.ts';
import { plainTable } from './tables.ts';

/** Settings, versions and times, fits beside each other. */
export function recordSection({ fits }: ReportView): Section | undefined {
  const short = [
    record(fits, 'Versions', ({ report }) => report.versions ?? {}),
    record(fits, 'Wall time', ({ report }) => mapped(report.seconds ?? {}, formatSeconds)),
  ].filter((column) => column.length > 0);
  const blocks = [
    ...(short.length === 0 ? [] : [{ kind: 'columns', columns: short } as const]),
    ...record(fits, 'Settings', ({ report }) => Object.fromEntries(flattened(report.settings ?? {}))),
    ...fits.flatMap(({ report }): Block[] => {
      if (report.runcard === undefined) return [];
      const label = fits.length === 1 ? 'Runcard' : `Runcard of ${report.name}`;
      return [
        {
          kind: 'details',
          summary: label,
          open: false,
          blocks: [{ kind: 'code', label, text: report.runcard }],
        },
      ];
    }),
  ];
  return blocks.length === 0 ? undefined : { id: 'settings', title: 'Settings, versions and times', blocks };
}

/** What to cite; the works of all fits, each once. */
export function referenceSection({ fits }: ReportView): Section | undefined {
  const all = fits.flatMap(({ report }) => report.references ?? []);
  const unique = [...new Map(all.map((work) => [JSON.stringify(work), work])).values()];
  if (unique.length === 0) return undefined;
  return {
    id: 'references',
    title: 'References to cite',
    blocks: [{ kind: 'references', references: unique.map(citation) }],
  };
}

/** A table with a row for each key and a column for each fit. */
function record(
  fits: readonly FitView[],
  caption: string,
  entries: (fit: FitView) => Readonly<Record<string, string>>,
): Block[] {
  const found = fits.map(entries);
  const keys = [...new Set(found.flatMap((values) => Object.keys(values)))];
  if (keys.length === 0) return [];
  const columns = fits.length === 1 ? ['', ''] : ['', ...fits.map(({ report }) => report.name)];
  const rows = keys.map((key) => [
    key,
    ...found.map((values) => (Object.hasOwn(values, key) ? (values[key] ?? '') : '–')),
  ]);
  return [{ kind: 'table', table: plainTable({ caption, columns, rows, text: fits.map((_, i) => i + 1) }) }];
}

function mapped<T>(values: Readonly<Record<string, T>>, to: (value: T) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, to(value)]));
}

/** Nested values under dotted keys; lists of plain values on one line, lists of objects with one line for each. */
function flattened(setting: Setting, key = ''): [string, string][] {
  const below = (name: string): string => (key === '' ? name : `${key}.${name}`);
  if (isList(setting)) {
    if (setting.every((entry) => !isObject(entry))) return [[key, setting.map(inline).join(', ')]];
    return setting.map((entry, i) => [below(String(i + 1)), inline(entry)]);
  }
  if (isObject(setting))
    return Object.entries(setting).flatMap(([name, value]) => flattened(value, below(name)));
  return [[key, inline(setting)]];
}

function inline(setting: Setting): string {
  if (isList(setting)) return setting.map(inline).join(', ');
  if (!isObject(setting)) return String(setting);
  return Object.entries(setting)
    .map(([name, value]) => `${name}: ${inline(value)}`)
    .join(', ');
}

function isList(setting: Setting): setting is readonly Setting[] {
  return Array.isArray(setting);
}

function isObject(setting: Setting): setting is { readonly [key: string]: Setting } {
  return typeof setting === 'object' && setting !== null && !isList(setting);
}

function citation({ text, url, doi, arxiv }: Reference): Citation {
  if (url !== undefined && isWebAddress(url)) return { text, link: { label: url, url } };
  if (doi !== undefined)
    return { text, link: { label: `doi:${doi}`, url: `https://doi.org/${encodeURI(doi)}` } };
  if (arxiv !== undefined)
    return { text, link: { label: `arXiv:${arxiv}`, url: `https://arxiv.org/abs/${encodeURI(arxiv)}` } };
  return { text };
}

/** Only such addresses are linked: a `javascript:` one would run. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}
