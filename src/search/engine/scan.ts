// The plain engine: looks at every entry for every question, exactly as the words of the query say. Slow, and what the quick one is held against.
import { kmBetween } from './distance.ts';
import type { AskedAt, Engine } from './engine.ts';
import { isOpenAt } from './entry.ts';
import type { Entry, EntryFacts } from './entry.ts';
import { FACET_NAMES, facetOf } from './facets.ts';
import type { FacetName } from './facets.ts';
import { AGES, PLACES_LEFT, RADII } from './query.ts';
import type { Answer, Criteria, Hit, Query, Sort } from './query.ts';
import { askedOf } from './asked.ts';
import type { AskedWord } from './asked.ts';
import { answeredOf, answerOf, enoughOf, fewAnswers, rankOf, rareness, termsIn } from './relevance.ts';
import type { TermIn } from './relevance.ts';
import { bestKnown } from './spelling.ts';
import type { Near } from './spelling.ts';
import { noSynonyms } from './synonyms.ts';
import type { Synonyms } from './synonyms.ts';
import { happensWithin, soonest } from './times.ts';

export function createScan(): Engine {
  const entries = new Map<string, Entry>();
  const terms = new Map<string, readonly TermIn[]>();
  let synonyms: Synonyms = noSynonyms;

  /** Every term of every entry, once for each. */
  function nearTo(open: readonly Entry[]): Near[] {
    return open.flatMap(({ id }) => (terms.get(id) ?? []).map(({ facts }) => ({ ...facts, times: () => 1 })));
  }

  /** Reads the text against all that is open. */
  function read(text: string, open: readonly Entry[]): Read {
    const words = askedOf(text, synonyms).map((asked) => {
      const answers = (withMistakes: boolean) =>
        new Map(open.map(({ id }) => [id, answerOf(asked, terms.get(id) ?? [], withMistakes)]));
      const count = (found: ReadonlyMap<string, number>) => [...found.values()].filter((n) => n > 0).length;
      const plain = answers(false);
      const answered = count(plain);
      const isMistyped = asked.wrong > 0 && answered < fewAnswers;
      const meant = isMistyped ? bestKnown(asked, nearTo(open), answered) : undefined;
      const found = isMistyped ? answers(true) : plain;
      return { asked, found, isMistyped, meant, n: count(found) };
    });
    const rarenesses = words.map(({ n }) => rareness(n, open.length));
    const answersOf = ({ id }: Entry) => words.map(({ found }) => found.get(id) ?? 0);
    const isWhole = (entry: Entry) => answersOf(entry).every((answer) => answer > 0);
    const least = enoughOf(
      words.map(({ n }) => n),
      rarenesses,
    );
    const isWide = open.filter(isWhole).length < fewAnswers && least > 0;
    return {
      mistyped: words.filter(({ isMistyped }) => isMistyped).map(({ asked }) => asked.word),
      meant: new Map(
        words.flatMap(({ asked, meant }) => (meant === undefined ? [] : [[asked.word, meant] as const])),
      ),
      isWhole,
      answers: (entry) => isWhole(entry) || (isWide && answeredOf(answersOf(entry), rarenesses) >= least),
      rank: (entry) => rankOf(answersOf(entry), rarenesses),
    };
  }

  function ask(criteria: Criteria, at: AskedAt) {
    const open = [...entries.values()].filter((entry) => isOpenAt(entry, at.now));
    const text = read(criteria.text, open);
    const found = (except?: keyof Criteria | FacetName, asked = criteria): Entry[] =>
      open.filter((entry) => text.answers(entry) && fits(entry, asked, except));
    return { text, found };
  }

  return {
    put(entry) {
      entries.set(entry.id, entry);
      terms.set(entry.id, termsIn(entry));
    },
    remove(id) {
      entries.delete(id);
      terms.delete(id);
    },
    useSynonyms(given) {
      synonyms = given;
    },
    settle: async () => {},
    entry: (id) => entries.get(id),
    get size() {
      return entries.size;
    },
    count: (criteria, at) => ask(criteria, at).found().length,
    each(criteria, at, visit) {
      ask(criteria, at).found().forEach(visit);
    },
    search(query, at): Answer {
      const { near } = query;
      const { text, found } = ask(query, at);
      const hits = found();
      return {
        total: hits.length,
        hits: sorted(hits, query, at, text)
          .slice(query.skip, query.skip + query.take)
          .map((entry) => hitOf(entry, query)),
        facets: Object.fromEntries(
          FACET_NAMES.map((name) => [name, countValues(found(name), query, name)]),
        ) as unknown as Answer['facets'],
        km:
          near === undefined
            ? new Map()
            : thresholds(RADII, found(undefined, withoutRadius(query)), (entry, km) =>
                isWithin(entry, near, km),
              ),
        ages: thresholds(AGES, found('age'), ({ lowestAge }, age) => lowestAge <= age),
        places: thresholds(PLACES_LEFT, found('places'), ({ free }, n) => free >= n),
        whole: hits.filter(text.isWhole).length,
        mistyped: text.mistyped,
        meant: text.meant,
      };
    },
  };
}

