// Assignments and searches as a seed decides them, close enough to each other to meet often, and far enough apart not to do so always.
import type { Entry, SlotCode } from '../../src/search/engine/entry.ts';
import type { FacetName } from '../../src/search/engine/facets.ts';
import type { Criteria } from '../../src/search/engine/query.ts';
import { places } from '../../src/places/places.ts';
import {
  ACTIVITIES,
  ADMISSIONS,
  CAUSES,
  DAY_PARTS,
  FACTS,
  LANGUAGES,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
  TIMINGS,
} from '../../src/taxonomies/taxonomies.ts';

export interface Random {
  /** From 0 up to 1. */
  next: () => number;
  of: <T>(list: readonly T[]) => T;
  some: <T>(list: readonly T[], most: number) => T[];
  chance: (share: number) => boolean;
}

/** The same for the same seed (mulberry32). */
export function randomness(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const of = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return {
    next,
    of,
    chance: (share) => next() < share,
    some: (list, most) => [...new Set(Array.from({ length: 1 + Math.floor(next() * most) }, () => of(list)))],
  };
}

const words =
  'läxhjälp läxor barn bibliotek språkkafé svenska promenad äldre fika hund skog köping koping fotboll ledare kök mat utdelning arabiska flykting katt natur ö å 24'.split(
    ' ',
  );
const organisations = Array.from({ length: 12 }, (_, n) => n.toString(16).padStart(24, '0'));
const towns = places().filter(({ kind }) => kind === 'town');
const near = towns.filter(({ municipality }) => ['1980', '1981', '1983', '0380'].includes(municipality));
const slots = [1, 2, 3, 4, 5, 6, 7].flatMap((day) => DAY_PARTS.map((part) => `${day}-${part}` as SlotCode));
const days = Array.from({ length: 28 }, (_, n) => `2026-12-${String(n + 1).padStart(2, '0')}`);

/** With `full` it has something of everything. */
export function randomEntry(random: Random, full = false): Entry {
  const { of, some, chance } = random;
  const text = (most: number) => some(words, most).join(' ');
  const timing = of(TIMINGS);
  const place = of(chance(0.6) ? near : towns);
  const isRemote = !full && chance(0.15);
  return {
    id: String(Math.floor(random.next() * 1e9)).padStart(24, '0'),
    organisation: of(organisations),
    words: {
      title: text(3),
      organisation: text(2),
      place: place.name,
      terms: text(3),
      easySummary: text(4),
      description: text(12),
    },
    textLang: 'sv',
    causes: some(CAUSES, 2),
    groups: some(TARGET_GROUPS, 2),
    activities: some(ACTIVITIES, 3),
    timing,
    occasions: [],
    days: timing === 'dates' ? some(days, 3).sort() : [],
    slots: full || timing === 'weekly' ? some(slots, 3) : [],
    onsite: !isRemote,
    remote: full || isRemote || chance(0.1),
    ...(isRemote ? {} : { municipality: place.municipality, point: { lat: place.lat, lon: place.lon } }),
    isArea: false,
    swedish: of(SWEDISH_NEEDED),
    practice: full || chance(0.3),
    spoken: full || chance(0.3) ? some(LANGUAGES, 3) : [],
    access: full || chance(0.5) ? some(FACTS, 4) : [],
    lowestAge: of([0, 13, 15, 18]),
    welcomesGroups: full || chance(0.3),
    admission: of(ADMISSIONS),
    places: 4,
    free: of([1, 2, 4]),
    waiting: 0,
    publishedAt: 0,
    organisationSince: 0,
  };
}

export function randomCriteria(random: Random): Criteria {
  const { of, some, chance } = random;
  const chosen: Partial<Record<FacetName, readonly string[]>> = {};
  const maybe = (share: number, name: FacetName, values: readonly string[], most: number) => {
    if (chance(share)) chosen[name] = some(values, most);
  };
  const town = of(chance(0.7) ? near : towns);
  maybe(0.3, 'region', [town.municipality, town.municipality.slice(0, 2), '1980', '19'], 2);
  maybe(0.3, 'cause', CAUSES, 4);
  maybe(0.15, 'group', TARGET_GROUPS, 3);
  maybe(0.15, 'activity', ACTIVITIES, 5);
  maybe(0.15, 'slot', slots, 8);
  maybe(0.05, 'timing', TIMINGS, 2);
  maybe(0.08, 'where', ['onsite', 'remote'], 1);
  maybe(0.1, 'swedish', SWEDISH_NEEDED, 2);
  maybe(0.1, 'spoken', LANGUAGES, 3);
  maybe(0.08, 'practice', ['yes'], 1);
  maybe(0.1, 'access', FACTS, 2);
  maybe(0.05, 'groups', ['yes'], 1);
  maybe(0.05, 'admission', ADMISSIONS, 1);
  maybe(0.06, 'organisation', organisations, 2);
  const prefix = (word: string) => (chance(0.3) ? word.slice(0, 1 + Math.floor(random.next() * 4)) : word);
  return {
    text: chance(0.25) ? some(words, 2).map(prefix).join(' ') : '',
    chosen,
    ...(chance(0.2) ? { near: { lat: town.lat, lon: town.lon, km: of([2, 5, 10, 25, 50, 100, 300]) } } : {}),
    ...(chance(0.1)
      ? {
          bounds: {
            south: town.lat - random.next(),
            north: town.lat + random.next(),
            west: town.lon - random.next(),
            east: town.lon + random.next(),
          },
        }
      : {}),
    ...(chance(0.1) ? { from: of(days) } : {}),
    ...(chance(0.1) ? { age: of([13, 16, 18]) } : {}),
    ...(chance(0.05) ? { places: of([2, 4]) } : {}),
  };
}
