/** Adds up the test results of all packages and prints the closing line `N passed, N failed`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from './workspace.ts';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { folder } of workspacePackages()) {
  const file = join(folder, '.vitest', 'results.json');
  if (!existsSync(file)) {
    console.error(`${folder}: no test results; its tests did not run`);
    total.failed++;
    continue;
  }
  // Written by vitest's json reporter.
  const results = JSON.parse(readFileSync(file, 'utf8')) as Results;
  total.passed += results.numPassedTests;
  total.failed += results.numFailedTests + (results.success || results.numFailedTests > 0 ? 0 : 1);
  total.skipped += results.numPendingTests;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
