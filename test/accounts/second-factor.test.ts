// Signing in in two steps: what the second step takes and how often, what staff may not do without it, and who is told.
import { linkTo, mailTo } from '../support/account-mail.ts';
import { codeOf, givePasskey, passkeyOf } from '../support/authenticator.ts';
import { signedIn, visitor } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aModerator, aPerson, password } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const home = '/account/two-factor';
const halfMinute = 30_000;
let service: TestService;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, lasting: true });
});

test('[ASVS 6.3.3] an app counts once it has given a code; then the password alone leads nowhere but to the second step', async () => {
  const person = await aPerson(service.services);
  const elsewhere = await signedIn(service, person.email);
  const here = await signedIn(service, person.email);
  const { secret, codes } = await addApp(here);
  expect(codes).toHaveLength(10);
  expect((await here.get('/account')).status).toBe(200);
  expect((await elsewhere.get('/account')).status).toBe(303);

  const client = await halfway(person, '/account/password');
  for (const path of ['/account', '/home', '/notifications', `${home}/app`])
    expect((await client.get(path)).headers.location).toMatch(/^\/sign-in\?next=/);
  expect((await client.post('/account/sessions', { end: 'others' })).status).toBe(403);
  const wrong = await client.post('/sign-in/second', { code: '123456' });
  expect([wrong.status, wrong.text.includes('Koden stämmer inte')]).toEqual([422, true]);
  service.clock.moveBy(halfMinute);
  const before = client.cookie();
  const right = await client.post('/sign-in/second', { code: spaced(codeOf(secret, service.clock.now())) });
  expect([right.status, right.headers.location]).toEqual([303, '/account/password']);
  expect(client.cookie()).not.toBe(before);
  expect((await client.get('/account')).status).toBe(200);
  expect((await visitor(service, before).get('/account')).status).toBe(303);
});

test('[ASVS 6.5.1, 6.5.5] a code is taken once, within half a minute either way, and no older one after it', async () => {
  const person = await aPerson(service.services);
  const { secret } = await addApp(await signedIn(service, person.email));
  const at = (steps: number): string =>
    codeOf(secret, new Date(service.clock.now().getTime() + steps * halfMinute));
  const uses = (code: string) => service.services.secondFactors.use(person.id, code);
  expect(await uses(at(0))).toBe(false);
  expect(await uses(at(2))).toBe(false);
  const both = await Promise.all([uses(at(1)), uses(at(1))]);
  expect(both.toSorted()).toEqual([false, true]);
  service.clock.moveBy(2 * halfMinute);
  expect(await uses(at(-2))).toBe(false);
  expect(await uses(at(-1))).toBe(false);
  expect(await uses(at(0))).toBe(true);
  expect(await uses(at(-1))).toBe(false);
});

test('[ASVS 6.5.4] each recovery code, of 80 bits, is good for one sign-in, is told by mail, and new ones take the place of all', async () => {
  const person = await aPerson(service.services);
  const here = await signedIn(service, person.email);
  const { codes } = await addApp(here);
  const [code = '', next = ''] = codes;
  const enter = async (given: string) =>
    (await (await halfway(person)).post('/sign-in/second', { code: given })).status;
  expect(await enter(code.toUpperCase().replaceAll('-', ' '))).toBe(303);
  expect(await enter(code)).toBe(422);
  const told = await mailTo(service, mailbox, person.email);
  expect(told.map(({ subject }) => subject)).toEqual(['Du loggar in i två steg', 'En reservkod är använd']);
  expect(told.map(({ text }) => text).join()).not.toContain(code);
  expect((await here.get(home)).text).toContain('Du har 9 koder kvar.');
  const fresh = codesIn((await here.post(`${home}/codes`)).text);
  expect(fresh).toHaveLength(10);
  expect(await enter(next)).toBe(422);
  expect(await enter(fresh[0] ?? '')).toBe(303);
  const stored = await storedOf(person);
  expect(stored?.['codes']).toHaveLength(9);
});

test('[ASVS 6.5.2] nothing that opens an account stands in the database, in the log or on a page that is opened later', async () => {
  const person = await aPerson(service.services);
  const here = await signedIn(service, person.email);
  const { secret, codes } = await addApp(here);
  const everything = JSON.stringify([await storedOf(person), await outboxAndMail()]) + service.log.join('\n');
  for (const one of [secret, ...codes]) expect(everything).not.toContain(one);
  const { text } = await here.get(home);
  for (const one of [secret, ...codes]) expect(text).not.toContain(one);
});

