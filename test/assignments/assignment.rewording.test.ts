// New words of a published assignment, and what staff has suspended: who still sees it, who is told, and that it can still be called off.
import { aMatching, expectRefused, expectSound } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { aDraft } from '../support/people.ts';

const stranger = null;

async function aMatch(): Promise<Matching> {
  const matching = await aMatching(2, { places: 2 });
  await matching.apply(0);
  await matching.offer(0);
  await matching.confirm(0);
  await matching.apply(1);
  return matching;
}

/** Who is told that time or place has changed, and where that leads. */
async function toldOfChange({ services, volunteers }: Matching): Promise<Record<string, string>> {
  await services.outbox.drain();
  const rows = await services.notifications.model.find({ key: 'notifications.assignment.changed' }).lean();
  return Object.fromEntries(
    rows.map(({ person, link }) => [volunteers.findIndex(({ id }) => id === String(person)), link]),
  );
}

test('while its new words are read it can be called off, and those who come are told', async () => {
  const matching = await aMatch();
  const { services, coordinator, assignment } = matching;
  await services.assignments.save(coordinator, assignment, { title: 'Läxhjälp med nya ord' });
  await services.assignments.close(coordinator, assignment, 'cancelled');
  expect(await matching.states()).toEqual(['cancelled', 'closed']);
  await expectSound(matching);
});

test('closed with words that staff has not read, it is not public', async () => {
  const matching = await aMatch();
  const { services, coordinator, assignment } = matching;
  await services.assignments.save(coordinator, assignment, { title: 'Läxhjälp med nya ord' });
  await services.assignments.close(coordinator, assignment, 'over');
  await expectRefused(services.assignments.read(stranger, assignment), 'errors.404.text');
});

test('closed with words that staff has approved, it stays public', async () => {
  const { services, coordinator, assignment } = await aMatch();
  await services.assignments.close(coordinator, assignment, 'over');
  expect((await services.assignments.read(stranger, assignment)).status).toBe('closed');
});

test('what staff has suspended is seen by its coordinators and staff alone', async () => {
  const matching = await aMatch();
  const { services, coordinator, assignment } = matching;
  await matching.decide('suspend');
  await expectRefused(services.assignments.read(stranger, assignment), 'errors.404.text');
  expect((await services.assignments.read(coordinator, assignment)).closeReason).toBe('suspended');
});

test('what was never published is not closed by its coordinator', async () => {
  const { services, coordinator } = await aMatch();
  const draft = await aDraft(services, coordinator);
  await services.assignments.submit(coordinator, draft);
  await expectRefused(services.assignments.close(coordinator, draft, 'over'), 'assignments.refused.changed');
});

test.each(['published', 'paused'] as const)('a new place is told while it is %s', async (status) => {
  const matching = await aMatch();
  const { services, coordinator, assignment } = matching;
  if (status === 'paused') await services.assignments.pause(coordinator, assignment);
  await services.assignments.save(coordinator, assignment, { address: 'Stora gatan 3' });
  const link = `/assignments/${assignment}`;
  expect(await toldOfChange(matching)).toEqual({ 0: link, 1: link });
});

test('while its words are read a new place is told with a way to one’s own application', async () => {
  const matching = await aMatch();
  const { services, coordinator, assignment } = matching;
  await services.assignments.save(coordinator, assignment, { title: 'Läxhjälp med nya ord' });
  await services.assignments.save(coordinator, assignment, { address: 'Stora gatan 3' });
  expect(await toldOfChange(matching)).toEqual({
    0: `/applications/${await matching.id(0)}`,
    1: `/applications/${await matching.id(1)}`,
  });
});
