// Taking up an assignment again: a slip of the hand undone within ten minutes, and a new draft from an earlier assignment.
import type { AssignmentChange } from '../../src/assignments/assignment.change.ts';
import { minute } from '../../src/platform/clock.ts';
import { details } from '../support/assignment-details.ts';
import { signedIn } from '../support/http.ts';
import { expectRefused } from '../support/matching.ts';
import { aCoordinator, aModerator, aPerson, anAssignment, applicationText } from '../support/people.ts';
import { startService } from '../support/service.ts';

async function closed(change: AssignmentChange = {}) {
  const service = await startService();
  const { services } = service;
  const coordinator = await aCoordinator(services);
  const id = await anAssignment(services, coordinator, change);
  return { ...service, coordinator, id };
}

test.each(['published', 'paused'] as const)(
  'what was %s is so again when its closing is undone',
  async (status) => {
    const { services, clock, coordinator, id } = await closed();
    if (status === 'paused') await services.assignments.pause(coordinator, id);
    await services.assignments.close(coordinator, id, 'over');
    clock.moveBy(10 * minute - 1);
    await services.applications.sweep();
    await services.assignments.reopen(coordinator, id);
    const again = await services.assignments.find(id);
    expect(again).toMatchObject({ status, swept: false });
    expect([again.closeReason, again.closedAt, again.closedFrom]).toEqual([undefined, undefined, undefined]);
    await services.assignments.close(coordinator, id, 'filled');
  },
);

test('after ten minutes a closing stands', async () => {
  const { services, clock, coordinator, id } = await closed();
  await services.assignments.close(coordinator, id, 'over');
  clock.moveBy(10 * minute);
  await expectRefused(services.assignments.reopen(coordinator, id), 'assignments.refused.reopen');
});

test('a closing that somebody was told of stands', async () => {
  const { services, coordinator, id } = await closed();
  await services.applications.apply(await aPerson(services), id, applicationText());
  await services.assignments.close(coordinator, id, 'over');
  await expectRefused(services.assignments.reopen(coordinator, id), 'assignments.refused.reopen');
});

test('nothing is opened again under an organisation that has been suspended meanwhile', async () => {
  const { services, coordinator, id } = await closed();
  await services.assignments.close(coordinator, id, 'over');
  const { revision } = await services.organisations.find(coordinator.organisation);
  const said = { decision: 'suspend' as const, revision, reasons: [], text: 'Efter ett samtal.' };
  await services.moderation.decideOrganisation(await aModerator(services), coordinator.organisation, said);
  await expectRefused(services.assignments.reopen(coordinator, id), 'moderation.refused.organisationFirst');
});

test('who closes something with applications first reads what follows for whom', async () => {
  const service = await closed();
  const { services, coordinator, id } = service;
  const volunteer = await aPerson(services);
  const application = await services.applications.apply(volunteer, id, applicationText());
  await services.applications.apply(await aPerson(services), id, applicationText());
  await services.applications.offer(coordinator, application);
  await services.applications.moveOwn(volunteer, application, 'confirm');
  const karin = await signedIn(service, coordinator.email);
  const asked = await karin.post(`/assignments/${id}/close`, { reason: 'cancelled' });
  expect((await services.assignments.find(id)).status).toBe('published');
  const { text } = await karin.get(asked.headers.location ?? '');
  expect(text).toContain('1 person väntar på svar');
  expect(text).toContain('1 match avbokas');
  await karin.post(`/assignments/${id}/close`, { reason: 'cancelled', told: 'yes' });
  expect((await services.assignments.find(id)).status).toBe('closed');
});

test('a copy has the words and facts, none of the people and only times to come', async () => {
  const { services, clock, coordinator, id } = await closed(details);
  await services.applications.apply(await aPerson(services), id, applicationText());
  clock.moveTo(new Date('2026-12-06T09:00:00Z'));
  const colleague = { ...(await aPerson(services)), organisations: coordinator.organisations };
  const copied = await services.assignments.copy(colleague, id);
  expect(copied.lostTimes).toBe(true);
  const { applyBy: _, dates, others: __, ...same } = details;
  const copy = await services.assignments.find(copied.id);
  expect(copy).toMatchObject({
    ...same,
    status: 'draft',
    dates: dates.slice(1),
    others: 0,
    free: 4,
    revision: 1,
  });
  expect([copy.applyBy, copy.publishedAt, copy.closedAt]).toEqual([undefined, undefined, undefined]);
  expect(copy.beginsAt).toEqual(new Date('2026-12-12T21:00:00Z'));
  expect(String(copy.contact)).toBe(colleague.id);
  await services.assignments.submit(colleague, copied.id);
});
