// One engine, one number of assignments, in a process of its own so that its memory is its own: `search.measure.ts NUMBER quick|minisearch`.
// Prints one line of JSON.
import MiniSearch from 'minisearch';
import { percentile } from './benchmark.ts';
import type { Entry } from '../src/search/engine/entry.ts';
import { FACET_NAMES, facetOf } from '../src/search/engine/facets.ts';
import type { Query } from '../src/search/engine/query.ts';
import { createEngine } from '../src/search/engine/quick.ts';
import { fits } from '../src/search/engine/scan.ts';
import { stemOf } from '../src/search/engine/stem.ts';
import { stopWords } from '../src/search/engine/stop-words.ts';
import { FIELDS } from '../src/search/engine/term.ts';
import { wordsOf } from '../src/search/engine/text.ts';
import { corpus, now } from './search.corpus.ts';
import frozen from './search.queries.json' with { type: 'json' };

const [number = '10000', kind = 'quick', most = '400'] = process.argv.slice(2);
const queries = (frozen as Pick<Query, 'text' | 'chosen'>[])
  .slice(0, Number(most))
  .map((asked): Query => ({ ...asked, sort: 'relevance', skip: 0, take: 20 }));

/** The thread's own time, which other work on the machine does not lengthen. Milliseconds. */
const worked = () => process.threadCpuUsage().user / 1000;

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly extra: Record<string, number>;
  readonly search: (query: Query) => number;
}

const measured = kind === 'quick' ? await quick(Number(number)) : minisearch(Number(number));
// Once to warm up, and not to be measured.
queries.forEach(measured.search);
/** The best of five, so that other work on the machine is left out. */
const times = queries.map((query) => Math.min(...Array.from({ length: 5 }, () => timed(query))));
const hits = queries.reduce((sum, query) => sum + measured.search(query), 0);
console.log(
  JSON.stringify({
    kind,
    number: Number(number),
    queries: queries.length,
    seconds: round(measured.seconds),
    megabytes: round(measured.megabytes),
    ...measured.extra,
    ...percentiles('p', times),
    ...percentiles('of16p', await together(16)),
    hits,
  }),
);

function timed(query: Query): number {
  const began = performance.now();
  measured.search(query);
  return performance.now() - began;
}

/** So many ask at once, again and again: each waits for those before it. */
async function together(many: number): Promise<number[]> {
  const times: number[] = [];
  const left = [...queries];
  const one = async (): Promise<void> => {
    for (let query = left.pop(); query !== undefined; query = left.pop()) {
      const began = performance.now();
      await new Promise((resolve) => setImmediate(resolve));
      measured.search(query);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: many }, one));
  return times;
}

async function quick(entries: number): Promise<Measured> {
  const make = corpus();
  make(0);
  const before = memory();
  const engine = createEngine();
  let seconds = 0;
  for (let n = 0; n < entries; n += 1) {
    const entry = make(n);
    const began = worked();
    engine.put(entry);
    seconds += (worked() - began) / 1000;
    if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const settling = worked();
  await engine.settle();
  seconds += (worked() - settling) / 1000;
  const search = (query: Query) => engine.search(query, { now }).total;
  const megabytes = memory() - before;
  const writing = worked();
  const pieces = engine.dump();
  const dumped = worked() - writing;
  const bytes = new Uint8Array(Buffer.concat(pieces));
  const reading = worked();
  const again = createEngine();
  again.load(bytes);
  again.search(queries[0] as Query, { now });
  const loaded = worked() - reading;
  return {
    seconds,
    megabytes,
    extra: { fileMegabytes: round(bytes.length / 1e6), dumpMs: round(dumped), loadMs: round(loaded) },
    search,
  };
}

/** The same words, stems and weights; what it cannot do itself (counts that follow the other filters) is done over its hits. */
function minisearch(entries: number): Measured {
  const make = corpus();
  const all = new Map<string, Entry>();
  for (let n = 0; n < entries; n += 1) {
    const entry = make(n);
    all.set(entry.id, entry);
  }
  const before = memory();
  const mini = new MiniSearch<Entry>({
    fields: [...FIELDS],
    extractField: (entry, field) => (field === 'id' ? entry.id : entry.words[field as keyof Entry['words']]),
    tokenize: wordsOf,
    processTerm: (word) => (stopWords.has(word) ? null : stemOf(word, 'sv').stem),
  });
  const building = worked();
  for (const entry of all.values()) mini.add(entry);
  const seconds = (worked() - building) / 1000;
  const boost = { title: 8, organisation: 5, place: 5, terms: 4, easySummary: 2, description: 1 };
  const search = (query: Query): number => {
    const found = mini
      .search(query.text, {
        boost,
        combineWith: 'AND',
        prefix: true,
        fuzzy: (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2),
      })
      .map(({ id }) => all.get(id as string) as Entry);
    for (const name of FACET_NAMES) {
      const counts = new Map<string, number>();
      for (const entry of found)
        if (fits(entry, query, name))
          for (const value of facetOf(name).of(entry)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return found.filter((entry) => fits(entry, query)).length;
  };
  return { seconds, megabytes: memory() - before, extra: {}, search };
}

function memory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

function percentiles(name: string, times: number[]): Record<string, number> {
  return { [`${name}50`]: round(percentile(times, 50)), [`${name}99`]: round(percentile(times, 99)) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
