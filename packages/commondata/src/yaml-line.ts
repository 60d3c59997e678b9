import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml';

/** A key of a mapping or an index of a list. */
export type Key = string | number;

/**
 * The line (from 1) on which the entry at `path` of a YAML text stands, or that of its nearest existing ancestor.
 * Reads the text again: positions are only wanted for messages, and keeping them would make every reading slow.
 */
export function yamlLine(text: string, path: readonly Key[]): number {
  const events = parseEvents(text, {});
  let node = 1; // the event after the start of the document
  let position = start(events[node]);
  for (const key of path) {
    const entry = findEntry(text, events, node, key);
    if (entry === undefined) break;
    position = start(events[entry.at]);
    node = entry.node;
  }
  return text.slice(0, Math.max(position, 0)).split('\n').length;
}

/** Where the entry `key` of the collection at `node` begins, and where its value does (the same in a list). */
function findEntry(
  text: string,
  events: readonly Event[],
  node: number,
  key: Key,
): { at: number; node: number } | undefined {
  const collection = events[node]?.type;
  const isMapping = collection === EVENT_ID.MAPPING;
  if (!isMapping && collection !== EVENT_ID.SEQUENCE) return undefined;
  let at = node + 1;
  for (let i = 0; at < events.length && events[at]?.type !== EVENT_ID.POP; i++) {
    const value = isMapping ? after(events, at) : at;
    const event = events[at];
    const name = isMapping && event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : i;
    if (name === key) return { at, node: value };
    at = after(events, value);
  }
  return undefined;
}

/** The event that follows the whole node which begins at `node`. */
function after(events: readonly Event[], node: number): number {
  let depth = 0;
  for (let i = node; i < events.length; i++) {
    const type = events[i]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
    if (type === EVENT_ID.POP) depth--;
    if (depth === 0) return i + 1;
  }
  return events.length;
}

function start(event: Event | undefined): number {
  if (event === undefined) return 0;
  if ('valueStart' in event) return event.valueStart;
  if ('start' in event) return event.start;
  return 'anchorStart' in event ? event.anchorStart : 0;
}
