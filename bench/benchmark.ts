// What every benchmark is: one line about it, its options, and a run that gives a table to print and figures to keep.

export interface Benchmark {
  about: string;
  /** The options with what they are without being given. */
  usage: string;
  run(options: string[]): Promise<{ table: Record<string, string | number>[]; figures: unknown }>;
}

/** Nearest-rank percentile of numbers in any order; NaN of none. */
export function percentile(numbers: readonly number[], p: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? NaN;
}
