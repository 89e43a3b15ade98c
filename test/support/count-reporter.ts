// Ends a run with the one line that a machine reads: how many tests passed and how many failed.
import { writeSync } from 'node:fs';
import type { AggregatedResult, Reporter } from '@jest/reporters';

// Jest asks for a class as default export here.
// eslint-disable-next-line no-restricted-syntax
export default class CountReporter implements Pick<Reporter, 'onRunComplete' | 'getLastError'> {
  onRunComplete(_contexts: unknown, results: AggregatedResult): void {
    // A file that does not even load has no tests to count, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    // Jest writes its own summary after this, and stops the database: the line is for the very end.
    process.once('exit', () => writeSync(1, `\n${results.numPassedTests} passed, ${failed} failed\n`));
  }

  getLastError(): void {
    // A count never fails a run.
  }
}
