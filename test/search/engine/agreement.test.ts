// The quick engine answers as the plain one does: every hit, its order, every count, after any changes and at any time.
import fc from 'fast-check';
import type { Engine } from '../../../src/search/engine/engine.ts';
import type { Entry, EntryFacts } from '../../../src/search/engine/entry.ts';
import type { Query } from '../../../src/search/engine/query.ts';
import { createEngine } from '../../../src/search/engine/quick.ts';
import { createScan } from '../../../src/search/engine/scan.ts';
import { synonymsOf } from '../../../src/search/engine/synonyms.ts';
import { entries, hex, queries, start, synonymGroups } from './entries.ts';

/** `RUNS=20000 npm test -- test/search/engine` for a long look. */
const runs = Number(process.env['RUNS'] ?? 60);

type Step =
  | { do: 'put'; entry: Entry }
  | { do: 'refill'; free: number; id: string }
  | { do: 'remove'; id: string }
  | { do: 'merge' }
  | { do: 'reload' }
  | { do: 'synonyms'; on: boolean }
  | { do: 'ask'; query: Query; minutes: number };

const id = fc.integer({ min: 0, max: 25 }).map((n) => hex(n * 0x123456789));
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), entry: entries }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('refill' as const), free: fc.integer({ min: -1, max: 3 }), id }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('synonyms' as const), on: fc.boolean() }) },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('ask' as const),
        query: queries,
        minutes: fc.integer({ min: -50, max: 5000 }),
      }),
    },
  ),
  { minLength: 5, maxLength: 60, size: 'max' },
);

/** Prefers some, and shows what the view gives. */
const score = ({ waiting, causes, point, id: own }: EntryFacts) =>
  causes.length * 2 - waiting + (point?.lat ?? 0) / 100 + Number.parseInt(own.slice(-1), 16) / 1000;

test('whatever happens, both engines give the same answers', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      let quick = createEngine();
      let known = synonymsOf([]);
      const plain = createScan();
      for (const step of list) {
        if (step.do === 'ask') compare(quick, plain, step.query, start + step.minutes * 60_000);
        else if (step.do === 'put') [quick, plain].forEach((engine) => engine.put(step.entry));
        else if (step.do === 'remove') [quick, plain].forEach((engine) => engine.remove(step.id));
        else if (step.do === 'merge') await quick.settle();
        else if (step.do === 'reload') {
          const bytes = new Uint8Array(Buffer.concat(quick.dump()));
          quick = createEngine();
          quick.useSynonyms(known);
          expect(quick.load(bytes)).toBe(true);
        } else if (step.do === 'synonyms') {
          known = synonymsOf(step.on ? synonymGroups : []);
          for (const engine of [quick, plain]) engine.useSynonyms(known);
        } else {
          const before = plain.entry(step.id) as Entry | undefined;
          if (before !== undefined)
            [quick, plain].forEach((engine) => engine.put({ ...before, free: step.free }));
        }
      }
    }),
    { numRuns: runs },
  );
}, 600_000);

function compare(quick: Engine, plain: Engine, query: Query, now: number): void {
  const at = { now, score };
  expect(quick.size).toBe(plain.size);
  const [found, expected] = [quick.search(query, at), plain.search(query, at)];
  expect(sortable(found)).toEqual(sortable(expected));
  expect(found.hits).toEqual(expected.hits);
  expect(quick.count(query, at)).toBe(expected.total);
  const visited: string[] = [];
  quick.each(query, at, (entry) => {
    visited.push(entry.id);
    expect(inOrder(quick.entry(entry.id))).toEqual(inOrder(plain.entry(entry.id)));
  });
  expect(new Set(visited).size).toBe(expected.total);
}

/** Maps compared as what they say, not by the order in which they say it. */
function sortable({ hits: _, facets, ...rest }: ReturnType<Engine['search']>) {
  const lists = Object.entries(facets).map(([name, counts]) => [name, [...counts].sort()]);
  return { ...rest, facets: Object.fromEntries(lists) as unknown };
}

function inOrder(entry: EntryFacts | undefined) {
  if (entry === undefined) return undefined;
  const { words: _, ...facts } = entry as Entry;
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) && name !== 'occasions' && name !== 'days' ? value.toSorted() : value,
    ]),
  );
}
