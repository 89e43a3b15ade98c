// The quick engine: postings of words, columns of facts, sets of bits. How it is made and what each step costs is in docs/search.md; what it
// answers is what the plain scan answers, which the tests hold it against.
import { count, countBoth, hasBit, members } from './bits.ts';
import type { Bits } from './bits.ts';
import { createColumns } from './columns.ts';
import {
  countAges,
  countBits,
  countOrganisations,
  countPlaces,
  countRadii,
  countRegions,
  named,
} from './counts.ts';
import { kmBetween } from './distance.ts';
import type { AskedAt, Engine } from './engine.ts';
import type { Entry } from './entry.ts';
import { FACET_NAMES } from './facets.ts';
import type { FacetName } from './facets.ts';
import { combine, narrow } from './filters.ts';
import type { Counted } from './filters.ts';
import { hashOf } from './hash.ts';
import { dumped, restored } from './keeping.ts';
import { createLexicon } from './lexicon.ts';
import { createMerging } from './merging.ts';
import { createOpenness } from './openness.ts';
import { inOrder } from './order.ts';
import { createPostings } from './postings.ts';
import type { Answer, Criteria, Hit, Query } from './query.ts';
import { readText } from './readings.ts';
import { copyOf, viewOf } from './row.ts';
import { createScratch } from './scratch.ts';
import { noSynonyms } from './synonyms.ts';
import type { Synonyms } from './synonyms.ts';
import { FIELDS, termsOf } from './term.ts';
import { BITS, spans } from './values.ts';
import type { BitFacet } from './values.ts';

type Counts = Pick<Answer, 'facets' | 'km' | 'ages' | 'places'>;

export interface KeptEngine extends Engine {
  /** All of it, in pieces to be written one after the other; merges first, which `settle` does without holding the event loop. */
  dump(): Uint8Array<ArrayBuffer>[];
  /** Takes the place of all that is there. False for what another version has written, and then nothing has changed. Synonyms stay. */
  load(bytes: Uint8Array): boolean;
  /** What it holds in memory, in bytes; `scratch` is working memory for questions. */
  readonly memory: Readonly<Record<'columns' | 'lexicon' | 'postings' | 'openness' | 'scratch', number>>;
}

