import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CORE_SCHEMA, load, realMapTag, YAMLException } from 'js-yaml';
import { CommondataError } from './commondata-error.ts';
import { type Key, yamlLine } from './yaml-line.ts';

/** js-yaml reads the megabytes of the large uncertainty files ten times faster than the package `yaml`. */
const SCHEMA = CORE_SCHEMA.withTags(realMapTag);

/** A place in a YAML file and the value that stands there; mappings are `Map`s, which keep the order of the file. */
export interface YamlNode {
  readonly file: { readonly path: string; readonly text: string };
  readonly path: readonly Key[];
  readonly value: unknown;
}

/** Reads a YAML file. `namedBy` is the entry that names it, for the message if it cannot be opened. */
export function readYaml(path: string, namedBy?: YamlNode): YamlNode {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const problem = { found: `no readable file ${path}`, expected: 'a YAML file' };
    throw namedBy === undefined
      ? new CommondataError({ where: { file: path }, ...problem }, { cause })
      : fault(namedBy, problem.expected, { found: problem.found, cause });
  }
  try {
    return { file: { path, text }, path: [], value: load(text, { schema: SCHEMA }) };
  } catch (cause) {
    const { reason = String(cause), mark = undefined } = cause instanceof YAMLException ? cause : {};
    const where = { file: path, ...(mark === undefined ? {} : { line: mark.line + 1 }) };
    throw new CommondataError({ where, found: reason, expected: 'valid YAML' }, { cause });
  }
}

/** Reads the file that the text at `node` names; names are relative to the file in which they stand. */
export function readNamedYaml(node: YamlNode): YamlNode {
  return readYaml(join(dirname(node.file.path), asText(node)), node);
}

/** The entry below `node`; its value is undefined where there is none. */
export function at(node: YamlNode, ...keys: readonly Key[]): YamlNode {
  let { value } = node;
  for (const key of keys) {
    if (value instanceof Map) value = value.get(key);
    else value = Array.isArray(value) && typeof key === 'number' ? value[key] : undefined;
  }
  return { file: node.file, path: [...node.path, ...keys], value };
}

/** The names and values of a mapping, in the order of the file. */
export function entries(node: YamlNode): { readonly name: string; readonly node: YamlNode }[] {
  return [...asMap(node)].map(([key, value]) => {
    const name = String(key);
    return { name, node: { file: node.file, path: [...node.path, name], value } };
  });
}

/** Whether there is neither a value nor a null at this place. */
export function isAbsent(node: YamlNode): boolean {
  return node.value === undefined || node.value === null;
}

export function asText(node: YamlNode, expected = 'a text'): string {
  if (typeof node.value === 'string') return node.value;
  throw fault(node, expected);
}

/** A finite number. */
export function asNumber(node: YamlNode): number {
  if (isFiniteNumber(node.value)) return node.value;
  throw fault(node, 'a finite number');
}

export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function asList(node: YamlNode): readonly unknown[] {
  if (Array.isArray(node.value)) return node.value;
  throw fault(node, 'a list');
}

/** A list of one entry per data point. */
export function asPoints(node: YamlNode, ndata: number): readonly unknown[] {
  const list = asList(node);
  if (list.length === ndata) return list;
  throw fault(node, `${ndata}, the ndata of metadata.yaml`, { found: `${list.length} entries` });
}

export function asMap(node: YamlNode): ReadonlyMap<unknown, unknown> {
  if (node.value instanceof Map) return node.value;
  throw fault(node, 'a mapping');
}

/** The children of a list. */
export function items(node: YamlNode): YamlNode[] {
  return asList(node).map((_, i) => at(node, i));
}

/** The error for what stands at `node`. */
export function fault(
  node: YamlNode,
  expected: string,
  { found = describe(node.value), cure, cause }: { found?: string; cure?: string; cause?: unknown } = {},
): CommondataError {
  const { file, path } = node;
  const where = { file: file.path, line: yamlLine(file.text, path), key: path.join('.') };
  return new CommondataError({ where, found, expected, cure }, cause === undefined ? {} : { cause });
}

/** A short description of any YAML value; never walks into it, so that aliases cannot blow it up. */
function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (value instanceof Map) return 'a mapping';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
}
