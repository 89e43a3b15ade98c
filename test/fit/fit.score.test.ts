// Best fit: gates let nothing through, what suits better never counts for less, and whatever is said of it is true.
import fc from 'fast-check';
import { fitOf, kmFrom, partsOf, roomIn, scoreFor, stoppedBy } from '../../src/fit/fit.score.ts';
import { reasonsFor } from '../../src/fit/fit.reasons.ts';
import { bitsAt, bitsOf, slotsOf } from '../../src/fit/fit.times.ts';
import { SLOTS } from '../../src/taxonomies/taxonomies.ts';
import { WEIGHT_NAMES, weights } from '../../src/fit/fit.weights.ts';
import { noWish, saysEnough } from '../../src/fit/wish.ts';
import type { Wish } from '../../src/fit/wish.ts';
import { languages } from '../../src/platform/i18n/languages.ts';
import { stockholmTime, weekday } from '../../src/platform/stockholm.ts';
import { say, whyView } from '../../src/fit/fit.view.ts';
import { kmBetween } from '../../src/search/engine/distance.ts';
import { isOpenAt } from '../../src/search/engine/entry.ts';
import type { EntryFacts } from '../../src/search/engine/entry.ts';
import { SWEDISH_NEEDED } from '../../src/taxonomies/taxonomies.ts';
import { aWish, anEntry, now } from './arbitrary.ts';

const runs = { numRuns: 1_000 };
const both = (check: (wish: Wish, entry: EntryFacts) => void) => {
  fc.assert(fc.property(aWish, anEntry, check), runs);
};

test('the weights are a hundred points together', () => {
  expect(WEIGHT_NAMES.reduce((sum, name) => sum + weights[name].points, 0)).toBe(100);
});

test('a score is from 0 to 100, and each part from 0 to 1', () => {
  both((wish, entry) => {
    const fit = fitOf(wish, entry, now);
    if (fit !== undefined) expect(fit >= 0 && fit <= 100).toBe(true);
    expect(Object.values(partsOf(wish, entry, now)).every((part) => part >= 0 && part <= 1)).toBe(true);
  });
});

test('everything told and everything right is a hundred', () => {
  const wish: Wish = {
    ...{ causes: ['children'], activities: ['it'], slots: ['2-evening'], access: ['stepFree'] },
    ...{ home: { lat: 59.6, lon: 16.5, municipality: '1980', km: 10, isWhole: false }, fromHome: false },
    ...{ swedish: 'basic', speaks: ['ar'], practice: true, together: true, age: 18 },
  };
  const [entry] = fc.sample(anEntry, 1);
  if (entry === undefined) throw new Error('No entry');
  const right: EntryFacts = {
    ...entry,
    ...{
      causes: ['children'],
      activities: ['it'],
      timing: 'weekly',
      slots: ['2-evening'],
      access: ['stepFree'],
    },
    ...{ point: { lat: 59.6, lon: 16.5 }, onsite: true, remote: false, swedish: 'none', spoken: ['ar'] },
    ...{ practice: true, welcomesGroups: true, lowestAge: 18, free: 1, waiting: 0, until: now + 1 },
  };
  expect(fitOf(wish, right, now)).toBeCloseTo(100, 6);
});

test('a gate lets nothing through: neither closed, nor for older people, nor out of reach', () => {
  both((wish, entry) => {
    if (fitOf(wish, entry, now) === undefined) return;
    expect(isOpenAt(entry, now)).toBe(true);
    expect(entry.lowestAge).toBeLessThanOrEqual(wish.age ?? Infinity);
    const { home } = wish;
    if (entry.remote) return;
    expect(wish.fromHome).toBe(false);
    if (home === undefined || (home.isWhole && entry.municipality === home.municipality)) return;
    expect(entry.point && kmBetween(home, entry.point)).toBeLessThanOrEqual(home.km);
  });
});

test('nothing else stops anything: a language, a time or a cause never hides', () => {
  both((wish, entry) => {
    const blind: Wish = { ...noWish, fromHome: wish.fromHome, ...(wish.home && { home: wish.home }) };
    const gates = wish.age === undefined ? blind : { ...blind, age: wish.age };
    expect(stoppedBy(wish, entry, now)).toBe(stoppedBy(gates, entry, now));
  });
});

