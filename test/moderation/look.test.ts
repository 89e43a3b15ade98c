// Staff looks at a person's page: why is asked first, every look is in the log, and the page holds no more than helping needs.
import { Types } from 'mongoose';
import { lookModel } from '../../src/moderation/look.model.ts';
import { day, minute } from '../../src/platform/clock.ts';
import { signedIn } from '../support/http.ts';
import { emptyService } from '../support/matching.ts';
import { aCoordinator, aModerator, anAssignment, aPerson, applicationText } from '../support/people.ts';

async function arranged() {
  const service = await emptyService();
  const { services } = service;
  const coordinator = await aCoordinator(services, { name: 'Karin', organisation: 'Läxhyllan' });
  const person = await aPerson(services, { name: 'Amina', email: 'amina@example.org' });
  const to = await anAssignment(services, coordinator);
  await services.applications.apply(person, to, applicationText('Ett hemligt brev.'));
  const johan = await aModerator(services, { name: 'Johan' });
  const rows = () => lookModel(services.connection).find().sort({ _id: 1 }).lean();
  return {
    service,
    services,
    coordinator,
    person,
    johan,
    rows,
    client: await signedIn(service, johan.email),
  };
}

test('an exact address and a reason lead to the page, and the look is in the log before it is shown', async () => {
  const { client, person, johan, rows } = await arranged();
  const form = { email: 'Amina@Example.org', reason: 'asked', text: 'Ringde om sin anmälan.' };
  const { headers } = await client.post('/staff/people', form);
  expect(headers.location).toBe(`/staff/people/${person.id}`);
  expect(await rows()).toMatchObject([{ reason: 'asked', text: 'Ringde om sin anmälan.' }]);
  expect((await rows()).map(({ by, person: whom }) => [String(by), String(whom)])).toEqual([
    [johan.id, person.id],
  ]);
  const { text } = await client.get(`/staff/people/${person.id}`);
  for (const shown of ['Amina Testsson', 'amina@example.org', 'Väntar på svar', 'Ringde om sin anmälan.'])
    expect(text).toContain(shown);
  expect(text).not.toContain('Ett hemligt brev.');
  expect(await rows()).toHaveLength(1);
});

test('from where staff meets a person no more is shown than the name until it is said why, and again after a quarter of an hour', async () => {
  const { service, client, coordinator, rows } = await arranged();
  const path = `/staff/people/${coordinator.id}`;
  expect((await client.get(`/staff/organisations/${coordinator.organisation}`)).text).toContain(path);
  expect((await client.get(path)).text).not.toContain(coordinator.email);
  expect((await client.post(path, { reason: 'other', text: '' })).status).toBe(422);
  expect(await rows()).toEqual([]);
  await client.post(path, { reason: 'review', text: '' });
  const { text } = await client.get(path);
  expect(text).toContain(coordinator.email);
  expect(text).toContain('Läxhyllan');
  expect(text).toContain('Ensam samordnare');
  service.clock.moveBy(15 * minute);
  expect((await client.get(path)).text).not.toContain(coordinator.email);
  await client.post(path, { reason: 'review', text: '' });
  expect(await rows()).toHaveLength(2);
});

test('one of the staff does not look because another one has', async () => {
  const { service, services, client, person } = await arranged();
  await client.post(`/staff/people/${person.id}`, { reason: 'asked', text: '' });
  const other = await aModerator(services);
  const page = await (await signedIn(service, other.email)).get(`/staff/people/${person.id}`);
  expect(page.text).not.toContain(person.email);
});

test('of whoever has chosen contact through the service staff sees the tilltalsnamn only', async () => {
  const { services, client, person } = await arranged();
  await services.connection
    .collection('people')
    .updateOne({ _id: new Types.ObjectId(person.id) }, { $set: { isProtected: true } });
  await client.post(`/staff/people/${person.id}`, { reason: 'safety', text: '' });
  const { text } = await client.get(`/staff/people/${person.id}`);
  expect(text).toContain('Personen har valt kontakt genom Handslag.');
  expect(text).not.toContain('Testsson');
  expect(text).not.toContain(person.email);
});

test('an unknown address is said to be so, and nobody but staff looks at anybody', async () => {
  const { service, client, person, coordinator, rows } = await arranged();
  const form = { email: 'ingen@example.org', reason: 'asked', text: '' };
  const { status, text } = await client.post('/staff/people', form);
  expect(status).toBe(422);
  expect(text).toContain('Det finns inget konto med den adressen.');
  const karin = await signedIn(service, coordinator.email);
  expect((await karin.post('/staff/people', { ...form, email: person.email })).status).toBe(404);
  expect((await karin.post(`/staff/people/${person.id}`, form)).status).toBe(404);
  expect(await rows()).toEqual([]);
});

test('the log is only added to, and an erased person is gone from it with what was written in own words', async () => {
  const { services, client, person, rows } = await arranged();
  await client.post(`/staff/people/${person.id}`, { reason: 'asked', text: 'Ringde.' });
  const looks = lookModel(services.connection);
  await expect(looks.deleteMany({}).exec()).rejects.toThrow('only ever added to');
  await expect(looks.updateOne({}, { $set: { text: '' } }).exec()).rejects.toThrow('only ever added to');
  await services.privacy.erasure.erase(person.id);
  const [row] = await rows();
  expect(row).toMatchObject({ reason: 'asked' });
  expect(JSON.stringify(row)).not.toContain(person.id);
  expect(row?.text ?? '').toBe('');
});

test('a look is kept for two years', async () => {
  const { service, services, person, johan, rows } = await arranged();
  await services.looks.begin(johan, person.id, { reason: 'asked', text: '' });
  service.clock.moveBy(730 * day - 1_000);
  await services.privacy.retention.run();
  expect(await rows()).toHaveLength(1);
  service.clock.moveBy(1_000);
  await services.privacy.retention.run();
  expect(await rows()).toEqual([]);
});
