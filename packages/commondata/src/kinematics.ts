import {
  asNumber,
  asPoints,
  asText,
  at,
  entries,
  isAbsent,
  isFiniteNumber,
  items,
  readNamedYaml,
  type YamlNode,
} from './yaml-node.ts';

interface Kinematics {
  readonly variables: readonly string[];
  readonly kinematics: Readonly<Record<string, Float64Array>>;
  readonly path: string;
}

/** Reads the middle of every bin, for each variable of the observable. */
export function readKinematics(observable: YamlNode, processType: string, ndata: number): Kinematics {
  const file = readNamedYaml(at(observable, 'kinematics', 'file'));
  const bins = at(file, 'bins');
  asPoints(bins, ndata);
  const columns = readVariables(observable);
  const names = namesOfProcess(columns, processType);
  const kinematics = Object.fromEntries(
    columns.map((column, k) => [
      names[k] ?? column,
      Float64Array.from({ length: ndata }, (_, i) => middle(at(bins, i, column))),
    ]),
  );
  return { variables: names, kinematics, path: file.file.path };
}

/** The variables of `kinematic_coverage`, filled up to three with others that are declared. */
function readVariables(observable: YamlNode): string[] {
  const covered = items(at(observable, 'kinematic_coverage')).map((variable) => asText(variable));
  const declared = entries(at(observable, 'kinematics', 'variables')).map(({ name }) => name);
  const unused = declared.filter((variable) => !covered.includes(variable));
  return [...covered, ...unused.slice(0, Math.max(3 - covered.length, 0))];
}

/** Sets that were carried over from the oldest format call their variables k1, k2, k3; the process names them. */
function namesOfProcess(columns: readonly string[], processType: string): readonly string[] {
  if (columns.join() !== 'k1,k2,k3') return columns;
  if (processType.startsWith('DIS')) return ['x', 'Q2', 'y'];
  if (processType.startsWith('DYP')) return ['y', 'M2', 'sqrts'];
  return columns;
}

function middle(bin: YamlNode): number {
  const mid = at(bin, 'mid');
  if (isFiniteNumber(mid.value)) return mid.value;
  if (!isAbsent(mid) || isAbsent(bin)) return asNumber(mid);
  return (asNumber(at(bin, 'min')) + asNumber(at(bin, 'max'))) / 2;
}