test('between the steps there are ten minutes, and not a session longer than the others of the account', async () => {
  const person = await aPerson(service.services);
  const { codes } = await addApp(await signedIn(service, person.email));
  const late = await halfway(person);
  service.clock.moveBy(10 * 60_000);
  expect((await late.get('/sign-in/second')).headers.location).toBe('/sign-in');
  expect((await late.post('/sign-in/second', { code: codes[0] ?? '' })).headers.location).toBe(
    '/sign-in?late=1',
  );
  const ended = await halfway(person);
  await service.services.accounts.endSessions(person.id);
  expect((await ended.post('/sign-in/second', { code: codes[1] ?? '' })).headers.location).toBe(
    '/sign-in?late=1',
  );
  expect((await ended.get('/account')).status).toBe(303);
});

test('[ASVS 6.4.3] a new password by mail does not pass the second step', async () => {
  const person = await aPerson(service.services);
  const { codes } = await addApp(await signedIn(service, person.email));
  const client = visitor(service);
  await client.post('/password/forgotten', { email: person.email });
  const link = await linkTo(service, mailbox, person.email, 'password');
  const fresh = 'en helt annan mening';
  expect((await client.post(link, { password: fresh })).headers.location).toBe('/sign-in?changed=1');
  const answer = await client.post('/sign-in', { email: person.email, password: fresh });
  expect(answer.headers.location).toBe('/sign-in/second');
  expect((await client.get('/account')).status).toBe(303);
  await client.post('/sign-in/second', { code: codes[0] ?? '' });
  expect((await client.get('/account')).status).toBe(200);
});

test('a wrong password tells nothing of a second step', async () => {
  const person = await aPerson(service.services);
  await addApp(await signedIn(service, person.email));
  const client = visitor(service);
  const answer = await client.post('/sign-in', { email: person.email, password: 'fel lösenord' });
  expect([answer.status, answer.text.includes('hör inte ihop')]).toEqual([422, true]);
  expect(client.cookie()).toBe('');
});

test('ten minutes after signing in the password is asked for before anything changes', async () => {
  const person = await aPerson(service.services);
  const client = await signedIn(service, person.email);
  service.clock.moveBy(11 * 60_000);
  expect((await client.post(`${home}/app`)).headers.location).toBe(home);
  expect((await client.post(`${home}/passkeys/challenge`)).status).toBe(303);
  const { text } = await client.get(home);
  expect(text).toContain('Skriv ditt lösenord innan du ändrar något här');
  expect(text).not.toContain(`action="${home}/app"`);
  expect((await client.post(`${home}/sure`, { present: 'fel' })).status).toBe(422);
  expect((await client.post(`${home}/sure`, { present: password })).headers.location).toBe(home);
  expect((await client.post(`${home}/app`)).headers.location).toBe(`${home}/app`);
  service.clock.moveBy(15 * 60_000);
  await client.post(`${home}/sure`, { present: password });
  expect((await client.get(`${home}/app`)).headers.location).toBe(home);
});

test('turned off, the password is enough again, other sessions have ended, and the person is told', async () => {
  const person = await aPerson(service.services);
  const here = await signedIn(service, person.email);
  await addApp(here);
  await givePasskey(service.services, person);
  const elsewhere = await signedIn(service, person.email);
  expect((await here.post(`${home}/remove`, { factor: 'app' })).headers.location).toBe(
    `${home}?done=removed`,
  );
  expect((await elsewhere.get('/account')).status).toBe(303);
  const key = passkeyOf(person.email)?.id ?? '';
  expect((await here.post(`${home}/remove`, { factor: key })).headers.location).toBe(`${home}?done=off`);
  expect(await storedOf(person)).toBeNull();
  const client = visitor(service);
  expect((await client.post('/sign-in', { email: person.email, password })).headers.location).toBe('/home');
  const told = await mailTo(service, mailbox, person.email);
  expect(told.map(({ subject }) => subject)).toEqual([
    'Du loggar in i två steg',
    'En passnyckel är tillagd på ditt konto',
    'Appen är borttagen från ditt konto',
    'Du loggar in med bara lösenordet igen',
  ]);
});

