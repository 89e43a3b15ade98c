// Applying and answering, with a real database: both admissions, the queue, and who gets a place that comes free.
import { outboxModel } from '../../src/platform/outbox/outbox.model.ts';
import { day, hour } from '../../src/platform/clock.ts';
import { anAssignment, aPerson, applicationText } from '../support/people.ts';
import { aMatching, expectRefused, expectSound } from '../support/matching.ts';

describe('by review', () => {
  test('applications wait for an answer, and the coordinator’s offer takes a place until the volunteer confirms', async () => {
    const matching = await aMatching(1, { places: 2 });
    const { services, clock, coordinator } = matching;
    const id = await matching.apply(0);
    expect(await matching.states()).toEqual(['submitted']);
    expect(await matching.free()).toBe(2);

    clock.moveBy(hour);
    await services.applications.offer(coordinator, id);
    expect(await matching.free()).toBe(1);
    expect(await matching.read(0)).toMatchObject({
      status: 'offered',
      answeredAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + 5 * day),
    });

    clock.moveBy(hour);
    await matching.confirm(0);
    expect(await matching.read(0)).toMatchObject({ status: 'matched', matchedAt: clock.now() });
    expect(await matching.free()).toBe(1);
    await expectSound(matching);
  });

  test('who applies when it is full stands in the queue, and so does who is put there', async () => {
    const matching = await aMatching(3, { places: 1 });
    await matching.apply(0);
    await matching.apply(1);
    await matching.offer(0);
    await matching.apply(2);
    expect(await matching.states()).toEqual(['offered', 'submitted', 'waitlisted']);
    await matching.services.applications.queue(matching.coordinator, await matching.id(1));
    expect(await matching.states()).toEqual(['offered', 'waitlisted', 'waitlisted']);
    expect((await matching.read(1)).answeredAt).toBeDefined();
    await expectRefused(matching.offer(1), 'applications.refused.changed');
    await expectSound(matching);
  });

  test('the last place is offered once', async () => {
    const matching = await aMatching(2, { places: 1 });
    await matching.apply(0);
    await matching.apply(1);
    await matching.offer(0);
    await expectRefused(matching.offer(1), 'applications.refused.full');
    expect(await matching.states()).toEqual(['offered', 'submitted']);
    await expectSound(matching);
  });

  test.each([
    ['withdraws', (m: Matching, id: string) => m.services.applications.moveOwn(m.who(0), id, 'withdraw')],
    [
      'is declined',
      (m: Matching, id: string) => m.services.applications.decline(m.coordinator, id, { reason: 'full' }),
    ],
    [
      'lets the offer expire',
      (m: Matching) => {
        m.clock.moveBy(5 * day);
        return m.services.applications.expireDue();
      },
    ],
  ])(
    'when the one with an offer %s, everybody in the queue waits for an answer again',
    async (_how, leave) => {
      const matching = await aMatching(4, { places: 1 });
      await matching.apply(0);
      await matching.offer(0);
      for (const n of [1, 2, 3]) await matching.apply(n);
      matching.clock.moveBy(hour);
      await leave(matching, await matching.id(0));
      expect((await matching.states()).slice(1)).toEqual(['submitted', 'submitted', 'submitted']);
      expect((await matching.read(1)).submittedAt).toEqual(matching.clock.now());
      expect(await matching.free()).toBe(1);
      await expectSound(matching);
    },
  );
});

