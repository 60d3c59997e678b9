import type { TheorySpec } from './dataset.ts';
import { asNumber, asText, at, entries, fault, isAbsent, items, type YamlNode } from './yaml-node.ts';

/** The operations between FK tables and the number of their operands. */
const OPERANDS: ReadonlyMap<string, number> = new Map([
  ['NULL', 1],
  ['ADD', 2],
  ['RATIO', 2],
  ['ASY', 2],
  ['SMN', 4],
  ['SMT', 10],
  ['COM', 20],
  ['SUBTRACT_ABS', 2],
  ['SUBTRACT_ABSPAIR', 4],
]);

/** Reads a `theory` section; undefined if there is none. */
export function readTheory(section: YamlNode): TheorySpec | undefined {
  if (isAbsent(section)) return undefined;
  const operation = readOperation(at(section, 'operation'));
  const tables = at(section, 'FK_tables');
  const operands = items(tables).map((operand) => items(operand).map((table) => asText(table)));
  const wanted = OPERANDS.get(operation) ?? 0;
  if (operands.length !== wanted)
    throw fault(tables, `${wanted} for the operation ${operation}`, { found: `${operands.length} operands` });
  const factor = at(section, 'conversion_factor');
  return {
    operation,
    operands,
    conversionFactor: isAbsent(factor) ? 1 : asNumber(factor),
    shifts: readNumbers(at(section, 'shifts')),
    normalization: readNumbers(at(section, 'normalization')),
  };
}

function readOperation(node: YamlNode): string {
  const name = isAbsent(node) ? 'NULL' : asText(node).toUpperCase();
  if (OPERANDS.has(name)) return name;
  throw fault(node, `one of ${[...OPERANDS.keys()].join(', ')}`);
}

function readNumbers(node: YamlNode): Record<string, number> {
  if (isAbsent(node)) return {};
  return Object.fromEntries(entries(node).map(({ name, node: value }) => [name, asNumber(value)]));
}
