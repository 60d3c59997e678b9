import { createRequire } from 'node:module';

/**
 * Functions that Node 23 removed from `util` and that tfjs-node still calls. They are added where they are missing, before
 * tfjs-node is loaded.
 *
 * @param utilities Node's `util`
 */
export function supplyRemovedUtilities(utilities: Record<string, unknown> = nodeUtilities()): void {
  utilities['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  utilities['isArray'] ??= Array.isArray;
}

/** The object that CommonJS modules get from `require('util')`; the module namespace of `import` cannot be extended. */
function nodeUtilities(): Record<string, unknown> {
  return createRequire(import.meta.url)('node:util') as Record<string, unknown>; // a module is an object of its exports
}
