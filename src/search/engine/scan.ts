// The plain engine: looks at every entry for every question, exactly as the words of the query say. Slow, and what the quick one is held against.
import { kmBetween } from './distance.ts';
import type { AskedAt, Engine } from './engine.ts';
import { isOpenAt } from './entry.ts';
import type { Entry } from './entry.ts';
import { FACET_NAMES, facetOf } from './facets.ts';
import type { FacetName } from './facets.ts';
import { AGES, PLACES_LEFT, RADII } from './query.ts';
import type { Answer, Criteria, Hit, Query, Sort } from './query.ts';
import { relevance } from './relevance.ts';
import { happensWithin, soonest } from './times.ts';

export function createScan(): Engine {
  const entries = new Map<string, Entry>();

  const found = (criteria: Criteria, at: AskedAt, except?: keyof Criteria | FacetName): Entry[] =>
    [...entries.values()].filter((entry) => isOpenAt(entry, at.now) && matches(entry, criteria, except));

  return {
    put: (entry) => void entries.set(entry.id, entry),
    remove: (id) => void entries.delete(id),
    entry: (id) => entries.get(id),
    get size() {
      return entries.size;
    },
    count: (criteria, at) => found(criteria, at).length,
    each(criteria, at, visit) {
      found(criteria, at).forEach(visit);
    },
    search(query, at): Answer {
      const { near } = query;
      const hits = found(query, at);
      return {
        total: hits.length,
        hits: sorted(hits, query, at)
          .slice(query.skip, query.skip + query.take)
          .map((entry) => hitOf(entry, query)),
        facets: Object.fromEntries(
          FACET_NAMES.map((name) => [name, countValues(found(query, at, name), query, name)]),
        ) as unknown as Answer['facets'],
        km:
          near === undefined
            ? new Map()
            : thresholds(RADII, found(withoutRadius(query), at), (entry, km) => isWithin(entry, near, km)),
        ages: thresholds(AGES, found(query, at, 'age'), ({ lowestAge }, age) => lowestAge <= age),
        places: thresholds(PLACES_LEFT, found(query, at, 'places'), ({ free }, n) => free >= n),
      };
    },
  };
}

/** True if the entry is what is asked for, its openness apart. `except` leaves one criterion or facet out. */
export function matches(entry: Entry, criteria: Criteria, except?: keyof Criteria | FacetName): boolean {
  const { text, near, bounds, age, places } = criteria;
  const { point } = entry;
  if (except !== 'text' && text !== '' && relevance(entry, text) === 0) return false;
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

function hasChosen(entry: Entry, { chosen }: Criteria, name: FacetName): boolean {
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

function isWithin({ point }: Entry, near: { lat: number; lon: number }, km: number): boolean {
  return point !== undefined && kmBetween(near, point) <= km;
}

function hitOf({ id, point }: Entry, { near }: Criteria): Hit {
  return near === undefined || point === undefined ? { id } : { id, km: kmBetween(near, point) };
}

function sorted(list: readonly Entry[], query: Query, at: AskedAt): Entry[] {
  const key = keyOf(query, at);
  const keyed = list.map((entry) => ({ entry, key: key(entry) }));
  keyed.sort((a, b) => a.key - b.key || newestFirst(a.entry, b.entry));
  return keyed.map(({ entry }) => entry);
}

/** Lower comes first. */
function keyOf(query: Query, at: AskedAt): (entry: Entry) => number {
  const { near, text, sort } = query;
  const keys: Record<Sort, (entry: Entry) => number> = {
    newest: () => 0,
    relevance: (entry) => (text === '' ? 0 : -relevance(entry, text)),
    nearest: ({ point }) =>
      near === undefined ? 0 : point === undefined ? Infinity : kmBetween(near, point),
    soonest: (entry) => soonest(entry, at.now),
    fit: (entry) => -(at.score?.(entry) ?? 0),
  };
  return keys[sort];
}

export function newestFirst(one: Entry, other: Entry): number {
  return other.publishedAt - one.publishedAt || (one.id < other.id ? 1 : -1);
}
