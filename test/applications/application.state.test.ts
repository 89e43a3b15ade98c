// The table of moves, row by row as the product describes it, and what follows from it for any history.
import fc from 'fast-check';
import {
  applicationMoves,
  applicationStates,
  holdsPlace,
  isUnderWay,
  isWaiting,
  mayMove,
  moves,
  offerExpiry,
  placeChange,
  waitingChange,
} from '../../src/applications/application.state.ts';
import type { ApplicationMove, ApplicationState } from '../../src/applications/application.state.ts';
import { day, hour, minute } from '../../src/platform/clock.ts';

type From = ApplicationState | 'none';

const NEW: From[] = ['none', 'withdrawn', 'expired', 'closed', 'cancelled'];
const SW: From[] = ['submitted', 'waitlisted'];
const SWO: From[] = [...SW, 'offered'];

/** As in the product's table: from → to, by whom, the place (of the states named), who is told. */
const ROWS: [
  move: ApplicationMove,
  from: From[],
  to: ApplicationState,
  who: string[],
  place: Partial<Record<From, -1 | 1>>,
  tells: string,
][] = [
  ['apply', NEW, 'submitted', ['volunteer'], {}, 'coordinators'],
  ['applyToQueue', NEW, 'waitlisted', ['volunteer'], {}, 'coordinators'],
  ['applyDirect', NEW, 'matched', ['volunteer'], Object.fromEntries(NEW.map((from) => [from, -1])), 'both'],
  ['offerDirect', NEW, 'offered', ['volunteer'], Object.fromEntries(NEW.map((from) => [from, -1])), 'both'],
  ['offer', ['submitted'], 'offered', ['coordinator'], { submitted: -1 }, 'volunteer'],
  ['queue', ['submitted'], 'waitlisted', ['coordinator'], {}, 'volunteer'],
  ['promote', ['waitlisted'], 'submitted', ['system'], {}, 'both'],
  ['promoteDirect', ['waitlisted'], 'offered', ['system'], { waitlisted: -1 }, 'both'],
  ['decline', SWO, 'declined', ['coordinator'], { offered: 1 }, 'volunteer'],
  ['withdraw', SWO, 'withdrawn', ['volunteer'], { offered: 1 }, 'coordinators'],
  ['confirm', ['offered'], 'matched', ['volunteer'], {}, 'both'],
  ['withhold', SWO, 'withdrawn', ['guardian'], { offered: 1 }, 'both'],
  ['withholdMatch', ['matched'], 'cancelled', ['guardian'], { matched: 1 }, 'both'],
  ['expire', ['offered'], 'expired', ['system'], { offered: 1 }, 'both'],
  ['close', SWO, 'closed', ['coordinator', 'staff', 'system'], { offered: 1 }, 'volunteer'],
  ['closeMatch', ['matched'], 'cancelled', ['coordinator', 'staff'], { matched: 1 }, 'both'],
  ['cancel', ['matched'], 'cancelled', ['volunteer', 'coordinator'], { matched: 1 }, 'other'],
  ['erase', SWO, 'withdrawn', ['system'], { offered: 1 }, 'coordinators'],
  ['eraseMatch', ['matched'], 'cancelled', ['system'], { matched: 1 }, 'coordinators'],
];

const FROM: From[] = ['none', ...applicationStates];

test.each(ROWS)('%s goes from %j to %s', (move, from, to, who, place, tells) => {
  expect(moves[move]).toMatchObject({ to, who, tells });
  for (const state of FROM) {
    expect([state, mayMove(state, move)]).toEqual([state, from.includes(state)]);
    if (from.includes(state)) expect([state, placeChange(state, move)]).toEqual([state, place[state] ?? 0]);
  }
});

test('the table has these rows and no others', () => {
  expect(ROWS.map(([move]) => move)).toEqual(applicationMoves);
});

test('nothing leads out of declined', () => {
  expect(applicationMoves.filter((move) => mayMove('declined', move))).toEqual([]);
});

test('offered and matched hold a place, submitted and waitlisted wait, and all four are under way', () => {
  expect(applicationStates.filter(holdsPlace)).toEqual(['offered', 'matched']);
  expect(applicationStates.filter(isWaiting)).toEqual(['submitted', 'waitlisted']);
  expect(applicationStates.filter(isUnderWay)).toEqual(['submitted', 'waitlisted', 'offered', 'matched']);
});

describe('any history of moves', () => {
  const anyMove = fc.constantFrom(...applicationMoves);

  test('is legal step by step, and its changes sum up to what the last state holds', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 40 }), (wanted) => {
        let state: From = 'none';
        let places = 0;
        let waiting = 0;
        for (const move of wanted) {
          if (!mayMove(state, move)) continue;
          places -= placeChange(state, move);
          waiting += waitingChange(state, move);
          state = moves[move].to;
          expect(places).toBe(holdsPlace(state) ? 1 : 0);
          expect(waiting).toBe(isWaiting(state) ? 1 : 0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('is refused where the table has no such row', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FROM), anyMove, (state, move) => {
        const row = ROWS.find(([name]) => name === move);
        expect(mayMove(state, move)).toBe(row?.[1].includes(state));
      }),
      { numRuns: 500 },
    );
  });

  test('comes back to the start only by the volunteer applying again', () => {
    for (const move of applicationMoves)
      for (const from of FROM)
        if (mayMove(from, move) && from !== 'none' && !isUnderWay(from))
          expect(moves[move].who).toEqual(['volunteer']);
  });
});

