// Entries and questions at random, from few words and few places so that they meet often. For the property tests of the engine.
import fc from 'fast-check';
import type { Entry } from '../../../src/search/engine/entry.ts';
import { FACET_NAMES } from '../../../src/search/engine/facets.ts';
import type { FacetName } from '../../../src/search/engine/facets.ts';
import type { Criteria, Query } from '../../../src/search/engine/query.ts';
import { SORTS } from '../../../src/search/engine/query.ts';
import {
  ACTIVITIES,
  ADMISSIONS,
  CAUSES,
  DAY_PARTS,
  DAYS,
  FACTS,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
  TIMINGS,
} from '../../../src/taxonomies/taxonomies.ts';

export const start = Date.UTC(2026, 3, 1);
const hour = 3_600_000;

/** Forms of the same words, with and without marks, joined and apart, mistyped, small, and in other letters. */
export const words = [
  ...[
    'språkkafé',
    'språkkafeet',
    'sprakcafe',
    'språk',
    'kafé',
    'café',
    'Kaffe',
    'läxhjälp',
    'läxhjälpare',
    'läxa',
    'läxor',
  ],
  ...[
    'laxhjalp',
    'hjälp',
    'hjälper',
    'läxhjlp',
    'köping',
    'Köping',
    'koping',
    'Kopinf',
    'äldre',
    'aldre',
    'alder',
    'senior',
  ],
  ...[
    'seniorer',
    'pensionärer',
    'hund',
    'hundar',
    'hundpromenad',
    'promenad',
    'promenader',
    'pormenad',
    'och',
    'the',
    'a',
    'i',
  ],
  ...[
    'children',
    'child',
    'walking',
    'walk',
    'walks',
    'homework',
    'help',
    'مساعدة',
    'مُسَاعَدَه',
    'المساعدة',
    'éé',
    '2026',
    '12',
  ],
  ...[
    'x',
    'sko',
    'skola',
    'skolor',
    'skolans',
    'skol',
    'barn',
    'barnen',
    'barnskola',
    'ÅÄÖ',
    'straße',
    'strasse',
  ],
];

export const synonymGroups = [
  ['äldre', 'senior', 'pensionär'],
  ['läxhjälp', 'homework help', 'hjälp med läxor'],
  ['hund', 'hundpromenad', 'walk'],
];

const text = (most: number) =>
  fc.array(fc.constantFrom(...words), { maxLength: most }).map((some) => some.join(' '));
const some = <T>(values: readonly T[], most = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: most });
const day = fc
  .integer({ min: 0, max: 40 })
  .map((n) => new Date(start + n * 24 * hour).toISOString().slice(0, 10));
export const hex = (n: number) => n.toString(16).padStart(24, '0');
const points = [
  { lat: 59.61, lon: 16.54 },
  { lat: 59.62, lon: 16.56 },
  { lat: 59.85, lon: 17.63 },
  { lat: 55.6, lon: 13 },
];
const organisations = Array.from({ length: 30 }, (_, n) => hex(0xabc000000 + n));
export const slots = DAYS.flatMap((one) => DAY_PARTS.map((part) => `${one}-${part}` as const));
const municipalities = ['1980', '1983', '0380', '1280'] as const;

