// An erasure leaves no trace of a person: canaries are put in every field that somebody can fill, or that others fill about them, and looked for in
// every collection, in the log and in what is mailed afterwards. What others may count stays, and they learn only that somebody has left.
import { jest } from '@jest/globals';
import type { Document } from 'mongodb';
import { hour } from '../../src/platform/clock.ts';
import { aPopulated, canariesOf, traces } from '../support/canaries.ts';
import type { TestService } from '../support/service.ts';

test('nothing of a volunteer is found after an erasure, and what they took part in is still counted', async () => {
  const { service, people, application } = await aPopulated();
  const { services, log } = service;
  const { id } = people.volunteer;
  const before = await services.connection.collection('applications').countDocuments();
  expect((await traces(services, people.volunteer)).length).toBeGreaterThan(12);
  await erased(service, id);

  expect(await traces(services, people.volunteer)).toEqual([`erasures._id: ${id}`]);
  expect(log.filter((line) => canariesOf(people.volunteer).some((canary) => line.includes(canary)))).toEqual(
    [],
  );
  expect(await services.connection.collection('applications').countDocuments()).toBe(before);
  const { history } = await services.applications.find(application);
  expect(history.map(({ move }) => move)).toEqual(['apply', 'offer', 'confirm', 'eraseMatch']);
  const told = await services.notifications.since(people.coordinator.id, new Date(100_000), 'sv');
  expect(told.map(({ text }) => text)).toContain(
    'En person som hade en plats på ”Läs läxor med mellanstadiebarn” har lämnat Handslag. Platsen är ledig igen.',
  );
  expect(JSON.stringify(told)).not.toContain(people.volunteer.name);
});

test('nothing of a coordinator is found, and the others learn only that somebody has left', async () => {
  const { service, people, organisation } = await aPopulated();
  const { services, log } = service;
  const { id } = people.coordinator;
  expect((await traces(services, people.coordinator)).length).toBeGreaterThan(12);
  await erased(service, id);

  expect(await traces(services, people.coordinator)).toEqual([`erasures._id: ${id}`]);
  expect(log.filter((line) => canariesOf(people.coordinator).some((one) => line.includes(one)))).toEqual([]);
  const { coordinators, contact, status } = await services.organisations.find(organisation);
  expect([coordinators.map(String), String(contact), status]).toEqual([
    [people.colleague.id],
    people.colleague.id,
    'approved',
  ]);
  const told = await services.notifications.since(people.colleague.id, new Date(100_000), 'sv');
  expect(told.map(({ text }) => text)).toContain('En samordnare har lämnat Läxhyllan.');
  expect(JSON.stringify(told)).not.toContain(people.coordinator.name);
});

test('nothing of a moderator is found, and what was decided stands', async () => {
  const { service, people, organisation } = await aPopulated();
  const { services } = service;
  const { id } = people.moderator;
  const decisions = services.connection.collection<Document>('decisions');
  const what = { projection: { _id: 0, kind: 1, decision: 1, before: 1, after: 1, reasons: 1, at: 1 } };
  const before = await decisions.find({}, what).sort({ _id: 1 }).toArray();
  expect((await traces(services, people.moderator)).length).toBeGreaterThan(6);
  await erased(service, id);

  expect(await traces(services, people.moderator)).toEqual([`erasures._id: ${id}`]);
  expect(await decisions.find({}, what).sort({ _id: 1 }).toArray()).toEqual(before);
  expect((await services.organisations.find(organisation)).status).toBe('approved');
});

/** With the second time an hour later; messages between sockets are told apart by the time of the machine. */
async function erased({ services, clock }: TestService, id: string): Promise<void> {
  await services.privacy.erasure.erase(id);
  clock.moveBy(hour);
  const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
  await services.privacy.erasure.finishDue();
  now.mockRestore();
}
