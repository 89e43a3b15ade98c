// Passkeys: signing in with one alone or beside the password, and everything that a forger would try.
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { evenSignature } from '../../src/accounts/passkey.signature.ts';
import { mailTo } from '../support/account-mail.ts';
import { givePasskey, newPasskey } from '../support/authenticator.ts';
import type { Change, Passkey } from '../support/authenticator.ts';
import { signInWith, signedIn, visitor } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aPerson, password } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const home = '/account/two-factor';
let service: TestService;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, lasting: true });
});

test('a passkey alone signs in, onwards to where somebody was going, in a session of its own', async () => {
  const { passkey, person } = await withPasskey();
  const client = visitor(service);
  const challenge = await challengeFor(client, '/sign-in/passkey');
  const credential = passkey.signed(challenge, service.url, { userHandle: handleOf(person) });
  const answer = await client.post('/sign-in/passkey', { credential, next: '/account/password' });
  expect([answer.status, answer.headers.location]).toEqual([303, '/account/password']);
  expect((await client.get('/account')).status).toBe(200);
  const { text } = await client.get(home);
  expect(text).toContain('Nyckel');
  expect(text).toContain('Senast använd');
});

test('no other site is gone to afterwards', async () => {
  const { passkey } = await withPasskey();
  const client = visitor(service);
  const credential = passkey.signed(await challengeFor(client, '/sign-in/passkey'), service.url);
  const answer = await client.post('/sign-in/passkey', { credential, next: '//evil.example' });
  expect(answer.headers.location).toBe('/home');
});

test('beside the password one of the person’s own signs in, unlocked or not', async () => {
  const { passkey, person } = await withPasskey();
  const client = await halfway(person);
  const asked = JSON.parse((await client.post('/sign-in/second/challenge')).text);
  expect(asked).toMatchObject({
    rpId: 'localhost',
    userVerification: 'preferred',
    allow: [{ id: passkey.id }],
  });
  const credential = passkey.signed(asked.challenge, service.url, { isVerified: false });
  expect((await client.post('/sign-in/second/passkey', { credential })).headers.location).toBe('/home');
  const other = await withPasskey();
  const again = await halfway(person);
  const challenge = await challengeFor(again, '/sign-in/second');
  const foreign = other.passkey.signed(challenge, service.url);
  expect((await again.post('/sign-in/second/passkey', { credential: foreign })).status).toBe(422);
});

test.each<[string, Change & { origin?: string }]>([
  ['of another site', { origin: 'https://evil.example' }],
  ['of another domain', { domain: 'evil.example' }],
  ['that nobody has unlocked', { isVerified: false }],
  ['that was made to add a passkey', { type: 'webauthn.create' }],
  ['with a signature of something else', { payload: Buffer.from('something else') }],
  ['that says it is of somebody else', { userHandle: Buffer.from('f'.repeat(24)).toString('base64url') }],
  ['of a passkey that nobody has', { id: Buffer.from('nobody').toString('base64url') }],
])('an answer %s is worth nothing', async (_, { origin = service.url, ...change }) => {
  const { passkey } = await withPasskey();
  const client = visitor(service);
  const credential = passkey.signed(await challengeFor(client, '/sign-in/passkey'), origin, change);
  const answer = await client.post('/sign-in/passkey', { credential, next: '' });
  expect([answer.status, answer.text.includes('Det gick inte att logga in med passnyckeln')]).toEqual([
    422,
    true,
  ]);
  expect(client.cookie()).toBe('');
});

test('[ASVS 6.6.2] a challenge is good for one answer, for five minutes, and for what it was made for', async () => {
  const { passkey, person } = await withPasskey();
  const client = visitor(service);
  const send = (challenge: string) =>
    visitor(service).post('/sign-in/passkey', {
      credential: passkey.signed(challenge, service.url),
      next: '',
    });
  const once = await challengeFor(client, '/sign-in/passkey');
  const both = await Promise.all([send(once), send(once)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 422]);
  const late = await challengeFor(client, '/sign-in/passkey');
  service.clock.moveBy(5 * 60_000);
  expect((await send(late)).status).toBe(422);
  const beside = await challengeFor(await halfway(person), '/sign-in/second');
  expect((await send(beside)).status).toBe(422);
  expect((await send(Buffer.from('never made').toString('base64url'))).status).toBe(422);
  const refused = await visitor(service).post('/sign-in/second/challenge');
  expect(refused.headers.location).toBe('/sign-in?late=1');
});

test('a passkey that counts and has not counted on is a copy', async () => {
  const passkey = newPasskey({ counts: true });
  const person = await aPerson(service.services);
  await add(person, passkey);
  const statuses: number[] = [];
  for (const counter of [1, 2, 1, 2, 3]) {
    passkey.counter = counter - 1;
    statuses.push((await signInWith(visitor(service), passkey, service.url)).status);
  }
  expect(statuses).toEqual([303, 303, 422, 422, 303]);
});