export function createEngine(): KeptEngine {
  const columns = createColumns();
  const lexicon = createLexicon();
  const postings = createPostings();
  const openness = createOpenness(columns);
  const merging = createMerging(postings);
  const scratch = createScratch();
  let size = 0;
  let synonyms: Synonyms = noSynonyms;
  /** Of the question that asks for nothing, until something changes. */
  let ofAll: { epoch: number; counts: Counts } | undefined;

  function index(doc: number, entry: Entry): void {
    for (const [term, fields] of termsOf(entry)) postings.add(doc, lexicon.numberOf(term), fields);
  }

  function drop(doc: number): void {
    openness.remove(doc);
    columns.ids.remove(doc);
    merging.forget(doc);
    size -= 1;
  }

  function ask(criteria: Criteria, { now }: AskedAt) {
    openness.moveTo(now);
    scratch.fit(columns.size);
    const base = scratch.bits('base');
    base.set(openness.open.subarray(0, scratch.words));
    const against = {
      lexicon,
      postings,
      scratch,
      open: openness.open,
      openCount: openness.count,
    };
    const text = readText(criteria.text, synonyms, against, base);
    const counted = narrow(criteria, columns, scratch, base);
    return { text, counted, ...combine(base, counted, scratch) };
  }

  /** Writes the set to `scratch.docs`. */
  const list = (set: Bits) => members(set, scratch.words, scratch.docs);

  function countsOf(
    query: Query,
    asked: { all: Bits; counted: ReadonlyMap<Counted, Bits>; without: (left: Counted) => Bits },
    km: ((point: number) => number) | undefined,
  ): Counts {
    const { all, counted, without } = asked;
    const bitCounts = countBits(columns, all, scratch.words, 0, BITS);
    const bitFacet = (name: BitFacet) => {
      if (!counted.has(name)) return named(name, bitCounts, 0);
      const { from, values } = spans[name];
      return named(name, countBits(columns, without(name), scratch.words, from, from + values.length), from);
    };
    let listed: Bits | undefined;
    let n = 0;
    /** Most are counted in the same set, which is listed once. */
    const within = <T>(left: Counted, work: (docs: Uint32Array, n: number) => T): T => {
      const set = without(left);
      if (set !== listed || set !== all) n = list(set);
      listed = set;
      return work(scratch.docs, n);
    };
    const facet = (name: FacetName): ReadonlyMap<string, number> => {
      if (name === 'region') return within(name, (docs, many) => countRegions(columns, docs, many));
      if (name === 'organisation')
        return within(name, (docs, many) =>
          countOrganisations(columns, docs, many, query.chosen.organisation ?? []),
        );
      return bitFacet(name);
    };
    return {
      facets: Object.fromEntries(
        FACET_NAMES.map((name) => [name, facet(name)]),
      ) as unknown as Answer['facets'],
      km:
        km === undefined
          ? new Map()
          : within('km', (docs, many) => countRadii(columns.arrays.point, km, docs, many)),
      ages: within('age', (docs, many) => countAges(columns, docs, many)),
      places: within('places', (docs, many) => countPlaces(columns, docs, many)),
    };
  }

  /** To a point of the table, measured once in a question. */
  function kmFrom(near: Criteria['near']): ((point: number) => number) | undefined {
    if (near === undefined) return undefined;
    const { lat, lon } = columns.coordinates;
    const known = new Float64Array(Math.max(1, lat.length)).fill(-1);
    known[0] = Infinity;
    return (point) => {
      if (known[point] === -1)
        known[point] = kmBetween(near, { lat: lat[point] as number, lon: lon[point] as number });
      return known[point] as number;
    };
  }

  return {
    put(entry) {
      const [high, low] = hashOf([entry.textLang, ...FIELDS.map((field) => entry.words[field])]);
      const { arrays } = columns;
      const known = columns.ids.find(entry.id);
      if (known !== undefined && arrays.hashHigh[known] === high && arrays.hashLow[known] === low) {
        const until = arrays.until[known];
        columns.write(known, entry);
        openness.update(known, arrays.until[known] !== until);
        return;
      }
      if (known !== undefined) drop(known);
      const doc = merging.take() ?? columns.size;
      columns.include(doc);
      columns.ids.add(entry.id, doc);
      columns.write(doc, entry);
      columns.arrays.hashHigh[doc] = high;
      columns.arrays.hashLow[doc] = low;
      index(doc, entry);
      openness.put(doc);
      size += 1;
      merging.consider(size, lexicon.size);
    },

    remove(id) {
      const doc = columns.ids.find(id);
      if (doc === undefined) return;
      drop(doc);
      merging.consider(size, lexicon.size);
    },

    useSynonyms(given) {
      synonyms = given;
    },

    settle: () => merging.settle(() => lexicon.size),

    entry(id) {
      const doc = columns.ids.find(id);
      return doc === undefined ? undefined : copyOf(columns, doc);
    },

    get size() {
      return size;
    },

    dump() {
      merging.finish(lexicon.size);
      return dumped({ columns, lexicon, postings }, openness.live);
    },

    load(bytes) {
      const live = restored({ columns, lexicon, postings }, bytes);
      if (live === undefined) return false;
      size = count(live, live.length);
      openness.restore(live);
      merging.restore(numbersWithout(live, columns.size));
      ofAll = undefined;
      return true;
    },

    get memory() {
      return {
        columns: columns.bytes,
        lexicon: lexicon.bytes,
        postings: postings.bytes,
        openness: openness.bytes,
        scratch: scratch.bytes,
      };
    },

    count(criteria, at) {
      const { all } = ask(criteria, at);
      return count(all, scratch.words);
    },

    each(criteria, at, visit) {
      const n = list(ask(criteria, at).all);
      // A copy, as a visit may ask again.
      for (const doc of scratch.docs.slice(0, n)) visit(viewOf(columns, doc));
    },

    search(query, at): Answer {
      const asked = ask(query, at);
      const { text, all, counted } = asked;
      const km = kmFrom(query.near);
      const total = count(all, scratch.words);
      const isAll = total === openness.count && counted.size === 0 && km === undefined;
      const known = isAll && ofAll?.epoch === openness.epoch ? ofAll.counts : undefined;
      const counts = known ?? countsOf(query, asked, km);
      if (isAll) ofAll = { epoch: openness.epoch, counts };
      const hits = inOrder(columns, scratch, all, list(all), { query, at, text, km });
      return {
        total,
        hits: hits.map((doc) => hitOf(doc, km)),
        ...counts,
        whole: text?.whole === undefined ? total : countBoth(all, text.whole, scratch.words),
        mistyped: text?.mistyped ?? [],
        meant: text?.meant ?? new Map(),
      };
    },
  };

  function hitOf(doc: number, km: ((point: number) => number) | undefined): Hit {
    const id = columns.ids.id(doc);
    const point = columns.arrays.point[doc] as number;
    return km === undefined || point === 0 ? { id } : { id, km: km(point) };
  }
}

/** Those that can be given again. */
function* numbersWithout(live: Bits, size: number): Generator<number> {
  for (let doc = size - 1; doc >= 0; doc -= 1) if (!hasBit(live, doc)) yield doc;
}