test('staff without a second factor is led to set it up and moderates nothing before; then it keeps one', async () => {
  const person = await aPerson(service.services);
  await service.services.accounts.makeModerator(person.email);
  const client = await signedIn(service, person.email);
  const nothing = 'f'.repeat(24);
  for (const path of ['/staff', `/staff/assignments/${nothing}`, `/staff/organisations/${nothing}`])
    expect((await client.get(path)).headers.location).toBe(home);
  const decision = { decision: 'approve', revision: '1' };
  expect((await client.post(`/staff/assignments/${nothing}/decide`, decision)).headers.location).toBe(home);
  expect((await client.get('/home')).text).not.toContain('id="home-moderator"');
  expect((await client.get(home)).text).toContain('Innan du kommer till granskningen');

  await addApp(client);
  expect((await client.get('/staff')).status).toBe(200);
  for (const factor of ['app', 'all'])
    expect((await client.post(`${home}/remove`, { factor })).status).toBe(403);
  expect((await client.get(home)).text).not.toContain('value="all"');
});

test('whoever becomes staff while signed in with the password alone is no moderator yet', async () => {
  const person = await aPerson(service.services);
  const client = await signedIn(service, person.email);
  await service.services.accounts.makeModerator(person.email);
  expect((await client.get('/staff')).headers.location).toBe(home);
  const moderator = await signedIn(service, (await aModerator(service.services)).email);
  expect((await moderator.get('/staff')).status).toBe(200);
});

test('who has lost everything is helped: all is gone, every session ends, and they are told', async () => {
  const person = await aModerator(service.services);
  const client = await signedIn(service, person.email);
  const { secondFactors } = service.services;
  expect(await secondFactors.reset(person.email.toUpperCase())).toBe(true);
  expect(await secondFactors.reset(person.email)).toBe(false);
  expect(await secondFactors.reset('nobody@example.org')).toBe(false);
  expect((await client.get('/account')).status).toBe(303);
  expect(await storedOf(person)).toBeNull();
  const again = visitor(service);
  await again.post('/sign-in', { email: person.email, password });
  expect((await again.get('/staff')).headers.location).toBe(home);
  expect((await mailTo(service, mailbox, person.email)).at(-1)?.subject).toBe(
    'Vi har stängt av ditt andra steg',
  );
});

test('erased with the person', async () => {
  const person = await aPerson(service.services);
  const here = await signedIn(service, person.email);
  await addApp(here);
  await service.services.secondFactors.passkeys.askForNew(person.id);
  await halfway(person);
  await service.services.privacy.erasure.erase(person.id);
  const { connection } = service.services;
  expect(await storedOf(person)).toBeNull();
  expect(await connection.collection('challenges').countDocuments()).toBe(0);
  const waiting = { 'session.waiting.person': person.id };
  expect(await connection.collection('sessions').countDocuments(waiting)).toBe(0);
});

async function addApp(client: Client): Promise<{ secret: string; codes: string[] }> {
  expect((await client.post(`${home}/app`)).headers.location).toBe(`${home}/app`);
  const { text } = await client.get(`${home}/app`);
  const secret = (/<code dir="ltr">([A-Z2-7 ]+)<\/code>/.exec(text)?.[1] ?? '').replaceAll(' ', '');
  expect(text).toContain(`secret&#x3D;${secret}`);
  expect((await client.post(`${home}/app/confirm`, { code: '000000' })).status).toBe(422);
  const answer = await client.post(`${home}/app/confirm`, { code: codeOf(secret, service.clock.now()) });
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toContain('no-store');
  return { secret, codes: codesIn(answer.text) };
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/<code dir="ltr">((?:\w{4}-){3}\w{4})<\/code>/g)].map(([, code = '']) => code);
}

/** Somebody who has given the right password. */
async function halfway(person: TestPerson, next = ''): Promise<Client> {
  const client = visitor(service);
  const answer = await client.post('/sign-in', { email: person.email, password, next });
  expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in/second']);
  expect((await client.get('/sign-in/second')).status).toBe(200);
  return client;
}

function storedOf({ id }: TestPerson) {
  return service.services.secondFactors.find(id) as Promise<Record<string, unknown> | null>;
}

function outboxAndMail() {
  const { connection } = service.services;
  return Promise.all(
    ['outbox', 'mails', 'sessions'].map((name) => connection.collection(name).find().toArray()),
  );
}

function spaced(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
