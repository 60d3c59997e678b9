import { InputError } from '@parton/errors';

/** Most replicas that one command takes; more is a typing error. */
const MOST = 10_000;

/** `5`, `1-20` or `1,4,7-9` to sorted ids without repetition. Throws for anything else. */
export function replicaRange(text: string): number[] {
  const ids = text.split(',').flatMap((part) => {
    const match = /^\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?\s*$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || first < 1 || last < first || last - first >= MOST) throw wrong(text);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  return [...new Set(ids)].sort((a, b) => a - b);
}

function wrong(text: string): InputError {
  return new InputError({
    where: { key: '--replicas' },
    found: text,
    expected: `ids from 1, such as 5, 1-20 or 1,4,7-9, at most ${MOST} at once`,
  });
}
