// How applications end without an answer: offers that expire, assignments that are closed, called off, suspended or over, and the sweep.
import { Types } from 'mongoose';
import { applicationModel } from '../../src/applications/application.model.ts';
import { assignmentModel } from '../../src/assignments/assignment.model.ts';
import { outboxModel } from '../../src/platform/outbox/outbox.model.ts';
import { day, hour, minute } from '../../src/platform/clock.ts';
import { createServices } from '../../src/services.ts';
import type { Services } from '../../src/services.ts';
import { aMatching, expectRefused, expectSound, matchingOf } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { aModerator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { leftWaiting } from '../support/soundness.ts';

/** Matched, offered, submitted, in the queue, and one who has withdrawn: places 2. */
async function aBusyMatching(): Promise<Matching> {
  const matching = await aMatching(5, { places: 2 });
  for (const n of [0, 1, 2, 4]) await matching.apply(n);
  await matching.services.applications.moveOwn(matching.who(4), await matching.id(4), 'withdraw');
  await matching.offer(0);
  await matching.confirm(0);
  await matching.offer(1);
  await matching.apply(3);
  expect(await matching.states()).toEqual(['matched', 'offered', 'submitted', 'waitlisted', 'withdrawn']);
  return matching;
}

/** Who is told of the last move of each volunteer, by the bell. */
async function toldOf(matching: Matching, move: string): Promise<string[]> {
  const { services } = matching;
  await services.outbox.drain();
  const rows = await services.notifications.model.find({ key: new RegExp(`\\.${move}$`) }).lean();
  const names = new Map(matching.volunteers.map(({ id }, n) => [id, `volunteer ${n}`]));
  return rows.map(({ person }) => names.get(String(person)) ?? 'coordinator').sort();
}

describe('closing', () => {
  test.each(['filled', 'over'] as const)(
    'as %s ends what waits and is offered; the match stands',
    async (reason) => {
      const matching = await aBusyMatching();
      const { services, coordinator, assignment } = matching;
      await services.assignments.close(coordinator, assignment, reason);
      expect(await matching.states()).toEqual(['matched', 'closed', 'closed', 'closed', 'withdrawn']);
      expect(await matching.free()).toBe(1);
      expect((await matching.read(2)).history.at(-1)).toMatchObject({ move: 'close', reason });
      expect(await toldOf(matching, 'close')).toEqual(['volunteer 1', 'volunteer 2', 'volunteer 3']);
      await expectSound(matching);
    },
  );

  test('as cancelled ends the match too, frees all places and tells who was matched', async () => {
    const matching = await aBusyMatching();
    const { services, coordinator, assignment } = matching;
    await services.assignments.close(coordinator, assignment, 'cancelled');
    expect(await matching.states()).toEqual(['cancelled', 'closed', 'closed', 'closed', 'withdrawn']);
    expect(await matching.free()).toBe(2);
    expect((await matching.read(0)).history.at(-1)).toMatchObject({
      move: 'closeMatch',
      reason: 'cancelled',
    });
    expect(await toldOf(matching, 'closeMatch')).toEqual(['volunteer 0']);
    await expectRefused(matching.apply(0), 'applications.refused.closed');
    await expectSound(matching);
  });

  test('by staff, as suspended, does the same and tells both sides', async () => {
    const matching = await aBusyMatching();
    await matching.decide('suspend');
    expect(await matching.states()).toEqual(['cancelled', 'closed', 'closed', 'closed', 'withdrawn']);
    expect(await toldOf(matching, 'closeMatch')).toEqual(['coordinator', 'volunteer 0']);
    await expectSound(matching);
  });

  test('suspending the organisation closes all it has; lifting that reopens none', async () => {
    const matching = await aBusyMatching();
    const { services, coordinator } = matching;
    const moderator = await aModerator(services);
    const decide = async (decision: 'suspend' | 'lift') => {
      const { revision } = await services.organisations.find(coordinator.organisation);
      const given = { decision, revision, reasons: [], text: '' };
      await services.moderation.decideOrganisation(moderator, coordinator.organisation, given);
    };
    await decide('suspend');
    expect(await matching.states()).toEqual(['cancelled', 'closed', 'closed', 'closed', 'withdrawn']);
    await decide('lift');
    expect((await services.assignments.find(matching.assignment)).status).toBe('closed');
    await expectSound(matching);
  });

  test('a hundred who wait are closed in one step', async () => {
    const matching = await aMatching(2);
    const { services, coordinator, assignment } = matching;
    await matching.apply(0);
    await cloneApplications(matching, 100);
    await services.assignments.close(coordinator, assignment, 'filled');
    const applications = applicationModel(services.connection);
    expect(await applications.countDocuments({ assignment, status: 'closed' })).toBe(101);
    expect(await outboxModel(services.connection).countDocuments({ 'data.move': 'close' })).toBe(101);
  });
});

describe('new words', () => {
  test.each(['approve', 'return', 'reject'] as const)(
    'that staff decides on (%s) move no application',
    async (what) => {
      const matching = await aBusyMatching();
      const { services, coordinator, assignment } = matching;
      await services.assignments.save(coordinator, assignment, { title: 'Läs läxor i biblioteket' });
      await matching.decide(what);
      expect(await matching.states()).toEqual(['matched', 'offered', 'submitted', 'waitlisted', 'withdrawn']);
      await services.applications.apply(matching.who(4), assignment, applicationText());
      await expectSound(matching);
    },
  );

  test('are not decided by a moderator who coordinates the organisation, nor is the organisation', async () => {
    const matching = await aBusyMatching();
    const { services, coordinator, assignment } = matching;
    await services.assignments.save(coordinator, assignment, { title: 'Läs läxor i biblioteket' });
    const { revision } = await services.assignments.find(assignment);
    const partial = { ...coordinator, isModerator: true };
    const given = { decision: 'reject' as const, revision, reasons: [], text: '' };
    await expectRefused(
      services.moderation.decideAssignment(partial, assignment, given),
      'moderation.refused.own',
    );
    const organisation = await services.organisations.find(coordinator.organisation);
    await expectRefused(
      services.moderation.decideOrganisation(partial, coordinator.organisation, {
        ...given,
        decision: 'suspend',
        revision: organisation.revision,
      }),
      'moderation.refused.own',
    );
    await expectSound(matching);
  });
});

describe('time', () => {
  const onDates = {
    timing: 'dates' as const,
    slots: [],
    dates: [
      { date: '2026-11-28', from: '10:00', to: '12:00' },
      { date: '2026-12-05', from: '10:00', to: '12:00' },
    ],
  };
  const lastStart = new Date('2026-12-05T09:00:00Z');

  test('an offer ends 24 hours before the first occasion, and cannot be confirmed even before the system has ended it', async () => {
    const matching = await aMatching(2, { ...onDates, places: 1 });
    const { services, clock } = matching;
    for (const n of [0, 1]) await matching.apply(n);
    await matching.offer(0);
    const { expiresAt } = await matching.read(0);
    expect(expiresAt).toEqual(new Date('2026-11-27T09:00:00Z'));
    clock.moveTo(new Date('2026-11-27T08:59:59Z'));
    expect(await services.applications.expireDue()).toBe(0);
    clock.moveBy(1_000);
    await expectRefused(matching.confirm(0), 'applications.refused.expired');
    expect(await services.applications.expireDue()).toBe(1);
    expect(await matching.states()).toEqual(['expired', 'submitted']);
    expect(await toldOf(matching, 'expire')).toEqual(['coordinator', 'volunteer 0']);
    await matching.apply(0);
    expect(await matching.states()).toEqual(['submitted', 'submitted']);
    await expectSound(matching);
  });

  test('a pause does not stop the clock of an offer', async () => {
    const matching = await aMatching(1);
    await matching.apply(0);
    await matching.offer(0);
    await matching.services.assignments.pause(matching.coordinator, matching.assignment);
    matching.clock.moveBy(5 * day);
    await matching.services.applications.expireDue();
    expect(await matching.states()).toEqual(['expired']);
    await expectSound(matching);
  });

  test('when the last occasion begins, the system closes what waits; the match stands', async () => {
    const matching = await aMatching(4, { ...onDates, places: 2 });
    const { services, clock } = matching;
    for (const n of [0, 1, 2]) await matching.apply(n);
    await matching.offer(0);
    await matching.confirm(0);
    clock.moveTo(new Date(lastStart.getTime() - minute));
    await matching.offer(1);
    expect(await services.applications.sweep()).toEqual({ closed: 0, promoted: 0 });

    clock.moveTo(lastStart);
    await expectRefused(matching.confirm(1), 'applications.refused.past');
    await expectRefused(matching.offer(2), 'applications.refused.past');
    await expectRefused(matching.apply(3), 'applications.refused.past');
    expect(await services.applications.sweep()).toEqual({ closed: 2, promoted: 0 });
    expect(await matching.states()).toEqual(['matched', 'closed', 'closed', 'none']);
    expect((await matching.read(1)).history.at(-1)).toMatchObject({
      move: 'close',
      by: null,
      reason: 'past',
    });
    expect(await services.applications.sweep()).toEqual({ closed: 0, promoted: 0 });
    await expectSound(matching);
  });

  test('an assignment that cannot be found does not keep the places of the others', async () => {
    const gone = await aMatching(1, { places: 1 });
    const { services, clock, coordinator } = gone;
    await gone.apply(0);
    await gone.offer(0);
    clock.moveBy(minute);
    const other = matchingOf(gone, coordinator, await anAssignment(services, coordinator, { places: 1 }), [
      await aPerson(services),
      await aPerson(services),
    ]);
    await other.apply(0);
    await other.offer(0);
    await other.apply(1);
    await assignmentModel(services.connection).deleteOne({ _id: gone.assignment });
    clock.moveBy(6 * day);
    await expect(services.applications.expireDue()).rejects.toThrow();
    expect(await other.states()).toEqual(['expired', 'submitted']);
  });

  test('an assignment that is over, swept and then moved to a later date is looked at again', async () => {
    const matching = await aMatching(1, onDates);
    const { services, clock, coordinator, assignment } = matching;
    clock.moveTo(new Date(lastStart.getTime() + hour));
    await services.applications.sweep();
    expect((await services.assignments.find(assignment)).swept).toBe(true);
    await services.assignments.save(coordinator, assignment, {
      dates: [{ date: '2026-12-12', from: '10:00', to: '12:00' }],
    });
    await matching.apply(0);
    clock.moveBy(7 * day);
    expect(await services.applications.sweep()).toEqual({ closed: 1, promoted: 0 });
    await expectSound(matching);
  });

  test('after the last day to apply nobody applies, but the queue still moves', async () => {
    const matching = await aMatching(3, { places: 1, admission: 'direct', applyBy: '2026-11-24' });
    const { services, clock } = matching;
    for (const n of [0, 1]) await matching.apply(n);
    clock.moveTo(new Date('2026-11-24T23:00:00Z'));
    await expectRefused(matching.apply(2), 'applications.refused.late');
    await services.applications.moveOwn(matching.who(0), await matching.id(0), 'cancel');
    expect(await matching.states()).toEqual(['cancelled', 'offered', 'none']);
    await expectSound(matching);
  });
});

describe('the sweep', () => {
  test.each([
    ['closed', { status: 'closed', closeReason: 'filled' }, 'filled', 'matched'],
    ['called off', { status: 'closed', closeReason: 'cancelled' }, 'cancelled', 'cancelled'],
    ['suspended', { status: 'closed', closeReason: 'suspended' }, 'suspended', 'cancelled'],
  ] as const)('finishes what slipped through while it was %s', async (_title, ended, reason, matchIs) => {
    const matching = await aBusyMatching();
    const { services, assignment, clock } = matching;
    // As two processes leave it: the assignment is closed, and an application was stored at the same moment.
    const set = { ...ended, closedAt: clock.now(), swept: false };
    await assignmentModel(services.connection).updateOne({ _id: assignment }, { $set: set });
    expect(await leftWaiting(services.connection, clock.now())).toHaveLength(3);
    expect((await services.applications.sweep()).closed).toBe(matchIs === 'matched' ? 3 : 4);
    expect(await leftWaiting(services.connection, clock.now())).toEqual([]);
    expect((await matching.states())[0]).toBe(matchIs);
    expect((await matching.read(2)).history.at(-1)).toMatchObject({ by: null, reason });
    await expectSound(matching);
  });

  test('looks at what was closed for some minutes, then leaves it alone', async () => {
    const matching = await aMatching(0);
    const { services, coordinator, assignment, clock } = matching;
    await services.assignments.close(coordinator, assignment, 'over');
    const swept = async (): Promise<boolean> => (await services.assignments.find(assignment)).swept;
    await services.applications.sweep();
    expect(await swept()).toBe(false);
    clock.moveBy(4 * minute);
    await services.applications.sweep();
    expect(await swept()).toBe(true);
  });

  test('moves a queue that was left beside a free place', async () => {
    const matching = await aMatching(3, { places: 1, admission: 'direct' });
    const { services, assignment } = matching;
    for (const n of [0, 1, 2]) await matching.apply(n);
    await assignmentModel(services.connection).updateOne(
      { _id: assignment },
      { $inc: { places: 1, free: 1 } },
    );
    expect(await services.applications.sweep()).toEqual({ closed: 0, promoted: 1 });
    expect(await matching.states()).toEqual(['matched', 'offered', 'waitlisted']);
    expect(await services.applications.sweep()).toEqual({ closed: 0, promoted: 0 });
    await expectSound(matching);
  });

  test('in two processes at once does everything once', async () => {
    const matching = await aBusyMatching();
    const { services, assignment, clock } = matching;
    const set = { status: 'closed', closeReason: 'filled', closedAt: clock.now(), swept: false };
    await assignmentModel(services.connection).updateOne({ _id: assignment }, { $set: set });
    await Promise.all([services.applications.sweep(), another(services).sweep()]);
    expect(await matching.states()).toEqual(['matched', 'closed', 'closed', 'closed', 'withdrawn']);
    await expectSound(matching);
  });
});

/** The same use cases as a second process has them: nothing in common but the database. */
function another(services: Services): Services['applications'] {
  return createServices({ ...services, mailer: { send: () => Promise.resolve(), close: () => undefined } })
    .applications;
}

/** Stores so many more that look like the first volunteer's, of people who do not exist. */
async function cloneApplications(matching: Matching, count: number): Promise<void> {
  const like = await matching.read(0);
  const applications = applicationModel(matching.services.connection);
  await applications.insertMany(
    Array.from({ length: count }, () => ({
      ...like,
      _id: new Types.ObjectId(),
      person: new Types.ObjectId(),
    })),
  );
}