test('what a gate stops stands after everything else', () => {
  both((wish, entry) => {
    expect(scoreFor(wish, now)(entry) < 0).toBe(stoppedBy(wish, entry, now) !== undefined);
  });
});

/** Each makes an entry suit the wish more, or as much. */
const better: ((wish: Wish, entry: EntryFacts) => EntryFacts)[] = [
  ({ causes }, entry) => ({ ...entry, causes: [...entry.causes, ...causes] }),
  ({ activities }, entry) => ({ ...entry, activities: [...entry.activities, ...activities] }),
  ({ access }, entry) => ({ ...entry, access: [...entry.access, ...access.slice(0, 1)] }),
  ({ speaks }, entry) => ({ ...entry, spoken: [...entry.spoken, ...speaks] }),
  (_, entry) => ({
    ...entry,
    swedish: SWEDISH_NEEDED[Math.max(0, SWEDISH_NEEDED.indexOf(entry.swedish) - 1)] ?? 'none',
  }),
  (_, entry) => ({ ...entry, practice: true }),
  (_, entry) => ({ ...entry, welcomesGroups: true }),
  ({ slots }, entry) => (entry.slots.length > 0 ? { ...entry, slots: [...entry.slots, ...slots] } : entry),
  (_, entry) => ({ ...entry, waiting: Math.floor(entry.waiting / 2) }),
  ({ home }, entry) =>
    home === undefined || entry.point === undefined
      ? entry
      : { ...entry, point: { lat: (entry.point.lat + home.lat) / 2, lon: (entry.point.lon + home.lon) / 2 } },
  (_, entry) => ({ ...entry, lowestAge: 0 }),
];

test('what suits better never scores lower', () => {
  fc.assert(
    fc.property(aWish, anEntry, fc.constantFrom(...better), (wish, entry, improve) => {
      const before = scoreFor(wish, now)(entry);
      expect(scoreFor(wish, now)(improve(wish, entry))).toBeGreaterThanOrEqual(before - 1e-9);
    }),
    runs,
  );
});

test('many waiting make a fit worth less, and half at five for each place', () => {
  expect(roomIn({ waiting: 0, places: 3 })).toBe(1);
  expect(roomIn({ waiting: 15, places: 3 })).toBe(0.5);
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 50 }), (waiting, places) => {
      expect(roomIn({ waiting: waiting + 1, places })).toBeLessThan(roomIn({ waiting, places }));
    }),
  );
});

test('the times of a week go into bits and out again', () => {
  fc.assert(
    fc.property(fc.subarray([...SLOTS]), (slots) => {
      expect(slotsOf(bitsOf(slots))).toEqual(slots);
    }),
  );
});

test('every reason is true', () => {
  both((wish, entry) => {
    for (const reason of reasonsFor(wish, entry, now).fits) {
      switch (reason.kind) {
        case 'access':
          expect(wish.access.includes(reason.fact) && entry.access.includes(reason.fact)).toBe(true);
          break;
        case 'distance':
          expect(Math.abs((kmFrom(wish, entry) ?? NaN) - reason.km)).toBeLessThanOrEqual(0.5);
          expect(reason.isAbout).toBe(entry.isArea || wish.home?.isWhole === true);
          break;
        case 'municipality':
          expect([entry.municipality, wish.home?.isWhole]).toEqual([wish.home?.municipality, true]);
          break;
        case 'remote':
          expect(entry.remote).toBe(true);
          break;
        case 'slot':
          expect(wish.slots).toContain(reason.slot);
          expect(happens(entry, reason.slot)).toBe(true);
          break;
        case 'flexible':
          expect(entry.timing === 'dates' || entry.slots.length > 0).toBe(false);
          break;
        case 'swedish':
          expect(SWEDISH_NEEDED.indexOf(wish.swedish ?? 'none')).toBeGreaterThanOrEqual(
            SWEDISH_NEEDED.indexOf(entry.swedish),
          );
          expect(reason.needed).toBe(entry.swedish);
          break;
        case 'speaks':
          expect(wish.speaks.includes(reason.language) && entry.spoken.includes(reason.language)).toBe(true);
          break;
        case 'practice':
          expect([wish.practice, entry.practice, entry.swedish === 'fluent']).toEqual([true, true, false]);
          break;
        case 'cause':
          expect(wish.causes.includes(reason.cause) && entry.causes.includes(reason.cause)).toBe(true);
          break;
        case 'activity':
          expect(entry.activities).toContain(reason.activity);
          break;
        case 'together':
          expect(entry.welcomesGroups).toBe(true);
          break;
        default:
          throw new Error(`${reason.kind} is no reason for anything`);
      }
    }
  });
});

