// Asking to become a coordinator, and local units under one number.
import { day } from '../../src/platform/clock.ts';
import { signedIn } from '../support/http.ts';
import { aCoordinator, aModerator, anOrganisation, aPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';

const form = {
  name: 'Läxhyllan',
  legalForm: 'association',
  municipality: '1980',
  about: 'Vi läser läxor med barn på biblioteket varje tisdag, och fikar efteråt.',
  web: '',
  capacity: 'board',
  values: 'yes',
};

test('coordinators answer who asks to join; of a silent or unapproved organisation staff does', async () => {
  const { services, clock } = await startService();
  const karin = await aCoordinator(services);
  const unapproved = await aCoordinator(services, { approved: false });
  await services.organisations.submit(unapproved, unapproved.organisation);
  const moderator = await aModerator(services);
  const [amina, vera] = [await aPerson(services), await aPerson(services)];
  const { number = '' } = await services.organisations.find(unapproved.organisation);

  const first = await services.joinRequests.ask(amina, karin.organisation, '');
  expect(await services.joinRequests.ask(amina, karin.organisation, '')).toBe(first);
  await expect(services.joinRequests.accept(moderator, first)).rejects.toThrow('errors.404.text');
  await services.joinRequests.refuse(karin, first);
  await expect(services.joinRequests.ask(amina, karin.organisation, '')).rejects.toThrow(
    'organisations.join.refusedLately',
  );

  const second = await services.joinRequests.askHolder(vera, number);
  await expect(services.joinRequests.accept(unapproved, second)).rejects.toThrow('errors.404.text');
  await services.joinRequests.accept(moderator, second);
  expect((await services.organisations.find(unapproved.organisation)).coordinators.map(String)).toContain(
    vera.id,
  );

  clock.moveBy(61 * day);
  const third = await services.joinRequests.ask(amina, karin.organisation, '');
  expect((await services.joinRequests.forStaff()).map(({ _id }) => String(_id))).toEqual([
    karin.organisation,
  ]);
  await services.joinRequests.accept(moderator, third);
  expect(await services.joinRequests.forStaff()).toEqual([]);
});

test('who registers a number that is there sees what exists, asks to join or becomes a unit that the association confirms', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services, { organisation: 'Hyresgästerna' });
  const { number = '' } = await services.organisations.find(karin.organisation);
  const hidden = await aPerson(services);
  const secret = await anOrganisation(services, hidden, { number, unit: 'Bäckby', name: 'Hemliga Bäckby' });
  await services.organisations.submit({ ...hidden, organisations: [secret] }, secret);

  const vera = await aPerson(services);
  const client = await signedIn(service, vera.email);
  const shown = await client.post('/organisations/new', { ...form, number });
  expect(shown.status).toBe(422);
  expect(shown.text).toContain(`/organisations/${karin.organisation}/join`);
  expect(shown.text).toContain('En organisation med det här numret är registrerad');
  expect(shown.text).not.toContain('Hemliga');
  const again = { ...form, number, seen: number };
  expect((await client.post('/organisations/new', again)).status).toBe(422);
  expect((await client.post('/organisations/new', { ...again, unit: 'BÄCKBY' })).status).toBe(422);
  const made = await client.post('/organisations/new', { ...again, unit: 'Vallby' });
  const id = /organisations\/([0-9a-f]{24})/.exec(made.headers.location ?? '')?.[1] ?? '';
  expect(await services.organisations.find(id)).toMatchObject({ name: 'Läxhyllan, Vallby', unit: 'Vallby' });
  await client.post(`/organisations/${id}/submit`);

  const own = await signedIn(service, karin.email);
  expect((await own.get(`/organisations/${karin.organisation}`)).text).toContain(
    `/organisations/${id}/unit/confirm`,
  );
  expect((await own.post(`/organisations/${id}/unit/confirm`)).status).toBe(303);
  const staff = await signedIn(service, (await aModerator(services)).email);
  expect((await staff.get(`/staff/organisations/${id}`)).text).toContain('bekräftade enheten');
});

test('of an organisation that is not public one is told its number only, also by the answer', async () => {
  const service = await startService();
  const { services } = service;
  const hidden = await aCoordinator(services, { organisation: 'Hemliga Bäckby', approved: false });
  await services.organisations.submit(hidden, hidden.organisation);
  const { number = '' } = await services.organisations.find(hidden.organisation);
  const vera = await aPerson(services);
  const client = await signedIn(service, vera.email);
  const asked = await client.post('/organisations/join', { seen: number });
  const path = asked.headers.location ?? '';
  await services.joinRequests.refuse(await aModerator(services), path.slice(15, 39));
  await services.outbox.drain();
  for (const page of [path, '/home', '/notifications'])
    expect((await client.get(page)).text).not.toContain('Hemliga');
  expect((await client.get(path)).text).toContain('nej den här gången');
});
