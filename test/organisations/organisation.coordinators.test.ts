// Those who coordinate an organisation come and go, and one that may work always has somebody.
import { Types } from 'mongoose';
import { inTransaction } from '../../src/platform/database.ts';
import type { Services } from '../../src/services.ts';
import { signedIn } from '../support/http.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { Coordinator } from '../support/world.ts';

const tokenOf = (services: Services, id: unknown): string => services.links.token(String(id));

async function joined(services: Services, to: Coordinator): Promise<Coordinator> {
  const person = await aPerson(services);
  await services.organisations.invite(to, to.organisation, person.email, 'sv');
  const [link] = await services.organisations.invitations(to.organisation);
  await services.organisations.acceptInvitation(person, tokenOf(services, link?._id));
  return { ...person, organisations: [to.organisation], organisation: to.organisation };
}

async function told(services: Services, person: TestPerson): Promise<unknown[]> {
  await services.outbox.drain();
  return (await services.notifications.since(person.id, new Date(100_000), 'sv')).map(({ text }) => text);
}

test('the last coordinator cannot leave, also when two leave at once', async () => {
  const { services } = await startService();
  for (let round = 0; round < 5; round += 1) {
    const karin = await aCoordinator(services);
    const olle = await joined(services, karin);
    const leave = (one: Coordinator) =>
      services.organisations.removeCoordinator(one, karin.organisation, one.id);
    const results = await Promise.allSettled([leave(karin), leave(olle)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await services.organisations.find(karin.organisation)).coordinators).toHaveLength(1);
  }
});

test('what somebody who leaves answered for is another’s, who is told', async () => {
  const { services } = await startService();
  const karin = await aCoordinator(services);
  const [olle, siv] = [await joined(services, karin), await joined(services, karin)];
  const id = await anAssignment(services, karin);
  await services.organisations.removeCoordinator(karin, karin.organisation, karin.id, siv.id);
  expect(String((await services.assignments.find(id)).contact)).toBe(siv.id);
  expect(String((await services.organisations.find(karin.organisation)).contact)).toBe(siv.id);
  expect(await told(services, siv)).toContainEqual(
    expect.stringContaining('Du är nu ansvarig för ett uppdrag'),
  );
  await services.organisations.removeCoordinator(siv, karin.organisation, olle.id);
  expect(await told(services, olle)).toContainEqual(expect.stringContaining('Du är inte längre samordnare'));
});

test('an invitation that was taken back opens nothing, and a coordinator needs none', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const olle = await aPerson(services);
  await services.organisations.invite(karin, karin.organisation, olle.email, 'sv');
  const [link] = await services.organisations.invitations(karin.organisation);
  const client = await signedIn(service, karin.email);
  const path = `/organisations/${karin.organisation}`;
  expect((await client.post(`${path}/uninvite`, { invitation: String(link?._id) })).status).toBe(303);
  await expect(services.organisations.acceptInvitation(olle, tokenOf(services, link?._id))).rejects.toThrow(
    'accounts.link.gone',
  );
  const again = await client.post(`${path}/coordinators`, { email: karin.email.toUpperCase() });
  expect(again.status).toBe(422);
  expect(again.text).toContain('redan samordnare');
});

test.each([
  ['over', 'matched'],
  ['cancelled', 'cancelled'],
] as const)(
  'closing as %s leaves a match %s, tells who waits, and frees the number',
  async (reason, match) => {
    const { services } = await startService();
    const karin = await aCoordinator(services);
    const [waiting, matched] = [await aPerson(services), await aPerson(services)];
    const assignment = await anAssignment(services, karin);
    const apply = (person: TestPerson) => services.applications.apply(person, assignment, applicationText());
    const [first, second] = [await apply(waiting), await apply(matched)];
    await services.applications.offer(karin, second);
    await services.applications.moveOwn(matched, second, 'confirm');
    await services.organisations.close(karin, karin.organisation, reason);
    expect((await services.applications.find(first)).status).toBe('closed');
    expect((await services.applications.find(second)).status).toBe(match);
    expect(await services.organisations.isPublic(karin.organisation)).toBe(false);
    const { number = '' } = await services.organisations.find(karin.organisation);
    expect(await services.organisations.holdersOf(number)).toEqual([]);
  },
);

test('an account that goes leaves its organisations to those who remain, and closes those that nobody else has', async () => {
  const { services } = await startService();
  const shared = await aCoordinator(services);
  const olle = await joined(services, shared);
  const alone = await aCoordinator(services);
  const karin = { ...alone, id: shared.id };
  await inTransaction(services.connection, async (transaction) => {
    await services.organisations.addCoordinator(transaction, alone.organisation, karin.id);
  });
  await services.organisations.removeCoordinator(alone, alone.organisation, alone.id);
  const sole = await services.organisations.soleCoordinatorOf(karin.id);
  expect(sole.map(({ id }) => id)).toEqual([alone.organisation]);
  await inTransaction(services.connection, (transaction) =>
    services.organisations.leaveAll(transaction, karin.id),
  );
  expect(await services.organisations.find(alone.organisation)).toMatchObject({
    status: 'closed',
    claimed: false,
    coordinators: [],
  });
  const left = await services.organisations.find(shared.organisation);
  expect(left).toMatchObject({ status: 'approved' });
  expect(left.coordinators.map(String)).toEqual([olle.id]);
});

test('a match whose organisation has nobody left can still be read', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const amina = await aPerson(services);
  const id = await anAssignment(services, karin, { admission: 'direct' });
  const application = await services.applications.apply(amina, id, applicationText());
  await services.assignments.close(karin, id, 'over');
  await inTransaction(services.connection, (transaction) =>
    services.organisations.leaveAll(transaction, karin.id),
  );
  await services.connection.collection('people').deleteOne({ _id: new Types.ObjectId(karin.id) });
  const client = await signedIn(service, amina.email);
  expect((await client.get(`/applications/${application}`)).status).toBe(200);
});
