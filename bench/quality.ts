// How good the answers are: judged queries over the demo's assignments, the service next to minisearch with the same stemming and to MongoDB's own text
// search. The grades were given by reading the assignments, before any engine was asked (3: just this, 2: suits, 1: could do). By the first set the engine was
// made; the unseen one was written without looking at how it answers, and is not to be changed.
import { readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import type { Connection } from 'mongoose';
import { readDemoContent } from '../src/demo/content.ts';
import { seedDemo } from '../src/demo/seed.ts';
import { createLog } from '../src/platform/log.ts';
import { isOpenAt } from '../src/search/engine/entry.ts';
import type { EntryWords } from '../src/search/engine/entry.ts';
import { stemOf } from '../src/search/engine/stem.ts';
import { wordsOf } from '../src/search/engine/text.ts';
import { entryOf } from '../src/search/search.source.ts';
import type { Services } from '../src/services.ts';
import type { Benchmark } from './benchmark.ts';
import { startInstances } from './stage.ts';

interface Judged {
  kind: (typeof kinds)[number];
  text: string;
  /** By the demo's key of an assignment. */
  grades: Record<string, 1 | 2 | 3>;
}

/** An engine: from text to ids, best first. */
type Ask = (text: string) => Promise<string[]> | string[];

const cut = 10;
const kinds = ['swedish', 'mistyped', 'english', 'newcomer', 'arabic'] as const;
const sets = { known: 'judged.json', unseen: 'judged-unseen.json' };
/** The same for all three; ours are the engine's own. */
const weights: Record<keyof EntryWords, number> = {
  title: 8,
  organisation: 5,
  place: 5,
  terms: 4,
  easySummary: 2,
  description: 1,
};
const fields = Object.keys(weights) as (keyof EntryWords)[];

export const quality: Benchmark = {
  about: `Judged queries over the demo: nDCG@${cut} and recall, next to minisearch and MongoDB text search`,
  usage: '--show: every query in which the service is not the best',
  async run(args) {
    const { connection, instances, stop } = await startInstances(1);
    try {
      const { services } = instances[0];
      await seedDemo({
        ...{ config: services.config, connection, log: createLog('silent'), now: new Date() },
        progress: () => undefined,
      });
      await services.search.caughtUp();
      const things = await readThings(services, connection);
      const engines: Record<string, Ask> = {
        service: (text) =>
          services.search
            .ask({ text, chosen: {}, sort: 'relevance', skip: 0, take: 100 })
            .hits.map(({ id }) => id),
        minisearch: miniSearch(things),
        mongodb: await mongoText(connection, things),
      };
      const judged: Awaited<ReturnType<typeof judge>>[] = [];
      for (const [set, file] of Object.entries(sets))
        judged.push(await judge(set, file, { engines, things, show: args.includes('--show') }));
      return {
        table: judged.flatMap(({ table }) => table),
        figures: judged.map(({ set, table, scores }) => ({ set, table, scores })),
      };
    } finally {
      await stop();
    }
  },
};

interface Thing {
  id: string;
  key: string;
  words: EntryWords;
}

/** What is open in the demo, with the words that all three are given. */
async function readThings(services: Services, connection: Connection): Promise<Thing[]> {
  const keys = new Map(readDemoContent().assignments.map(({ title, key }) => [title, key]));
  const rows = await connection.collection('assignments').find({ status: 'published' }).toArray();
  const found = await services.assignments.many(rows.map(({ _id }) => String(_id)));
  const owners = await services.organisations.many(found.map(({ organisation }) => String(organisation)));
  return found.flatMap((assignment) => {
    const organisation = owners.find(({ _id }) => _id.equals(assignment.organisation));
    const key = keys.get(assignment.title);
    if (organisation === undefined || key === undefined) return [];
    const entry = entryOf(assignment, { organisation, waiting: 0 });
    return isOpenAt(entry, Date.now()) ? [{ id: entry.id, key, words: entry.words }] : [];
  });
}

interface Bench {
  engines: Record<string, Ask>;
  things: readonly Thing[];
  show: boolean;
}

async function judge(set: string, file: string, { engines, things, show }: Bench) {
  const judged = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Judged[];
  const idOf = new Map(things.map(({ key, id }) => [key, id]));
  const scores: { kind: string; text: string; by: Record<string, { ndcg: number; recall: number }> }[] = [];
  for (const { kind, text, grades } of judged) {
    // What has filled up or is over by now nobody can find.
    const wanted = new Map(
      Object.entries(grades).flatMap(([key, grade]) => {
        const id = idOf.get(key);
        return id === undefined ? [] : [[id, grade] as const];
      }),
    );
    if (wanted.size === 0) continue;
    const by: Record<string, { ndcg: number; recall: number }> = {};
    for (const [name, ask] of Object.entries(engines)) {
      const ids = (await ask(text)).filter((id) => things.some((thing) => thing.id === id));
      by[name] = { ndcg: ndcg(ids, wanted), recall: recall(ids, wanted) };
    }
    scores.push({ kind, text, by });
  }
  if (show)
    for (const { text, by } of scores) {
      const best = Math.max(...Object.values(by).map((one) => one.ndcg));
      if ((by['service']?.ndcg ?? 0) < best - 0.001 || best < 0.8)
        console.log(
          `${set}: ${text}`.padEnd(40),
          Object.entries(by)
            .map(([name, one]) => `${name} ${one.ndcg.toFixed(2)}`)
            .join('  '),
        );
    }
  const asked = kinds.filter((kind) => scores.some((one) => one.kind === kind));
  const table = [...asked, 'all'].map((kind) => {
    const some = scores.filter((one) => kind === 'all' || one.kind === kind);
    const mean = (name: string, what: 'ndcg' | 'recall'): number =>
      Number((some.reduce((sum, { by }) => sum + (by[name]?.[what] ?? 0), 0) / some.length).toFixed(3));
    return {
      queries: `${set}, ${kind} (${some.length})`,
      ...Object.fromEntries(Object.keys(engines).map((name) => [`${name}, nDCG@${cut}`, mean(name, 'ndcg')])),
      ...Object.fromEntries(Object.keys(engines).map((name) => [`${name}, recall`, mean(name, 'recall')])),
    };
  });
  return { set, table, scores };
}

/** Discounted gain of the first ten against the best order there could be; gains are 2^grade − 1. */
function ndcg(ids: readonly string[], wanted: ReadonlyMap<string, number>): number {
  const gain = (grades: readonly number[]): number =>
    grades.slice(0, cut).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const best = gain([...wanted.values()].sort((a, b) => b - a));
  return gain(ids.map((id) => wanted.get(id) ?? 0)) / best;
}

/** How much of what is wanted stands among twice as many as are wanted, ten at least. */
function recall(ids: readonly string[], wanted: ReadonlyMap<string, number>): number {
  const among = new Set(ids.slice(0, Math.max(cut, 2 * wanted.size)));
  return [...wanted.keys()].filter((id) => among.has(id)).length / wanted.size;
}

/** As its documentation would have it set up: boosts, prefixes and a letter wrong, and the stemming of the service. */
function miniSearch(things: readonly Thing[]): Ask {
  const index = new MiniSearch<EntryWords & { id: string }>({
    fields,
    tokenize: wordsOf,
    processTerm: (term) => stemOf(term, 'sv').key,
    searchOptions: { boost: weights, prefix: true, fuzzy: 0.2 },
  });
  index.addAll(things.map(({ id, words }) => ({ id, ...words })));
  return (text) => index.search(text).map(({ id }) => String(id));
}

/** A text index of the same weights, in Swedish. */
async function mongoText(connection: Connection, things: readonly Thing[]): Promise<Ask> {
  const texts = connection.collection<EntryWords & { _id: string }>('texts');
  await texts.insertMany(things.map(({ id, words }) => ({ _id: id, ...words })));
  await texts.createIndexes([
    {
      key: Object.fromEntries(fields.map((field) => [field, 'text'] as const)),
      weights,
      default_language: 'swedish',
    },
  ]);
  return async (text) => {
    const score = { score: { $meta: 'textScore' } };
    const found = await texts
      .find({ $text: { $search: text } }, { projection: score })
      .sort(score)
      .limit(100)
      .toArray();
    return found.map(({ _id }) => _id);
  };
}