test('whatever counts is said, and whatever does not fit is said too', () => {
  both((wish, entry) => {
    const { fits, fitsNot } = reasonsFor(wish, entry, now);
    const kinds = new Set(fits.map(({ kind }) => kind));
    const not = new Set(fitsNot.map(({ kind }) => kind));
    const parts = partsOf(wish, entry, now);
    expect(kinds.has('cause')).toBe(parts.cause > 0);
    expect(kinds.has('activity')).toBe(parts.activity > 0);
    expect(kinds.has('slot') || kinds.has('flexible')).toBe(parts.time > 0);
    expect(not.has('otherTimes')).toBe(wish.slots.length > 0 && parts.time === 0);
    expect(not.has('moreSwedish')).toBe(
      wish.swedish !== undefined &&
        SWEDISH_NEEDED.indexOf(entry.swedish) > SWEDISH_NEEDED.indexOf(wish.swedish),
    );
    const facts = [...fits, ...fitsNot].filter(({ kind }) => kind === 'access' || kind === 'askAccess');
    expect(facts).toHaveLength(wish.access.length);
  });
});

test('somebody who has told nothing gets no reason and no points', () => {
  fc.assert(
    fc.property(anEntry, (entry) => {
      expect(reasonsFor(noWish, entry, now)).toEqual({ fits: [], fitsNot: [] });
      expect(fitOf(noWish, entry, now) ?? 0).toBe(0);
    }),
  );
  expect(saysEnough(noWish)).toBe(false);
});

test.each(languages)('every reason has its words in %s', (language) => {
  both((wish, entry) => {
    const { fits, fitsNot } = reasonsFor(wish, entry, now);
    for (const reason of [...fits, ...fitsNot]) expect(say(reason, language).trim()).not.toBe('');
  });
});

test('reads as people speak', () => {
  const fits = [
    { kind: 'distance', km: 2, isAbout: false },
    { kind: 'slot', slot: '2-evening' },
    { kind: 'swedish', needed: 'none' },
  ] as const;
  const fitsNot = [{ kind: 'moreSwedish', needed: 'good' }] as const;
  expect(whyView({ fits, fitsNot }, 'sv')).toEqual({
    why: '2 km bort · tisdag kväll passar · svenska behövs inte',
    whyNot: 'kräver god svenska',
  });
  expect(whyView({ fits, fitsNot }, 'en')).toEqual({
    why: '2 km away · Tuesday evening suits you · no Swedish needed',
    whyNot: 'good Swedish is needed',
  });
  expect(say({ kind: 'distance', km: 0, isAbout: true }, 'sv')).toBe('ungefär 1 km bort');
  expect(say({ kind: 'distance', km: 0, isAbout: false }, 'sv')).toBe('mindre än 1 km bort');
  expect(say({ kind: 'speaks', language: 'ar' }, 'sv')).toBe('där talas arabiska');
});

/** Looked up in the calendar, day by day. */
function happens(entry: EntryFacts, slot: string): boolean {
  const [day, part] = slot.split('-');
  if (entry.timing === 'weekly') return entry.slots.some((one) => one === slot);
  expect(bitsAt(entry, now)).toBeGreaterThan(0);
  return entry.occasions.some((at, index) => {
    const hour = Number(stockholmTime(new Date(at)).slice(0, 2));
    const own = hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening';
    return at > now && String(weekday(entry.days[index] ?? '')) === day && own === part;
  });
}
