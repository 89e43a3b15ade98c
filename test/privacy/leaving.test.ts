// Somebody deletes their account: with their password, after all that it means has been said, and with what becomes of their organisations decided.
import { hour } from '../../src/platform/clock.ts';
import { signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import { aCoordinator, anAssignment, aPerson, password } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import type { Coordinator } from '../support/world.ts';

async function joined({ services }: TestService, to: Coordinator, name: string): Promise<TestPerson> {
  const person = await aPerson(services, { name });
  await services.organisations.invite(to, to.organisation, person.email, 'sv');
  const link = await services.connection.collection('links').findOne({ email: person.email });
  await services.organisations.acceptInvitation(person, services.links.token(String(link?._id)));
  return person;
}

test('an account goes with the right password alone, everywhere at once, and a last mail confirms it and is forgotten', async () => {
  const mailbox = await startMailbox();
  const service = await startService({ smtpUrl: mailbox.url });
  const { services, clock } = service;
  const amina = await aPerson(services, { name: 'Amina' });
  const [here, there] = [await signedIn(service, amina.email), await signedIn(service, amina.email)];
  const wrong = await here.post('/account/delete', { present: 'fel lösenord' });
  expect([wrong.status, wrong.text.includes('Det stämmer inte med lösenordet')]).toEqual([422, true]);
  expect(await services.accounts.find(amina.id)).not.toBeNull();

  const answers = await Promise.all([
    here.copy().post('/account/delete', { present: password }),
    here.copy().post('/account/delete', { present: password }),
  ]);
  expect(answers.map(({ status }) => status)).toContain(303);
  const gone = answers.find(({ status }) => status === 303);
  expect(gone?.headers.location).toBe('/goodbye');
  expect(await services.accounts.find(amina.id)).toBeNull();
  for (const client of [here, there])
    expect((await client.get('/account')).headers.location).toBe('/sign-in?next=%2Faccount');
  expect((await visitor(service).get('/goodbye')).text).toContain('Ditt konto är borttaget');
  expect((await visitor(service).post('/sign-in', { email: amina.email, password })).status).toBe(422);

  const mails = services.connection.collection('mails');
  mailbox.refuse(451);
  await services.sendMail();
  expect(await mails.countDocuments({ 'data.email': amina.email })).toBe(1);
  mailbox.accept();
  clock.moveBy(hour);
  await services.privacy.erasure.finishDue();
  await services.sendMail();
  expect(mailbox.mails.map(({ to, subject }) => [to.join(), subject])).toEqual([
    [amina.email, 'Ditt konto på Handslag är borttaget'],
  ]);
  expect(await mails.countDocuments({ 'data.email': amina.email })).toBe(0);
});

test('who is chosen takes over, and the others learn that somebody has left, not who', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services, { name: 'Karin' });
  const [olle, siv] = [await joined(service, karin, 'Olle'), await joined(service, karin, 'Siv')];
  const assignment = await anAssignment(services, karin);
  const client = await signedIn(service, karin.email);
  const { text } = await client.get('/account/delete');
  expect(text).toContain(`name="successor.${karin.organisation}"`);
  const form = { present: password, [`successor.${karin.organisation}`]: siv.id };
  expect((await client.post('/account/delete', form)).status).toBe(303);
  const { contact, coordinators } = await services.organisations.find(karin.organisation);
  expect([String(contact), coordinators.map(String)]).toEqual([siv.id, [olle.id, siv.id]]);
  expect(String((await services.assignments.find(assignment)).contact)).toBe(siv.id);
  for (const { id } of [olle, siv]) {
    const told = await services.notifications.since(id, new Date(100_000), 'sv');
    expect(told.map((one) => one.text)).toContainEqual(
      expect.stringContaining('En samordnare har lämnat Föreningen'),
    );
    expect(JSON.stringify(told)).not.toContain('Karin');
  }
});

test('an organisation of somebody alone closes only when they have said so', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services, { name: 'Karin', organisation: 'Läxhyllan' });
  const client = await signedIn(service, karin.email);
  expect((await client.get('/account/delete')).text).toContain('Bjud in en samordnare i Läxhyllan');
  const refused = await client.post('/account/delete', { present: password });
  expect([refused.status, refused.text.includes('Kryssa i varje förening')]).toEqual([422, true]);
  // What has changed since the page was read is not decided by it.
  const asked = { successors: {}, closes: [] };
  await expect(services.privacy.erasure.erase(karin.id, asked)).rejects.toThrow(
    'organisations.refused.changed',
  );
  expect((await services.accounts.signIn(karin.email, password))?.name).toBe('Karin');
  const form = { present: password, closes: karin.organisation };
  expect((await client.post('/account/delete', form)).status).toBe(303);
  const { status, coordinators } = await services.organisations.find(karin.organisation);
  expect([status, coordinators]).toEqual(['closed', []]);
});
