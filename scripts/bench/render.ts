import type { BenchRecord } from './record.ts';
import { type Table, tablesOf } from './tables.ts';

/** The record for people, as plain text or as Markdown. */
export function render(record: BenchRecord, format: 'text' | 'markdown'): string {
  const { machine, settings, skipped } = record;
  const { cpu, cores, memoryGB, node, load, commit, date } = machine;
  const head = [
    `${cpu}, ${cores} cores, ${memoryGB.toFixed(0)} GB, Node ${node}, ${date}, commit ${commit}.`,
    `Medians of ${settings.rounds} rounds with blocks of ${settings.blockSeconds} s; load ${load.toFixed(1)} at the start.`,
  ];
  const tables = tablesOf(record).map(format === 'markdown' ? markdown : text);
  const absent = Object.entries(skipped).map(([name, why]) => `${name} was skipped: ${why}`);
  return [head.join('\n'), ...tables, ...absent].join('\n\n');
}

function markdown({ title, head, rows, notes }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [
    `### ${title}`,
    '',
    ...[head, rule, ...rows].map(line),
    '',
    ...notes.map((note) => `* ${note}`),
  ].join('\n');
}

function text({ title, head, rows, notes }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((cells) => (cells[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ');
  return [title, ...all.map(line), ...notes].join('\n  ');
}