export const entries: fc.Arbitrary<Entry> = fc
  .record(
    {
      id: fc.integer({ min: 0, max: 25 }).map((n) => hex(n * 0x123456789)),
      organisation: fc.constantFrom(...organisations),
      words: fc.record({
        title: text(3),
        organisation: text(2),
        place: text(2),
        terms: text(3),
        easySummary: text(3),
        description: text(8),
      }),
      textLang: fc.constantFrom('sv', 'en', 'ar', 'fi'),
      causes: some(CAUSES),
      groups: some(TARGET_GROUPS),
      activities: some(ACTIVITIES),
      timing: fc.constantFrom(...TIMINGS),
      occasions: fc
        .uniqueArray(fc.integer({ min: 0, max: 900 }), { maxLength: 3 })
        .map((list) => list.toSorted((a, b) => a - b).map((n) => start + n * hour)),
      slots: some(slots),
      firstDay: fc.option(day, { nil: undefined }),
      lastDay: fc.option(day, { nil: undefined }),
      onsite: fc.boolean(),
      remote: fc.boolean(),
      municipality: fc.option(fc.constantFrom(...municipalities), { nil: undefined }),
      point: fc.option(fc.constantFrom(...points), { nil: undefined }),
      isArea: fc.boolean(),
      swedish: fc.constantFrom(...SWEDISH_NEEDED),
      practice: fc.boolean(),
      spoken: some(['sv', 'en', 'ar', 'so'] as const),
      access: some(FACTS),
      lowestAge: fc.integer({ min: 0, max: 20 }),
      welcomesGroups: fc.boolean(),
      admission: fc.constantFrom(...ADMISSIONS),
      places: fc.integer({ min: 1, max: 12 }),
      free: fc.integer({ min: -1, max: 12 }),
      waiting: fc.integer({ min: 0, max: 5 }),
      publishedAt: fc.integer({ min: 0, max: 5 }).map((n) => start - n * hour),
      organisationSince: fc.integer({ min: 0, max: 5 }).map((n) => start - n * 1000 * hour),
      until: fc.option(
        fc.integer({ min: 0, max: 200 }).map((n) => start + n * 1_234_567),
        { nil: undefined },
      ),
    },
    { noNullPrototype: true },
  )
  .map(({ firstDay, lastDay, municipality, point, until, ...rest }) => ({
    ...rest,
    days: rest.occasions.map((instant) => new Date(instant).toISOString().slice(0, 10)),
    ...(firstDay === undefined ? {} : { firstDay }),
    ...(lastDay === undefined ? {} : { lastDay }),
    ...(municipality === undefined ? {} : { municipality }),
    ...(point === undefined ? {} : { point }),
    ...(until === undefined ? {} : { until }),
  }));

const chosenValues: Record<FacetName, readonly string[]> = {
  region: [...municipalities, '19', '03', '99'],
  cause: [...CAUSES, 'nonsense'],
  group: TARGET_GROUPS,
  activity: ACTIVITIES,
  slot: slots,
  timing: TIMINGS,
  where: ['onsite', 'remote'],
  swedish: SWEDISH_NEEDED,
  spoken: ['sv', 'en', 'ar', 'so', 'fi'],
  practice: ['yes'],
  access: [...FACTS, 'nonsense'],
  groups: ['yes'],
  admission: ADMISSIONS,
  organisation: [...organisations, hex(1)],
};

const askedText = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 5, arbitrary: text(3) },
  // The beginning of a word, as it is typed.
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...words), fc.integer({ min: 1, max: 8 }))
      .map(([word, n]) => word.slice(0, n)),
  },
);

/** Mostly one or two facets, now and then many. */
const chosen = fc
  .uniqueArray(fc.constantFrom(...FACET_NAMES), { maxLength: 3 })
  .chain((names) =>
    fc.tuple(...names.map((name) => some(chosenValues[name], 6).map((values) => [name, values] as const))),
  )
  .map((pairs) => Object.fromEntries(pairs) as Criteria['chosen']);

export const criteria: fc.Arbitrary<Criteria> = fc
  .record({
    text: askedText,
    chosen,
    near: fc.option(
      fc.record({
        lat: fc.constantFrom(59.6, 55.61),
        lon: fc.constantFrom(16.5, 13.01),
        km: fc.constantFrom(undefined, 2, 5, 100, 0, NaN),
      }),
      { nil: undefined, freq: 3 },
    ),
    bounds: fc.option(fc.constant({ south: 59, west: 16, north: 60, east: 17 }), { nil: undefined, freq: 8 }),
    from: fc.option(day, { nil: undefined, freq: 5 }),
    to: fc.option(day, { nil: undefined, freq: 5 }),
    age: fc.option(fc.constantFrom(12, 15, 18), { nil: undefined, freq: 5 }),
    places: fc.option(fc.constantFrom(1, 2, 5), { nil: undefined, freq: 5 }),
  })
  .map(({ text: asked, chosen: values, near, ...rest }) => {
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    const km = near?.km;
    return {
      text: asked,
      chosen: values,
      ...(near === undefined
        ? {}
        : { near: { lat: near.lat, lon: near.lon, ...(km === undefined ? {} : { km }) } }),
      ...Object.fromEntries(given),
    };
  });

export const queries: fc.Arbitrary<Query> = fc
  .tuple(criteria, fc.constantFrom(...SORTS), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 12 }))
  .map(([asked, sort, skip, take]) => ({ ...asked, sort, skip, take }));
