// When a saved assignment is about to fill or to close, on both sides of every border.
import { closingFrom, nearingsOf } from '../../src/saved/saved.rules.ts';
import { day } from '../../src/platform/clock.ts';

const now = new Date('2026-11-24T09:00:00Z');
const inDays = (n: number): Date => new Date(now.getTime() + n * day);
const plain = {
  status: 'published' as const,
  places: 4,
  free: 3,
  timing: 'flexible' as const,
  dates: [],
};
const occasion = (date: string) => ({ date, from: '10:00', to: '12:00' });

test('the last place of several is told, and a long queue; a single place is not', () => {
  expect(nearingsOf({ ...plain, free: 1 }, 0, now)).toEqual(['filling']);
  expect(nearingsOf({ ...plain, free: 2 }, 0, now)).toEqual([]);
  expect(nearingsOf({ ...plain, places: 1, free: 1 }, 0, now)).toEqual([]);
  expect(nearingsOf({ ...plain, places: 1, free: 1 }, 5, now)).toEqual([]);
  expect(nearingsOf({ ...plain, places: 1, free: 1 }, 6, now)).toEqual(['filling']);
});

test('three days before the last day to apply, the first occasion or the end it is about to close', () => {
  const first = { timing: 'dates' as const, dates: [occasion('2026-11-30'), occasion('2026-11-27')] };
  for (const one of [{ applyUntil: inDays(3) }, { pastAt: inDays(3) }, first]) {
    const assignment = { ...plain, ...one };
    expect(nearingsOf(assignment, 0, now)).toEqual(['closing']);
    expect(nearingsOf(assignment, 0, new Date(now.getTime() - 1))).toEqual([]);
  }
});

test('what has begun closes with what comes next', () => {
  const dates = [occasion('2026-11-23'), occasion('2026-12-20')];
  const assignment = { ...plain, timing: 'dates' as const, dates, pastAt: inDays(20) };
  expect(closingFrom(assignment, now)).toEqual(inDays(17));
});

test('of what is full, over, late or not published nothing is told', () => {
  const nearing = { ...plain, free: 1, applyUntil: inDays(1) };
  expect(nearingsOf(nearing, 0, now)).toEqual(['filling', 'closing']);
  const not = [{ free: 0 }, { pastAt: now }, { applyUntil: now }, { status: 'paused' as const }];
  for (const change of not) expect(nearingsOf({ ...nearing, ...change }, 9, now)).toEqual([]);
});
