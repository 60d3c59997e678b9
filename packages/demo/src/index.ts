/**
 * The demo: measured data, FK tables, a t0 set and runcards for a first fit without any download.
 *
 * @module
 */
export { demoPath } from './demo-path.ts';
