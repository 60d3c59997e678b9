import { createRequire } from 'node:module';
import { version_core as tfjs } from '@tensorflow/tfjs-core';

/** Versions that a replica's JSON records. */
export function versions(): Record<string, string> {
  // Our own manifest, one folder above the sources and above the build.
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  return { parton: version, node: process.versions.node, tfjs };
}