describe('an offer', () => {
  const now = new Date('2026-11-24T09:00:00Z');
  const anyNow = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  const within = (days: number) => fc.integer({ min: 1, max: days * day });

  test.each([
    ['has no start: 5 days', undefined, 5 * day],
    ['begins in a month: 5 days', 30 * day, 5 * day],
    ['begins in 6 days: 5 days, which is 24 h before', 6 * day, 5 * day],
    ['begins in 4 days: 24 h before', 4 * day, 3 * day],
    ['begins in 25 h: at least 2 h', 25 * hour, 2 * hour],
    ['begins in 5 h: at least 2 h', 5 * hour, 2 * hour],
    ['begins in 90 minutes: never past the start', 90 * minute, 90 * minute],
    ['begins now: 5 days', 0, 5 * day],
    ['has begun: 5 days', -day, 5 * day],
  ])('on what %s', (_title, begins, lasts) => {
    const beginsAt = begins === undefined ? undefined : new Date(now.getTime() + begins);
    expect(offerExpiry(now, beginsAt).getTime() - now.getTime()).toBe(lasts);
  });

  test('lies ahead, is never longer than 5 days, and never past a start that is to come', () => {
    fc.assert(
      fc.property(anyNow, within(60), (at, ahead) => {
        const begins = at.getTime() + ahead;
        const expires = offerExpiry(at, new Date(begins)).getTime();
        expect(expires).toBeGreaterThan(at.getTime());
        expect(expires).toBeLessThanOrEqual(at.getTime() + 5 * day);
        expect(expires).toBeLessThanOrEqual(begins);
      }),
    );
  });

  test('leaves 24 h before the start, unless that left less than 2 h to answer', () => {
    fc.assert(
      fc.property(anyNow, within(60), (at, ahead) => {
        const begins = at.getTime() + ahead;
        const expires = offerExpiry(at, new Date(begins)).getTime();
        const leavesADay = expires <= begins - day;
        const hasTwoHours = expires >= at.getTime() + 2 * hour;
        expect(leavesADay || expires <= at.getTime() + 2 * hour).toBe(true);
        expect(hasTwoHours || expires === begins).toBe(true);
      }),
    );
  });

  test('lasts 5 days on what has begun', () => {
    fc.assert(
      fc.property(anyNow, fc.integer({ min: 0, max: 400 * day }), (at, ago) => {
        const expires = offerExpiry(at, new Date(at.getTime() - ago));
        expect(expires.getTime() - at.getTime()).toBe(5 * day);
      }),
    );
  });

  test.each([
    ['is awaited still: 28 days and 5', {}, undefined, 33 * day],
    ['came in after 3 days: 5 days from then', { until: 3 * day }, undefined, 8 * day],
    ['came in after 30 days: the days had run on', { until: 30 * day }, undefined, 33 * day],
    ['came in with the last minute: 2 h to answer', { until: 33 * day }, undefined, 33 * day + 2 * hour],
    ['is awaited still, and it begins in 10 days: 24 h before', {}, 10 * day, 9 * day],
    ['came in after 3 days, and it begins in 6: 24 h before', { until: 3 * day }, 6 * day, 5 * day],
    ['came in an hour before that: 2 h', { until: 5 * day - hour }, 6 * day, 5 * day + hour],
    ['is awaited still on what has begun: 28 days and 5', {}, -day, 33 * day],
  ] as const)('for which something %s', (_title, awaited: { until?: number }, begins, lasts) => {
    const beginsAt = begins === undefined ? undefined : new Date(now.getTime() + begins);
    const until = awaited.until === undefined ? undefined : new Date(now.getTime() + awaited.until);
    expect(offerExpiry(now, beginsAt, { until }).getTime() - now.getTime()).toBe(lasts);
  });

  const anyStart = fc.option(within(60), { nil: undefined });

  test('lasts longer for what is awaited, by no more than that took and 28 days, and never past the start', () => {
    fc.assert(
      fc.property(anyNow, anyStart, within(33), (at, ahead, took) => {
        const begins = ahead === undefined ? undefined : new Date(at.getTime() + ahead);
        const until = new Date(at.getTime() + took);
        const plain = offerExpiry(at, begins).getTime();
        const stood = offerExpiry(at, begins, { until }).getTime();
        const open = offerExpiry(at, begins, {}).getTime();
        expect(stood).toBeGreaterThanOrEqual(plain);
        expect(stood).toBeLessThanOrEqual(
          plain + Math.max(Math.min(took, 28 * day), took + 2 * hour - 5 * day),
        );
        expect(open).toBeLessThanOrEqual(at.getTime() + 33 * day);
        if (begins !== undefined) expect(Math.max(stood, open)).toBeLessThanOrEqual(begins.getTime());
      }),
    );
  });

  test('that was awaited in time leaves 2 h to answer, or all the time to the start', () => {
    fc.assert(
      fc.property(anyNow, anyStart, within(33), (at, ahead, took) => {
        const begins = ahead === undefined ? undefined : new Date(at.getTime() + ahead);
        const until = new Date(at.getTime() + took);
        if (until >= offerExpiry(at, begins, {})) return;
        const expires = offerExpiry(at, begins, { until });
        expect(expires.getTime()).toBeGreaterThan(until.getTime());
        expect(expires.getTime() >= until.getTime() + 2 * hour || +expires === Number(begins)).toBe(true);
      }),
    );
  });
});
