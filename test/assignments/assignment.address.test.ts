// Who learns where something is: everybody, those who have a match, or nobody, and what of a sheltered place is stored.
import { crawl } from '../support/crawl.ts';
import { formOf } from '../support/forms.ts';
import { signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import {
  aCoordinator,
  aDraft,
  anAssignment,
  aModerator,
  aPerson,
  applicationText,
} from '../support/people.ts';
import { startService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';

const hidden = 'Kanariegränd 17';
const never = 'Skyddsvägen 23';
const district = '1980-pettersberg';

test('a hidden address is read by the coordinators and at the match, and by nobody else', async () => {
  const mailbox = await startMailbox();
  const service = await startService({ smtpUrl: mailbox.url, environment: { MAIL_DELAY_MINUTES: '0' } });
  const { services } = service;
  const karin = await aCoordinator(services);
  const [amina, bahar, johan] = [
    await aPerson(services),
    await aPerson(services),
    await aModerator(services),
  ];
  const id = await anAssignment(services, karin, {
    address: hidden,
    addressShown: 'match',
    place: district,
    admission: 'direct',
    places: 5,
  });
  const clients = { amina, bahar, johan };
  const from = ['/', '/en/assignments', '/home', `/assignments/${id}`, '/staff', `/staff/assignments/${id}`];
  const read = async (person: keyof typeof clients | 'visitor'): Promise<string[]> => {
    const client = person === 'visitor' ? visitor(service) : await signedIn(service, clients[person].email);
    const pages = await crawl(client, from);
    expect(
      pages.some(({ path, text }) => path === `/assignments/${id}` && text.includes('Pettersberg')),
    ).toBe(true);
    return pages.filter(({ text }) => text.includes(hidden)).map(({ path }) => path);
  };
  const tab = await openTab(service.url, (await signedIn(service, bahar.email)).cookie());

  expect((await read('amina')).sort()).toEqual([]);
  const application = await services.applications.apply(amina, id, applicationText());
  await services.assignments.save(karin, id, { address: `${hidden} B` });
  await services.outbox.drain();
  await services.sendMail();

  for (const person of ['visitor', 'bahar', 'johan'] as const) expect(await read(person)).toEqual([]);
  // Whoever has a match is told the new address in words, too.
  expect((await read('amina')).sort()).toEqual([
    `/applications/${application}`,
    `/applications/${application}/calendar.ics`,
    `/en/applications/${application}`,
    `/en/applications/${application}/calendar.ics`,
    '/en/notifications',
    '/notifications',
  ]);
  expect(JSON.stringify(tab.heard)).not.toContain(hidden);
  expect(service.log.filter((line) => line.includes(hidden))).toEqual([]);
  expect(
    mailbox.mails
      .filter(({ to }) => !to.includes(amina.email) && !to.includes(karin.email))
      .filter((mail) => JSON.stringify(mail).includes(hidden)),
  ).toEqual([]);
}, 120_000);

test('the address of a sheltered place is refused, taken out of the form and stored nowhere', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const id = await aDraft(services, karin, { address: never, place: district });
  const client = await signedIn(service, karin.email);
  const form = {
    ...formOf('POST /assignments/:id/edit/:step', { step: '2' }),
    addressShown: 'never',
    place: district,
  };

  const refused = await client.post(`/assignments/${id}/edit/2`, { ...form, address: never });
  expect(refused.status).toBe(422);
  expect(refused.text).not.toContain(never);

  expect((await client.post(`/assignments/${id}/edit/2`, { ...form, address: '' })).status).toBe(303);
  expect(await services.assignments.find(id)).toMatchObject({ addressShown: 'never', municipality: '1980' });
  await services.assignments.save(karin, id, { address: never, place: district });
  const { address, place } = await services.assignments.find(id);
  expect([address, place]).toEqual([undefined, undefined]);
  for (const collection of (await services.connection.db?.collections()) ?? [])
    expect(JSON.stringify(await collection.find().toArray())).not.toContain(never);
});

test('a sheltered place shows its municipality, at the match as before', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const amina = await aPerson(services);
  const id = await anAssignment(services, karin, {
    addressShown: 'never',
    place: district,
    admission: 'direct',
  });
  const application = await services.applications.apply(amina, id, applicationText());
  const client = await signedIn(service, amina.email);
  await services.search.caughtUp();
  for (const path of ['/assignments', `/assignments/${id}`, `/applications/${application}/calendar.ics`]) {
    const { text } = await client.get(path);
    expect(text).toContain('Västerås');
    expect(text).not.toContain('Pettersberg,');
  }
  expect((await client.get(`/applications/${application}`)).text).toContain('Platsen är skyddad.');
});
