// What OWASP ASVS 5.0 asks of accounts and sessions, and no other test of them shows.
import { hash } from '@node-rs/argon2';
import { Types } from 'mongoose';
import { hashPassword } from '../../src/accounts/passwords.ts';
import { databaseUri } from '../support/database.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import { aPerson, password } from '../support/people.ts';
import { run } from '../support/processes.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';

const day = 86_400_000;
let service: TestService;

beforeAll(async () => {
  service = await startService({
    lasting: true,
    environment: { LIMITS: 'true' },
    extra: (app) =>
      app.get('/who', (request, response) => {
        response.send(request.user?.id ?? 'nobody');
      }),
  });
});

test('[ASVS 6.3.2] a service that has just been started has no account', async () => {
  expect(await people().countDocuments()).toBe(0);
});

test('[ASVS 6.2.6, 6.2.7] passwords are hidden until one shows them, and a manager or a paste may fill them in', async () => {
  const { email } = await aPerson(service.services);
  const client = await signedIn(service, email);
  const pages = [
    (await visitor(service).get('/sign-in')).text,
    (await client.get('/account/password')).text,
    (await client.get('/account/address')).text,
  ];
  for (const page of pages) {
    const fields = page.match(/<input[^>]*type="password"[^>]*>/g) ?? [];
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) {
      expect(field).toMatch(/autocomplete="(?:current|new)-password"/);
      expect(field).not.toMatch(/onpaste|readonly|maxlength/);
      const id = /id="([^"]+)"/.exec(field)?.[1] ?? '';
      expect(page).toContain(`data-show-password="${id}"`);
    }
    expect(page).not.toMatch(/name="(?:password|present)"[^>]*type="text"/);
  }
});

test('[ASVS 6.2.10] a password that is years old is as good as on its first day', async () => {
  const { email, id } = await aPerson(service.services);
  await people().updateOne({ _id: new Types.ObjectId(id) }, { $set: { createdAt: new Date('2016-01-01') } });
  service.clock.moveBy(600 * day);
  const client = visitor(service);
  const answer = await client.post('/sign-in', { email, password });
  expect([answer.status, answer.headers.location]).toEqual([303, '/home']);
});

test('[ASVS 11.2.2] a password hashed by weaker rules is hashed by today’s at the next sign-in', async () => {
  const { email, id } = await aPerson(service.services);
  const _id = new Types.ObjectId(id);
  const weak = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  await people().updateOne({ _id }, { $set: { passwordHash: weak } });
  await visitor(service).post('/sign-in', { email, password: 'inte det här' });
  expect((await people().findOne({ _id }))?.['passwordHash']).toBe(weak);
  const client = await signedIn(service, email);
  const strong = String((await people().findOne({ _id }))?.['passwordHash']);
  expect(strong.slice(0, 30)).toBe((await hashPassword(password)).slice(0, 30));
  await signedIn(service, email);
  expect((await people().findOne({ _id }))?.['passwordHash']).toBe(strong);
  expect((await client.get('/account')).status).toBe(200);
});

test('[ASVS 7.4.4] signing out is on every page of whoever is signed in', async () => {
  const { email } = await aPerson(service.services);
  const client = await signedIn(service, email);
  for (const path of [
    '/',
    '/en',
    '/home',
    '/account',
    '/account/sessions',
    '/assignments',
    '/notifications',
    '/nowhere',
  ])
    expect((await client.get(path)).text).toMatch(/<form method="post" action="(?:\/en)?\/sign-out">/);
});

test('[ASVS 7.4.2] whoever is erased is out at once, with every tab, and nobody signs in as them', async () => {
  const { email, id } = await aPerson(service.services);
  const client = await signedIn(service, email);
  const tab = await openTab(service.url, client.cookie());
  await service.services.privacy.erasure.erase(id);
  await tab.closed();
  expect((await client.get('/account')).status).toBe(303);
  expect((await visitor(service).post('/sign-in', { email, password })).status).toBe(422);
});

test('[ASVS 7.4.5] an operator ends all sessions of a person, and of nobody else', async () => {
  const { email } = await aPerson(service.services);
  const other = await aPerson(service.services);
  const [here, there] = [await signedIn(service, email), await signedIn(service, email)];
  const stranger = await signedIn(service, other.email);
  const handslag = async (...words: string[]) => {
    const process = run('cli.ts', words, { MONGODB_URI: databaseUri() });
    return [await process.ended(), process.out(), process.err()];
  };
  expect(await handslag('sessions', 'end', email.toUpperCase())).toEqual([
    0,
    `${email.toUpperCase()} is signed out everywhere.\n`,
    '',
  ]);
  for (const client of [here, there]) expect((await client.get('/account')).status).toBe(303);
  expect((await stranger.get('/account')).status).toBe(200);
  await signedIn(service, email);
  expect((await handslag('sessions', 'end', 'nobody@example.org'))[0]).toBe(1);
}, 60_000);

test('[ASVS 16.3.3] what is refused stands in the log: another site, a stranger, too large, too often', async () => {
  const { id, email } = await aPerson(service.services);
  const client = await signedIn(service, email);
  service.log.length = 0;
  await send(
    service.url,
    'POST',
    '/account',
    { cookie: client.cookie(), origin: 'https://evil.example' },
    'a=1',
  );
  await client.get('/staff');
  await client.post('/account', { about: 'å'.repeat(60_000) });
  for (let n = 0; n < 11; n += 1)
    await visitor(service).post('/sign-in', { email, password: 'inte det här' });
  const lines = service.log.map((line) => JSON.parse(line)).filter(({ req }) => req !== undefined);
  const told = lines.map(({ req, res, person }) => `${res.status} ${req.path} ${person ?? 'nobody'}`);
  expect(told.slice(0, 3)).toEqual([`403 /account nobody`, `404 /staff ${id}`, `413 /account ${id}`]);
  expect(told.at(-1)).toBe('429 /sign-in nobody');
});

test('[ASVS 16.5.3] where it cannot be found out who asks, nobody gets in', async () => {
  const { email } = await aPerson(service.services);
  const client = await signedIn(service, email);
  expect((await client.get('/who')).text).not.toBe('nobody');
  const { accounts } = service.services;
  const { find } = accounts;
  accounts.find = (() => Promise.reject(new Error('canary'))) as unknown as typeof find;
  try {
    for (const path of ['/who', '/account', '/home', '/staff']) {
      const answer = await client.get(path);
      expect([path, answer.status]).toEqual([path, 500]);
      expect(answer.text).not.toMatch(/canary|name="phone"/);
    }
  } finally {
    accounts.find = find;
  }
  expect((await client.get('/account')).status).toBe(200);
});

function people() {
  return service.services.connection.collection('people');
}
