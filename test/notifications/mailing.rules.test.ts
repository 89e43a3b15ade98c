// Which kind a notice is of, and when it is mailed by what its reader has chosen.
import { hour, minute } from '../../src/platform/clock.ts';
import { lettersOf, mailKindOf, nextDigest } from '../../src/notifications/mailing.rules.ts';
import type { Waiting } from '../../src/notifications/mailing.rules.ts';
import type { Mailing } from '../../src/notifications/mailing.schema.ts';
import { messagesOf } from '../support/messages.ts';

const delay = 10 * minute;
const morning = new Date('2026-11-24T09:00:00Z');

function notice(key: string, given: Partial<Waiting> = {}): Waiting {
  const { at = morning } = given;
  return { key: `notifications.${key}`, at, mailAt: at, mailAnyway: false, ...given };
}

function at(minutes: number): Date {
  return new Date(morning.getTime() + minutes * minute);
}

test('every sentence that is told by a notice is of a kind that its reader can choose about', () => {
  const groups =
    /^notifications\.(?:volunteer|coordinator|organisation|assignment|picture|coordination|staff)\./;
  const kinds = new Map<string | undefined, string[]>();
  for (const key of messagesOf('sv').keys())
    if (groups.test(key)) {
      const kind = mailKindOf({ key, mailAnyway: false });
      kinds.set(kind, [...(kinds.get(kind) ?? []), key.replace('notifications.', '')]);
    }
  expect([...kinds.keys()].sort()).toEqual(['answers', 'coordination', 'own', 'review', 'staff']);
  expect(kinds.get('own')).toContain('assignment.changed');
  expect(kinds.get('own')).toContain('volunteer.offer');
  expect(kinds.get('answers')).toContain('coordinator.apply');
  expect(kinds.get('review')).toContain('assignment.words.return');
  expect(kinds.get('review')).toContain('picture.approve');
  expect(kinds.get('coordination')).toContain('coordinator.joined');
  expect(kinds.get('staff')).toContain('staff.assignment');
});

test('a match, and what is of no kind, is nobody’s to turn off', () => {
  expect(mailKindOf({ key: 'notifications.volunteer.confirm', mailAnyway: true })).toBeUndefined();
  const mailing: Mailing = { own: 'never', answers: 'never' };
  const match = notice('volunteer.confirm', { mailAnyway: true });
  const account = notice('export.ready');
  expect(lettersOf([match, account], { mailing, now: at(10), delay }).letters).toEqual([[match], [account]]);
});

test.each([
  ['in winter before it', '2026-11-24T15:59:59Z', '2026-11-24T16:00:00Z'],
  ['in winter at it', '2026-11-24T16:00:00Z', '2026-11-25T16:00:00Z'],
  ['in summer before it', '2026-07-01T14:59:59Z', '2026-07-01T15:00:00Z'],
  ['late at night in Sweden', '2026-07-01T22:30:00Z', '2026-07-02T15:00:00Z'],
  ['on the eve of summer time', '2026-03-28T20:00:00Z', '2026-03-29T15:00:00Z'],
  ['on the eve of winter time', '2026-10-24T20:00:00Z', '2026-10-25T16:00:00Z'],
])('the letter of the day leaves at five in Sweden: %s', (_, after, digest) => {
  expect(nextDigest(new Date(after)).toISOString()).toBe(new Date(digest).toISOString());
});

test('what may come at once goes together when the first of it is due, and not before', () => {
  const both = [notice('volunteer.offer'), notice('volunteer.wrote', { at: at(5), mailAt: at(15) })];
  const early = lettersOf(both, { mailing: undefined, now: at(9), delay });
  expect(early.letters).toEqual([]);
  expect(early.later).toEqual([{ notice: both[0], mailAt: at(10) }]);
  expect(lettersOf(both, { mailing: {}, now: at(10), delay })).toEqual({ letters: [both], later: [] });
});

test('what may come once a day waits for five o’clock, and takes no other kind along', () => {
  const [own, answer] = [notice('volunteer.offer'), notice('coordinator.apply')];
  const mailing: Mailing = { own: 'daily' };
  expect(lettersOf([own, answer], { mailing, now: at(10), delay })).toEqual({
    letters: [[answer]],
    later: [{ notice: own, mailAt: new Date('2026-11-24T16:00:00Z') }],
  });
});

test('days that a service was away for come in one letter', () => {
  const waiting = [0, 24, 48].map((hours) => notice('volunteer.wrote', { at: at(hours * 60) }));
  const { letters } = lettersOf(waiting, {
    mailing: { own: 'daily' },
    now: new Date(morning.getTime() + 56 * hour),
    delay,
  });
  expect(letters).toEqual([waiting]);
});

test('what may never come is put off for good, and the staff’s queue is so unless somebody asks for it', () => {
  const own = notice('volunteer.offer');
  const staff = notice('staff.organisation');
  expect(lettersOf([own, staff], { mailing: { own: 'never' }, now: at(60), delay })).toEqual({
    letters: [],
    later: [
      { notice: own, mailAt: null },
      { notice: staff, mailAt: null },
    ],
  });
  expect(lettersOf([staff], { mailing: { staff: 'atOnce' }, now: at(60), delay }).letters).toEqual([[staff]]);
});