describe('direct', () => {
  const direct = (places: number) => ({ places, admission: 'direct' as const });

  test('a place is matched at once until there is none; the rest stand in the queue', async () => {
    const matching = await aMatching(4, direct(2));
    for (const n of [0, 1, 2, 3]) await matching.apply(n);
    expect(await matching.states()).toEqual(['matched', 'matched', 'waitlisted', 'waitlisted']);
    expect(await matching.read(0)).toMatchObject({
      matchedAt: matching.clock.now(),
      answeredAt: matching.clock.now(),
    });
    await expectSound(matching);
  });

  test.each([
    [
      'cancels',
      (m: Matching, id: string) =>
        m.services.applications.moveOwn(m.who(0), id, 'cancel', { reason: 'unable' }),
    ],
    [
      'is cancelled',
      (m: Matching, id: string) =>
        m.services.applications.cancelAsCoordinator(m.coordinator, id, { reason: 'changed' }),
    ],
  ])('when one of the matched %s, the first in the queue is offered the place', async (_how, leave) => {
    const matching = await aMatching(3, direct(1));
    for (const n of [0, 1, 2]) {
      await matching.apply(n);
      matching.clock.moveBy(hour);
    }
    await leave(matching, await matching.id(0));
    expect(await matching.states()).toEqual(['cancelled', 'offered', 'waitlisted']);
    expect((await matching.read(1)).expiresAt).toEqual(new Date(matching.clock.now().getTime() + 5 * day));
    expect(await matching.free()).toBe(0);

    await matching.services.applications.decline(matching.coordinator, await matching.id(1), {
      reason: 'other',
    });
    expect(await matching.states()).toEqual(['cancelled', 'declined', 'offered']);
    await expectSound(matching);
  });

  test('an offer that expires goes on to the next, and so on to the end of the queue', async () => {
    const matching = await aMatching(3, direct(1));
    for (const n of [0, 1, 2]) await matching.apply(n);
    await matching.services.applications.moveOwn(matching.who(0), await matching.id(0), 'cancel');
    matching.clock.moveBy(5 * day);
    expect(await matching.services.applications.expireDue()).toBe(1);
    expect(await matching.states()).toEqual(['cancelled', 'expired', 'offered']);
    expect(await matching.services.applications.expireDue()).toBe(0);
    matching.clock.moveBy(5 * day);
    await matching.services.applications.expireDue();
    expect(await matching.states()).toEqual(['cancelled', 'expired', 'expired']);
    expect(await matching.free()).toBe(1);
    await expectSound(matching);
  });

  test('nobody passes those who queue: who applies while a place is on its way to the queue stands behind it', async () => {
    const matching = await aMatching(4, direct(1));
    for (const n of [0, 1, 2]) await matching.apply(n);
    await Promise.all([
      matching.services.applications.moveOwn(matching.who(0), await matching.id(0), 'cancel'),
      matching.apply(3),
    ]);
    expect(await matching.states()).toEqual(['cancelled', 'offered', 'waitlisted', 'waitlisted']);
    await expectSound(matching);
  });
});

describe('places that open otherwise', () => {
  test('raised places go to the queue', async () => {
    const matching = await aMatching(4, { places: 1, admission: 'direct' });
    for (const n of [0, 1, 2, 3]) await matching.apply(n);
    await matching.services.assignments.save(matching.coordinator, matching.assignment, { places: 3 });
    expect(await matching.states()).toEqual(['matched', 'offered', 'offered', 'waitlisted']);
    await expectSound(matching);
  });

  test('fewer people who came another way let the queue move', async () => {
    const matching = await aMatching(3, { places: 3, others: 2, admission: 'direct' });
    for (const n of [0, 1, 2]) await matching.apply(n);
    expect(await matching.states()).toEqual(['matched', 'waitlisted', 'waitlisted']);
    await matching.services.assignments.save(matching.coordinator, matching.assignment, { others: 1 });
    expect(await matching.states()).toEqual(['matched', 'offered', 'waitlisted']);
    await expectSound(matching);
  });

  test('places never go below those taken', async () => {
    const matching = await aMatching(2, { places: 2, admission: 'direct' });
    for (const n of [0, 1]) await matching.apply(n);
    const { assignments } = matching.services;
    await expectRefused(
      assignments.save(matching.coordinator, matching.assignment, { places: 1 }),
      'assignments.refused.places',
    );
    await expectRefused(
      assignments.save(matching.coordinator, matching.assignment, { others: 1 }),
      'assignments.refused.places',
    );
    await expectSound(matching);
  });

  test('a place that comes free during a pause goes to the queue when the pause ends', async () => {
    const matching = await aMatching(2, { places: 1, admission: 'direct' });
    for (const n of [0, 1]) await matching.apply(n);
    const { assignments, applications } = matching.services;
    await assignments.pause(matching.coordinator, matching.assignment);
    await applications.moveOwn(matching.who(0), await matching.id(0), 'cancel');
    await applications.sweep();
    expect(await matching.states()).toEqual(['cancelled', 'waitlisted']);
    await assignments.resume(matching.coordinator, matching.assignment);
    expect(await matching.states()).toEqual(['cancelled', 'offered']);
    await expectSound(matching);
  });

  test('new words keep nobody waiting: what staff has approved is still out', async () => {
    const matching = await aMatching(2, { places: 1, admission: 'direct' });
    for (const n of [0, 1]) await matching.apply(n);
    const { assignments, applications } = matching.services;
    await assignments.save(matching.coordinator, matching.assignment, { title: 'Läs läxor i biblioteket' });
    await applications.moveOwn(matching.who(0), await matching.id(0), 'cancel');
    expect(await matching.states()).toEqual(['cancelled', 'offered']);
    await expectSound(matching);
  });
});

