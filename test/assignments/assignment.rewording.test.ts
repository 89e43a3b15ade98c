// New words of something published: the approved ones stay until staff has decided, whoever applies meanwhile; and who still sees what staff has suspended.
import { aMatching, expectRefused, expectSound } from '../support/matching.ts';
import type { Matching } from '../support/matching.ts';
import { aDraft, aModerator } from '../support/people.ts';

const stranger = null;
const oldTitle = 'Läs läxor med mellanstadiebarn';
const newTitle = 'Läxhjälp med nya ord';

async function aMatch(): Promise<Matching> {
  const matching = await aMatching(3, { places: 2 });
  await matching.apply(0);
  await matching.offer(0);
  await matching.confirm(0);
  await matching.apply(1);
  return matching;
}

async function reworded(): Promise<Matching> {
  const matching = await aMatch();
  await matching.services.assignments.save(matching.coordinator, matching.assignment, { title: newTitle });
  return matching;
}

async function titleNow({ services, assignment }: Matching): Promise<string> {
  return (await services.assignments.read(stranger, assignment)).title;
}

async function queued({ services }: Matching): Promise<string[]> {
  const moderator = await aModerator(services);
  return (await services.moderation.queue(moderator)).flatMap(({ assignments }) =>
    assignments.map(({ _id }) => String(_id)),
  );
}

test.each(['published', 'paused'] as const)(
  'new words on what is %s wait beside the approved ones',
  async (status) => {
    const matching = await aMatch();
    const { services, coordinator, assignment } = matching;
    if (status === 'paused') await services.assignments.pause(coordinator, assignment);
    await services.assignments.save(coordinator, assignment, { title: newTitle, places: 3 });
    const now = await services.assignments.find(assignment);
    expect(now).toMatchObject({
      status,
      title: oldTitle,
      places: 3,
      proposed: { status: 'pending', words: { title: newTitle } },
    });
    expect(await queued(matching)).toEqual([assignment]);
    await matching.decide('approve');
    expect(await services.assignments.find(assignment)).toMatchObject({ status, title: newTitle });
    expect((await services.assignments.find(assignment)).proposed).toBeUndefined();
    expect(await queued(matching)).toEqual([]);
  },
);

test('while its new words are read people apply, are offered and say yes as before', async () => {
  const matching = await reworded();
  await matching.offer(1);
  await matching.confirm(1);
  await matching.apply(2);
  expect(await matching.states()).toEqual(['matched', 'matched', 'waitlisted']);
  expect(await titleNow(matching)).toBe(oldTitle);
  await expectSound(matching);
});

test('returned words stay beside the approved ones until they are corrected', async () => {
  const matching = await reworded();
  const { services, coordinator, assignment } = matching;
  await matching.decide('return');
  expect((await services.assignments.find(assignment)).proposed?.status).toBe('returned');
  expect(await queued(matching)).toEqual([]);
  await services.assignments.save(coordinator, assignment, { gets: 'Fika.' });
  expect((await services.assignments.find(assignment)).proposed).toMatchObject({
    status: 'pending',
    words: { title: newTitle, gets: 'Fika.' },
  });
  expect(await titleNow(matching)).toBe(oldTitle);
});

test('words that staff turns down are gone, and the assignment goes on', async () => {
  const matching = await reworded();
  await matching.decide('reject');
  expect(await matching.services.assignments.find(matching.assignment)).toMatchObject({
    status: 'published',
    title: oldTitle,
  });
  expect(await matching.states()).toEqual(['matched', 'submitted', 'none']);
});

test('its coordinators take new words back, and staff has nothing left to decide', async () => {
  const matching = await reworded();
  const { services, coordinator, assignment } = matching;
  await services.assignments.withdrawProposal(coordinator, assignment);
  expect(await queued(matching)).toEqual([]);
  await expectRefused(matching.decide('approve'), 'moderation.refused.decided');
  await expectRefused(
    services.assignments.withdrawProposal(coordinator, assignment),
    'assignments.refused.changed',
  );
});

test('writing the approved words again takes the new ones back', async () => {
  const matching = await reworded();
  await matching.services.assignments.save(matching.coordinator, matching.assignment, { title: oldTitle });
  expect(await queued(matching)).toEqual([]);
});

test('a decision on words that were changed meanwhile is refused', async () => {
  const matching = await reworded();
  const { services, coordinator, assignment } = matching;
  const { revision } = await services.assignments.find(assignment);
  await services.assignments.save(coordinator, assignment, { title: 'Läxhjälp med andra ord' });
  const decision = { decision: 'approve' as const, revision, reasons: [], text: '' };
  await expectRefused(
    services.moderation.decideAssignment(await aModerator(services), assignment, decision),
    'moderation.refused.newer',
  );
});

test('of two moderators who decide on the same words one is first', async () => {
  const matching = await reworded();
  const both = await Promise.allSettled([matching.decide('approve'), matching.decide('return')]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('every set of words that was sent is kept, with who sent it, and each decision names one', async () => {
  const matching = await reworded();
  const { services, coordinator, assignment } = matching;
  await matching.decide('return');
  await services.assignments.save(coordinator, assignment, { title: 'Läxhjälp med andra ord' });
  await matching.decide('approve');
  const sent = await services.revisions.of(assignment);
  expect(sent.map(({ words, by }) => [words['title'], String(by)])).toEqual(
    ['Läxhjälp med andra ord', newTitle, oldTitle].map((title) => [title, coordinator.id]),
  );
  const decided = (await services.moderation.history(assignment)).map(({ revision }) => revision);
  expect(decided).toEqual(sent.map(({ revision }) => revision));
});

test('while its new words are read it can be called off: those who come are told, and the words are gone', async () => {
  const matching = await reworded();
  const { services, coordinator, assignment } = matching;
  await services.assignments.close(coordinator, assignment, 'cancelled');
  expect(await matching.states()).toEqual(['cancelled', 'closed', 'none']);
  expect(await queued(matching)).toEqual([]);
  expect(await titleNow(matching)).toBe(oldTitle);
  await expectSound(matching);
});

test('closed with words that staff has approved, it stays public', async () => {
  const { services, coordinator, assignment } = await aMatch();
  await services.assignments.close(coordinator, assignment, 'over');
  expect((await services.assignments.read(stranger, assignment)).status).toBe('closed');
});

test('what staff has suspended is seen by its coordinators and staff alone', async () => {
  const matching = await reworded();
  const { services, coordinator, assignment } = matching;
  await matching.decide('suspend');
  await expectRefused(services.assignments.read(stranger, assignment), 'errors.410.text');
  expect((await services.assignments.read(coordinator, assignment)).closeReason).toBe('suspended');
});

test('what was never published is not closed by its coordinator', async () => {
  const { services, coordinator } = await aMatch();
  const draft = await aDraft(services, coordinator);
  await services.assignments.submit(coordinator, draft);
  await expectRefused(services.assignments.close(coordinator, draft, 'over'), 'assignments.refused.changed');
});
