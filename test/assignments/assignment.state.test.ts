// The table of moves as product.md draws it, and what follows from places and the clock, to the millisecond.
import {
  assignmentMoves,
  assignmentStates,
  isFull,
  isLate,
  isOpen,
  isPast,
  manyWaiting,
  mayMoveAssignment,
  takesApplications,
} from '../../src/assignments/assignment.state.ts';
import type { AssignmentMove, Openness } from '../../src/assignments/assignment.state.ts';

const now = new Date('2026-11-24T09:00:00Z');
const next = new Date(now.getTime() + 1);
const open: Openness = { status: 'published', free: 1, pastAt: next, applyUntil: next };

test('each move leads where it should, for whom it should', () => {
  const drawn = Object.entries(assignmentMoves).flatMap(([name, { to, who }]) =>
    assignmentStates
      .filter((from) => mayMoveAssignment(from, name as AssignmentMove))
      .map((from) => `${from} → ${to} (${name}, ${who})`),
  );
  expect(drawn.sort()).toEqual(
    [
      'draft → pending (submit, coordinator)',
      'returned → pending (submit, coordinator)',
      'pending → published (approve, staff)',
      'pending → returned (return, staff)',
      'pending → rejected (reject, staff)',
      'published → paused (pause, coordinator)',
      'paused → published (resume, coordinator)',
      'published → closed (close, coordinator)',
      'paused → closed (close, coordinator)',
      'published → closed (suspend, staff)',
      'paused → closed (suspend, staff)',
      'pending → closed (suspend, staff)',
      'returned → closed (suspend, staff)',
    ].sort(),
  );
});

test('open is published, with a place free, before its end and its last day to apply', () => {
  expect(isOpen(open, now)).toBe(true);
  for (const status of assignmentStates)
    expect([status, isOpen({ ...open, status }, now)]).toEqual([status, status === 'published']);
  expect(isOpen({ status: 'published', free: 1 }, now)).toBe(true);
  expect(isOpen({ ...open, pastAt: null, applyUntil: null }, now)).toBe(true);
  for (const change of [{ free: 0 }, { free: -1 }, { pastAt: now }, { applyUntil: now }])
    expect([change, isOpen({ ...open, ...change }, now)]).toEqual([change, false]);
});

test('full ones take applications to the queue, those that are past or late take none', () => {
  expect(takesApplications({ ...open, free: 0 }, now)).toBe(true);
  expect(takesApplications({ ...open, status: 'paused' }, now)).toBe(false);
  expect(takesApplications({ ...open, pastAt: now }, now)).toBe(false);
  expect(takesApplications({ ...open, applyUntil: now }, now)).toBe(false);
});

test('full, past and late begin at their very moment', () => {
  expect([1, 0, -1].map((free) => isFull({ ...open, free }))).toEqual([false, true, true]);
  expect([next, now, null].map((pastAt) => isPast({ ...open, pastAt }, now))).toEqual([false, true, false]);
  expect(isPast({ status: 'published', free: 1 }, now)).toBe(false);
  expect([next, now, null].map((applyUntil) => isLate({ ...open, applyUntil }, now))).toEqual([
    false,
    true,
    false,
  ]);
  expect(isLate({ status: 'published', free: 1 }, now)).toBe(false);
});

test('many wait when more than five for each place do', () => {
  expect([manyWaiting(2, 10), manyWaiting(2, 11), manyWaiting(1, 6)]).toEqual([false, true, true]);
});