describe('limits and second times', () => {
  test('[ASVS 2.3.2] ten applications may wait; an answer makes room for the next', async () => {
    const matching = await aMatching(1);
    const { services, coordinator } = matching;
    const more = await Promise.all(Array.from({ length: 10 }, () => anAssignment(services, coordinator)));
    for (const one of more) await services.applications.apply(matching.who(0), one, applicationText());
    await expectRefused(matching.apply(0), 'applications.refused.waitingLimit');
    const first = await services.applications.mine(matching.who(0).id, more[0] ?? '');
    await services.applications.offer(coordinator, String(first?._id));
    await matching.apply(0);
    await expectSound(matching);
  });

  test('applying twice, also at the same moment, is once', async () => {
    const matching = await aMatching(1);
    const ids = await Promise.all(Array.from({ length: 6 }, () => matching.apply(0)));
    expect(new Set([...ids, await matching.apply(0)]).size).toBe(1);
    await expectSound(matching);
  });

  test('after a withdrawal the same document is opened again, with its history and without its former answer', async () => {
    const matching = await aMatching(1);
    const { services, clock } = matching;
    const first = await matching.apply(0);
    await matching.offer(0);
    await services.applications.moveOwn(matching.who(0), first, 'withdraw');
    clock.moveBy(day);
    const again = await services.applications.apply(matching.who(0), matching.assignment, {
      message: 'Nu har jag tid, varje vecka.',
      ticks: [],
    });
    expect(again).toBe(first);
    const application = await matching.read(0);
    expect(application).toMatchObject({
      status: 'submitted',
      message: 'Nu har jag tid, varje vecka.',
      submittedAt: clock.now(),
    });
    for (const field of ['answeredAt', 'offeredAt', 'expiresAt', 'matchedAt'])
      expect(application).not.toHaveProperty(field);
    expect(application.history.map(({ move }) => move)).toEqual(['apply', 'offer', 'withdraw', 'apply']);
    await expectSound(matching);
  });

  test('one may come back after cancelling oneself, not after being cancelled or declined', async () => {
    const matching = await aMatching(3, { places: 3, admission: 'direct' });
    const { applications } = matching.services;
    for (const n of [0, 1]) await matching.apply(n);
    await applications.moveOwn(matching.who(0), await matching.id(0), 'cancel', { reason: 'time' });
    await applications.cancelAsCoordinator(matching.coordinator, await matching.id(1), { reason: 'changed' });
    await matching.apply(0);
    await expectRefused(matching.apply(1), 'applications.refused.existing.cancelled');
    await matching.services.assignments.save(matching.coordinator, matching.assignment, {
      admission: 'review',
    });
    await matching.apply(2);
    await applications.decline(matching.coordinator, await matching.id(2), { reason: 'profile' });
    await expectRefused(matching.apply(2), 'applications.refused.existing.declined');
    expect(await matching.states()).toEqual(['matched', 'cancelled', 'declined']);
    await expectSound(matching);
  });

  test('coordinators cannot apply to their own organisation', async () => {
    const matching = await aMatching(0);
    await expectRefused(
      matching.services.applications.apply(matching.coordinator, matching.assignment, applicationText()),
      'applications.refused.own',
    );
  });
});

describe('what is stored with a move', () => {
  test('is who made it, when, why, and one fact of ids only', async () => {
    const matching = await aMatching(1);
    const { services, clock, coordinator } = matching;
    const id = await matching.apply(0);
    clock.moveBy(hour);
    await services.applications.decline(coordinator, id, { reason: 'other', text: 'Gruppen är redan stor.' });
    const { history, changedAt } = await matching.read(0);
    expect(changedAt).toEqual(clock.now());
    expect(JSON.parse(JSON.stringify(history))).toMatchObject([
      { move: 'apply', from: 'none', to: 'submitted', by: matching.who(0).id },
      {
        move: 'decline',
        from: 'submitted',
        to: 'declined',
        by: coordinator.id,
        at: clock.now().toISOString(),
        reason: 'other',
        text: 'Gruppen är redan stor.',
      },
    ]);
    const facts = await outboxModel(services.connection).find({ event: 'ApplicationMoved' }).sort({ _id: 1 });
    expect(facts.map(({ data }) => data)).toEqual([
      { application: id, move: 'apply', by: matching.who(0).id },
      { application: id, move: 'decline', by: coordinator.id },
    ]);
  });

  test('[ASVS 8.3.1] is nothing at all where the move is refused', async () => {
    const matching = await aMatching(1);
    const { services } = matching;
    const id = await matching.apply(0);
    const before = JSON.stringify(await matching.read(0));
    const stranger = await aPerson(services);
    await expectRefused(services.applications.offer(stranger, id), 'errors.404.text');
    await expectRefused(services.applications.moveOwn(stranger, id, 'withdraw'), 'errors.404.text');
    await expectRefused(services.applications.read(stranger, id), 'errors.404.text');
    await expectRefused(
      services.applications.moveOwn(matching.who(0), id, 'confirm'),
      'applications.refused.changed',
    );
    expect(JSON.stringify(await matching.read(0))).toBe(before);
    await expectSound(matching);
  });
});

type Matching = Awaited<ReturnType<typeof aMatching>>;
