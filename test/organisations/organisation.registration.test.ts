// Registering an organisation: who speaks for it and how that was shown, and one that waits for its number.
import { visitor, signedIn } from '../support/http.ts';
import { aCoordinator, aDraft, aModerator, aPerson, numberOf } from '../support/people.ts';
import { startService } from '../support/service.ts';

const form = {
  name: 'Läxhyllan',
  legalForm: 'association',
  number: '',
  municipality: '1980',
  about: 'Vi läser läxor med barn på biblioteket varje tisdag, och fikar efteråt.',
  web: '',
  capacity: 'board',
  values: 'yes',
};

test('whoever registers says in what capacity they speak for the organisation', async () => {
  const service = await startService();
  const { email } = await aPerson(service.services);
  const client = await signedIn(service, email);
  const refused = await client.post('/organisations/new', { ...form, number: numberOf(7), capacity: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('id="f-capacity"');
  expect(refused.text).toContain('href="#f-capacity"');
  expect((await client.post('/organisations/new', { ...form, number: numberOf(7) })).status).toBe(303);
});

test('staff approves only with how it was shown, which staff alone can read', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services, { approved: false });
  await services.organisations.submit(karin, karin.organisation);
  const moderator = await signedIn(service, (await aModerator(services)).email);
  const path = `/staff/organisations/${karin.organisation}`;
  expect((await moderator.get(path)).text).toContain('Jag sitter i styrelsen');
  const given = { decision: 'approve', revision: '1', shown: '' };
  const refused = await moderator.post(`${path}/decide`, given);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('href="#f-shown"');
  const how = 'Protokoll från mötet i mars';
  expect((await moderator.post(`${path}/decide`, { ...given, shown: how })).status).toBe(303);
  expect((await moderator.get(path)).text).toContain(how);
  for (const client of [await signedIn(service, karin.email), visitor(service)])
    expect((await client.get(`/organisations/${karin.organisation}`)).text).not.toContain(how);
});

test('an organisation that waits for its number prepares everything and is reviewed when it has one', async () => {
  const service = await startService();
  const { services } = service;
  const person = await aPerson(services);
  const client = await signedIn(service, person.email);
  expect((await client.post('/organisations/new', form)).text).toContain('href="#f-number"');
  const made = await client.post('/organisations/new', { ...form, awaitsNumber: 'yes' });
  const id = /organisations\/([0-9a-f]{24})/.exec(made.headers.location ?? '')?.[1] ?? '';
  expect((await client.get(`/organisations/${id}`)).text).not.toContain(`/organisations/${id}/submit`);

  const coordinator = { ...person, organisations: [id], organisation: id };
  const assignment = await aDraft(services, coordinator);
  await expect(services.assignments.submit(coordinator, assignment)).rejects.toThrow(
    'organisations.refused.noNumber',
  );
  expect((await client.post(`/organisations/${id}/submit`)).status).toBe(409);

  await client.post(`/organisations/${id}/edit`, { ...form, number: numberOf(8) });
  expect((await client.post(`/organisations/${id}/submit`)).status).toBe(303);
  await services.assignments.submit(coordinator, assignment);
  const gone = await client.post(`/organisations/${id}/edit`, { ...form, awaitsNumber: 'yes' });
  expect(gone.status).toBe(422);
  expect((await services.organisations.find(id)).number).toBe(numberOf(8));
});
