// Whether memory stays bounded: so many different searches, texts and facets and deep pages, asked of one process, and what it holds on the way.
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import type { Memory } from './browse.server.ts';
import { startFilled } from './filled.ts';
import { lines } from './plot.ts';
import { randomFrom, vocabulary } from './search.corpus.ts';
import { asked, closeSides, fetchPage, startSide } from './sides.ts';
import type { Side } from './sides.ts';
import { municipalities } from '../src/places/places.ts';
import { searchHref } from '../src/search/search.address.ts';
import { CODES } from '../src/search/engine/values.ts';

type Looked = { asked: number; 'µs a request': number } & Record<
  'rss MB' | 'heap MB' | 'buffers MB' | 'finished MB' | 'finished pages',
  number
>;

const looks = 20;
const atOnce = 16;
const megabyte = 2 ** 20;

export const soak: Benchmark = {
  about: 'memory of one process under so many different searches',
  usage: '--queries 100000 --assignments 10000',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { queries: text, assignments: text } });
    const queries = Number(values.queries ?? 100_000);
    const { uri, stop } = await startFilled(Number(values.assignments ?? 10_000));
    const sides: Side[] = [];
    try {
      const side = await startSide('browse.server.ts', ['service', uri], {}, ['--expose-gc']);
      sides.push(side);
      const path = paths();
      const statuses = new Map<number, number>();
      const table: Looked[] = [await look(side, 0, 0)];
      for (let turn = 1; turn <= looks; turn += 1) {
        const before = await side.used();
        const many = Math.round(queries / looks);
        await ask(side, many, path, statuses);
        table.push(await look(side, turn * many, ((await side.used()) - before) / many));
      }
      const faults = [...statuses].filter(([status]) => status >= 500 || status === 0);
      console.log(`answers: ${JSON.stringify(Object.fromEntries(statuses))}`);
      const plot = join(import.meta.dirname, 'results', 'soak.svg');
      await mkdir(join(import.meta.dirname, 'results'), { recursive: true });
      const columns = ['rss MB', 'heap MB', 'buffers MB', 'finished MB'] as const;
      await writeFile(
        plot,
        lines(columns.map((title) => ({ title, values: table.map((row) => [row.asked, row[title]]) }))),
      );
      const [half, end] = [table[looks / 2], table[looks]];
      const growth = (name: 'rss MB' | 'heap MB') => (end?.[name] ?? NaN) / (half?.[name] ?? NaN);
      const second = { heap: growth('heap MB'), rss: growth('rss MB') };
      console.log(`in the second half heap grew ×${second.heap.toFixed(2)}, rss ×${second.rss.toFixed(2)}`);
      if (faults.length > 0) throw new Error(`There were faults: ${JSON.stringify(faults)}`);
      const figures = { table, statuses: Object.fromEntries(statuses), second, plot, load: loadavg()[0] };
      return { table, figures };
    } finally {
      closeSides(sides);
      await stop();
    }
  },
};

async function ask(
  side: Side,
  many: number,
  path: () => string,
  statuses: Map<number, number>,
): Promise<void> {
  let left = many;
  const client = async (): Promise<void> => {
    for (; left > 0;) {
      left -= 1;
      const { status } = await fetchPage(side.origin + path());
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
}

async function look(side: Side, many: number, time: number): Promise<Looked> {
  side.process.send('memory');
  const { rss, heap, buffers, finished, pages } = await asked<Memory>(side.process);
  const megabytes = (bytes: number) => Math.round((bytes / megabyte) * 10) / 10;
  return {
    asked: many,
    'µs a request': Math.round(time),
    'rss MB': megabytes(rss),
    'heap MB': megabytes(heap),
    'buffers MB': megabytes(buffers),
    'finished MB': megabytes(finished),
    'finished pages': pages,
  };
}

/** One search after the other, none twice as far as chance allows: one to three words, some mistyped, facets, regions and deep pages. */
function paths(): () => string {
  const random = randomFrom(99);
  const words = vocabulary(60_000);
  const regions = municipalities().map(({ code }) => code);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const word = () => {
    const whole = pick(words);
    const at = Math.floor(random() * whole.length);
    return random() < 0.3 ? whole.slice(0, at) + whole.slice(at + 1) : whole;
  };
  const facets = ['cause', 'group', 'activity', 'slot', 'spoken', 'access'] as const;
  return () => {
    const text = random() < 0.8 ? Array.from({ length: 1 + Math.floor(random() * 3) }, word).join(' ') : '';
    const chosen: Record<string, string[]> = {};
    if (random() < 0.4) chosen['region'] = [pick(regions)];
    for (const name of facets)
      if (random() < 0.3) chosen[name] = [...new Set([pick<string>(CODES[name]), pick<string>(CODES[name])])];
    const page = random() < 0.2 ? 1 + Math.floor(random() * 60) : 1;
    return searchHref({ criteria: { text, chosen }, page });
  };
}
