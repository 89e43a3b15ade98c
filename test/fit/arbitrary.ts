// Believable entries and wishes of every kind, for properties that must hold of all of them.
import fc from 'fast-check';
import { SLOTS } from '../../src/taxonomies/taxonomies.ts';
import type { Wish } from '../../src/fit/wish.ts';
import { addDays, atStockholm } from '../../src/platform/stockholm.ts';
import type { EntryFacts } from '../../src/search/engine/entry.ts';
import {
  ACTIVITIES,
  ADMISSIONS,
  CAUSES,
  FACTS,
  LANGUAGES,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
  TIMINGS,
} from '../../src/taxonomies/taxonomies.ts';

/** A Tuesday, ten in the morning in Sweden. */
export const now = Date.parse('2026-11-24T09:00:00Z');
const day = 86_400_000;

const some = <const T>(list: readonly T[], maxLength = 3) =>
  fc.uniqueArray(fc.constantFrom(...list), { maxLength });
const municipalities = ['1980', '0180', '1480'];
const point = fc.record({
  lat: fc.double({ min: 59, max: 60, noNaN: true }),
  lon: fc.double({ min: 16, max: 18, noNaN: true }),
});
const dates = fc.uniqueArray(
  fc.record({ in: fc.integer({ min: -5, max: 40 }), from: fc.constantFrom('09:00', '13:30', '18:00') }),
  { minLength: 1, maxLength: 4, selector: (one) => one.in },
);

export const anEntry: fc.Arbitrary<EntryFacts> = fc
  .record({
    id: fc.integer({ min: 0, max: 0xff_ff_ff }).map((n) => n.toString(16).padStart(24, '0')),
    organisation: fc.integer({ min: 1, max: 9 }).map((n) => String(n).padStart(24, '0')),
    causes: some(CAUSES),
    groups: some(TARGET_GROUPS),
    activities: some(ACTIVITIES),
    timing: fc.constantFrom(...TIMINGS),
    dates,
    slots: some(SLOTS, 4),
    where: fc.constantFrom('onsite', 'remote', 'both'),
    municipality: fc.constantFrom(...municipalities),
    point,
    isArea: fc.boolean(),
    swedish: fc.constantFrom(...SWEDISH_NEEDED),
    practice: fc.boolean(),
    spoken: some(LANGUAGES.slice(1, 6)),
    access: some(FACTS, 5),
    lowestAge: fc.constantFrom(0, 13, 15, 16, 18, 20),
    welcomesGroups: fc.boolean(),
    admission: fc.constantFrom(...ADMISSIONS),
    places: fc.integer({ min: 1, max: 20 }),
    full: fc.boolean(),
    waiting: fc.integer({ min: 0, max: 200 }),
    ago: fc.integer({ min: 0, max: 300 }),
    since: fc.integer({ min: 0, max: 400 }),
    until: fc.option(fc.integer({ min: -5, max: 60 }), { nil: undefined }),
  })
  .map(({ dates: chosen, where, full, ago, since, until, point: at, ...rest }) => {
    const sorted = chosen.toSorted((a, b) => a.in - b.in);
    const days = rest.timing === 'dates' ? sorted.map((one) => addDays('2026-11-24', one.in)) : [];
    return {
      ...rest,
      words: { title: '', organisation: '', place: '', terms: '', easySummary: '', description: '' },
      textLang: 'sv',
      occasions: days.map((date, index) => atStockholm(date, sorted[index]?.from ?? '09:00').getTime()),
      days,
      slots: rest.timing === 'weekly' ? rest.slots : [],
      onsite: where !== 'remote',
      remote: where !== 'onsite',
      ...(where === 'remote' ? {} : { point: at }),
      free: full ? 0 : rest.places,
      publishedAt: now - ago * day,
      organisationSince: now - since * day,
      ...(until === undefined ? {} : { until: now + until * day }),
    };
  });

export const aWish: fc.Arbitrary<Wish> = fc
  .record({
    causes: some(CAUSES),
    activities: some(ACTIVITIES),
    slots: some(SLOTS, 8),
    home: fc.option(
      fc
        .record({
          at: point,
          municipality: fc.constantFrom(...municipalities),
          km: fc.constantFrom(2, 5, 10, 25, 50),
          isWhole: fc.boolean(),
        })
        .map(({ at, ...rest }) => ({ ...rest, ...at })),
      { nil: undefined },
    ),
    fromHome: fc.boolean(),
    swedish: fc.option(fc.constantFrom(...SWEDISH_NEEDED), { nil: undefined }),
    speaks: some(LANGUAGES.slice(1, 6)),
    practice: fc.boolean(),
    access: some(FACTS),
    age: fc.option(fc.constantFrom(13, 15, 16, 18), { nil: undefined }),
    together: fc.boolean(),
  })
  .map(({ home, swedish, age, ...rest }) => ({
    ...rest,
    ...(home === undefined ? {} : { home }),
    ...(swedish === undefined ? {} : { swedish }),
    ...(age === undefined ? {} : { age }),
  }));
