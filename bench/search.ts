// B4 and B4c: how long a search takes with text, municipality, cause and all counts, at 10,000 to 1,000,000 open assignments, and beside
// minisearch with the same stemming. Each number in a process of its own.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { plotted } from './search.plot.ts';

type Row = Record<string, string | number> & {
  kind: string;
  number: number;
  queries: number;
  seconds: number;
  megabytes: number;
  p50: number;
  p99: number;
  hits: number;
};

const run = promisify(execFile);
/** Questions, and so many of them where minisearch answers too. */
const [all, some] = [400, 60];

export const search: Benchmark = {
  about:
    'B4, B4c: a search with text, municipality, cause and all counts at 10,000 to 1,000,000, and beside minisearch',
  usage: '--numbers 10000,100000,1000000 --beside 100000 (for minisearch; 0 for none)',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { numbers: text, beside: text } });
    const { numbers = '10000,100000,1000000', beside = '100000' } = values;
    const rows: Row[] = [];
    const measure = async (number: number, kind: string, most: number) => {
      const file = join(import.meta.dirname, 'search.measure.ts');
      const options = ['--expose-gc', '--max-old-space-size=12000', file, String(number), kind, String(most)];
      const { stdout } = await run(process.execPath, options, { maxBuffer: 1e7 });
      rows.push(JSON.parse(stdout) as Row);
    };
    for (const number of numbers.split(',').map(Number)) await measure(number, 'quick', all);
    // The same questions for both, right after one another.
    if (Number(beside) > 0)
      for (const kind of ['quick', 'minisearch']) await measure(Number(beside), kind, some);
    const of = (number: number, kind = 'quick', queries = all) =>
      rows.find((row) => row.number === number && row.kind === kind && row.queries === queries);
    const folder = join(import.meta.dirname, 'results');
    await mkdir(folder, { recursive: true });
    const plot = join(folder, 'search.svg');
    await writeFile(plot, plotted(rows.filter(({ kind, queries }) => kind === 'quick' && queries === all)));
    const [small, big] = [of(10_000), of(1_000_000)];
    const [own, other] = [of(Number(beside), 'quick', some), of(Number(beside), 'minisearch', some)];
    return {
      table: rows,
      figures: {
        rows,
        load: loadavg()[0],
        plot,
        ...(small && big ? { growth: big.p99 / small.p99 } : {}),
        ...(own && other
          ? {
              timesFaster: other.p99 / own.p99,
              memoryShare: own.megabytes / other.megabytes,
              hitsBeside: [own.hits, other.hits],
            }
          : {}),
      },
    };
  },
};
