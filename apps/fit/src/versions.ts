import { version_core as tfjs } from '@tensorflow/tfjs-core';

/** Versions that a replica's JSON records. */
export function versions(): Record<string, string> {
  return { parton: '0.0.0', node: process.versions.node, tfjs };
}