interface Read {
  readonly mistyped: readonly string[];
  readonly meant: ReadonlyMap<string, string>;
  readonly isWhole: (entry: Entry) => boolean;
  readonly answers: (entry: Entry) => boolean;
  readonly rank: (entry: Entry) => number;
}

/** True if the entry is what is asked for, its openness apart; a mistyped word is none. */
export function matches(entry: Entry, criteria: Criteria, synonyms?: Synonyms): boolean {
  return answersText(termsIn(entry), askedOf(criteria.text, synonyms)) && fits(entry, criteria);
}

export function answersText(terms: readonly TermIn[], asked: readonly AskedWord[]): boolean {
  return asked.every((word) => answerOf(word, terms, false) > 0);
}

/** True if it is what is asked for, text and openness apart. `except` leaves one criterion or facet out. */
export function fits(entry: EntryFacts, criteria: Criteria, except?: keyof Criteria | FacetName): boolean {
  const { near, bounds, age, places } = criteria;
  const { point } = entry;
  if (near?.km !== undefined && !isWithin(entry, near, near.km)) return false;
  if (bounds !== undefined) {
    if (point === undefined) return false;
    if (point.lat < bounds.south || point.lat > bounds.north) return false;
    if (point.lon < bounds.west || point.lon > bounds.east) return false;
  }
  if (!happensWithin(entry, criteria)) return false;
  if (except !== 'age' && age !== undefined && entry.lowestAge > age) return false;
  if (except !== 'places' && places !== undefined && entry.free < places) return false;
  return FACET_NAMES.every((name) => name === except || hasChosen(entry, criteria, name));
}

function hasChosen(entry: EntryFacts, { chosen }: Criteria, name: FacetName): boolean {
  const asked = chosen[name] ?? [];
  if (asked.length === 0) return true;
  const facet = facetOf(name);
  const own = facet.of(entry);
  return facet.all === true
    ? asked.every((value) => own.includes(value))
    : asked.some((value) => own.includes(value));
}

/** Of a facet that asks for all: how many with the value beside those chosen. */
function countValues(list: readonly Entry[], query: Query, name: FacetName): ReadonlyMap<string, number> {
  const facet = facetOf(name);
  const counts = new Map<string, number>();
  for (const entry of list) {
    if (facet.all === true && !hasChosen(entry, query, name)) continue;
    for (const value of facet.of(entry)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return facet.most === undefined ? counts : mostOf(counts, facet.most, query.chosen[name] ?? []);
}

function mostOf(counts: ReadonlyMap<string, number>, most: number, chosen: readonly string[]) {
  const inOrder = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return new Map(inOrder.filter(([value], place) => place < most || chosen.includes(value)));
}

function thresholds(
  steps: readonly number[],
  list: readonly Entry[],
  passes: (entry: Entry, step: number) => boolean,
): ReadonlyMap<number, number> {
  return new Map(steps.map((step) => [step, list.filter((entry) => passes(entry, step)).length]));
}

function withoutRadius(query: Criteria): Criteria {
  const { near, ...rest } = query;
  return near === undefined ? rest : { ...rest, near: { lat: near.lat, lon: near.lon } };
}

function isWithin({ point }: EntryFacts, near: { lat: number; lon: number }, km: number): boolean {
  return point !== undefined && kmBetween(near, point) <= km;
}

function hitOf({ id, point }: Entry, { near }: Criteria): Hit {
  return near === undefined || point === undefined ? { id } : { id, km: kmBetween(near, point) };
}

function sorted(list: readonly Entry[], query: Query, at: AskedAt, text: Read): Entry[] {
  const key = keyOf(query, at, text);
  const keyed = list.map((entry) => ({ entry, key: key(entry), inPart: text.isWhole(entry) ? 0 : 1 }));
  keyed.sort((a, b) => a.inPart - b.inPart || a.key - b.key || newestFirst(a.entry, b.entry));
  return keyed.map(({ entry }) => entry);
}

/** Lower comes first. */
function keyOf(query: Query, at: AskedAt, read: Read): (entry: Entry) => number {
  const { near, sort } = query;
  const keys: Record<Sort, (entry: Entry) => number> = {
    newest: () => 0,
    relevance: read.rank,
    nearest: ({ point }) =>
      near === undefined ? 0 : point === undefined ? Infinity : kmBetween(near, point),
    soonest: (entry) => soonest(entry, at.now),
    fit: (entry) => -(at.score?.(entry) ?? 0),
  };
  return keys[sort];
}

export function newestFirst(one: EntryFacts, other: EntryFacts): number {
  return other.publishedAt - one.publishedAt || (one.id < other.id ? 1 : -1);
}