test('several are told apart by their names, renamed and removed, and each of it is told by mail', async () => {
  const { person, passkey, client } = await withPasskey();
  const spare = newPasskey();
  const credential = spare.added(await challengeFor(client, `${home}/passkeys`), service.url);
  const added = await client.post(`${home}/passkeys`, { credential, name: 'Min <b>telefon</b>' });
  expect(added.headers.location).toBe(`${home}?done=passkey`);
  expect((await client.get(home)).text).toContain('Min &lt;b&gt;telefon&lt;/b&gt;');
  const form = { passkey: spare.id, name: 'Gamla telefonen' };
  expect((await client.post(`${home}/passkeys/rename`, form)).headers.location).toBe(`${home}?done=renamed`);
  expect((await client.get(`${home}/passkeys/rename?passkey=${spare.id}`)).text).toContain('Gamla telefonen');
  expect((await client.post(`${home}/passkeys/rename`, { ...form, name: '' })).status).toBe(422);
  const stranger = (await withPasskey()).client;
  expect((await stranger.post(`${home}/passkeys/rename`, form)).status).toBe(404);
  expect((await stranger.post(`${home}/remove`, { factor: spare.id })).status).toBe(404);
  await client.post(`${home}/remove`, { factor: passkey.id });
  expect((await signInWith(visitor(service), passkey, service.url)).status).toBe(422);
  expect((await signInWith(visitor(service), spare, service.url)).status).toBe(303);
  const told = await mailTo(service, mailbox, person.email);
  expect(told.map(({ subject }) => subject)).toEqual([
    'Du loggar in i två steg',
    'En passnyckel är tillagd på ditt konto',
    'En passnyckel är borttagen från ditt konto',
  ]);
});

test('the same passkey is nobody else’s, and no more than twenty are kept', async () => {
  const { passkey, client } = await withPasskey();
  const other = (await withPasskey()).client;
  const challenge = await challengeFor(other, `${home}/passkeys`);
  const copied = await other.post(`${home}/passkeys`, {
    credential: passkey.added(challenge, service.url),
    name: 'Kopia',
  });
  expect(copied.status).toBe(409);
  const statuses: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const credential = newPasskey().added(await challengeFor(client, `${home}/passkeys`), service.url);
    statuses.push((await client.post(`${home}/passkeys`, { credential, name: `Nyckel ${n}` })).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 19 }, () => 303), 409]);
});

test('the challenge of one person adds nothing for another, and one of another site adds nothing at all', async () => {
  const [one, two] = [await withPasskey(), await withPasskey()];
  const challenge = await challengeFor(one.client, `${home}/passkeys`);
  const stolen = { credential: newPasskey().added(challenge, service.url), name: 'Min' };
  expect((await two.client.post(`${home}/passkeys`, stolen)).status).toBe(409);
  const fake = { credential: newPasskey().added(challenge, 'https://evil.example'), name: 'Min' };
  expect((await one.client.post(`${home}/passkeys`, fake)).status).toBe(409);
});

test('every signature of the two numbers is read, the short ones too', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const lengths = new Set<number>();
  for (let n = 0; n < 3_000 && !lengths.has(68); n += 1) {
    const data = Buffer.from(`message ${n}`);
    const der = sign('sha256', data, privateKey);
    lengths.add(der.length);
    const even = Buffer.from(evenSignature(der.toString('base64url')), 'base64url');
    expect(even).toHaveLength(72);
    const raw = Buffer.concat([even.subarray(5, 37), even.subarray(40)]);
    expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
  }
  expect(Math.min(...lengths)).toBeLessThan(70);
  for (const odd of ['', 'MA', 'not a signature', Buffer.alloc(72, 2).toString('base64url')])
    expect(evenSignature(odd)).toBe(odd);
});

async function withPasskey(): Promise<{ person: TestPerson; passkey: Passkey; client: Client }> {
  const person = await aPerson(service.services);
  const { passkey } = await givePasskey(service.services, person);
  return { person, passkey, client: await signedIn(service, person.email) };
}

async function add(person: TestPerson, passkey: Passkey): Promise<void> {
  const { passkeys } = service.services.secondFactors;
  const { challenge } = await passkeys.askForNew(person.id);
  expect(
    await passkeys.add(person.id, JSON.parse(passkey.added(challenge, service.url)), 'Räknar'),
  ).toHaveLength(10);
}

async function halfway({ email }: TestPerson): Promise<Client> {
  const client = visitor(service);
  await client.post('/sign-in', { email, password });
  return client;
}

async function challengeFor(client: Client, path: string): Promise<string> {
  const { text } = await client.post(`${path}/challenge`);
  return (JSON.parse(text) as { challenge: string }).challenge;
}

function handleOf({ id }: TestPerson): string {
  return Buffer.from(id).toString('base64url');
}
