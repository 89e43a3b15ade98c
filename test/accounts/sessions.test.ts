// Where one is signed in: told in plain words, ended one by one or all others together, and forgotten when it is not used.
import { deviceOf } from '../../src/accounts/device.ts';
import { signedIn, visitor } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';
let service: TestService;
let made = 0;

beforeAll(async () => {
  service = await startService({ lasting: true });
});

test.each([
  [firefox, { browser: 'firefox', system: 'windows' }],
  [phone, { browser: 'safari', system: 'iphone' }],
  [
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile Safari/537.36',
    { browser: 'chrome', system: 'android' },
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36 Edg/144.0.0.0',
    { browser: 'edge', system: 'mac' },
  ],
  ['curl/8.5', {}],
  ['', {}],
])('%s is known by its browser and system', (userAgent, device) => {
  expect(deviceOf(userAgent)).toEqual(device);
});

test('each is told by its device and times, and the own one is marked', async () => {
  const { here } = await twice();
  service.clock.moveBy(2 * 3_600_000);
  const { text } = await here.get('/account/sessions');
  expect(text).toContain('Firefox på Windows <span class="tag is-good">Den du använder nu</span>');
  expect(text).toMatch(/Safari på iPhone/);
  expect(text.match(/Senast använd/g)).toHaveLength(2);
  expect(text).not.toMatch(/127\.0\.0\.1|Mozilla/);
  const again = await here.get('/account/sessions');
  const [own, other] = [...again.text.matchAll(/Senast använd ([^<]*)/g)].map(([, when]) => when);
  expect(own).not.toBe(other);
});

test('[ASVS 7.5.2] one is ended, with its tabs, and the others go on', async () => {
  const { here, there } = await twice();
  const [mine, theirs] = await Promise.all([here, there].map((one) => openTab(service.url, one.cookie())));
  await here.post('/account/sessions', { end: await otherSession(here) });
  await theirs?.closed();
  expect(mine?.socket.connected).toBe(true);
  expect((await there.get('/account')).status).toBe(303);
  expect((await here.get('/account/sessions')).text).not.toContain('iPhone');
});

test('[ASVS 7.5.2] all others are ended at once', async () => {
  const { here, there } = await twice();
  const theirs = await openTab(service.url, there.cookie());
  const answer = await here.post('/account/sessions', { end: 'others' });
  expect(answer.headers.location).toBe('/account/sessions?ended=1');
  await theirs.closed();
  expect((await there.get('/account')).status).toBe(303);
  expect((await here.get('/account/sessions')).text).not.toContain('iPhone');
});

test('nobody ends the session of somebody else', async () => {
  const { here } = await twice();
  const stranger = await twice();
  await stranger.here.post('/account/sessions', { end: await otherSession(here) });
  expect((await here.get('/account/sessions')).text).toContain('iPhone');
});

test('[ASVS 7.3.1, 7.3.2] a session that nobody uses ends after fourteen days, and one in use after thirty', async () => {
  const { there } = await twice();
  const [row] = await service.services.connection
    .collection('sessions')
    .find({ 'session.device.system': 'iphone' })
    .sort({ expires: -1 })
    .toArray();
  const left = (at: unknown): number => Math.round((Number(at) - Date.now()) / 86_400_000);
  expect([left(row?.['expires']), left(row?.['endsAt'])]).toEqual([14, 30]);
  await service.services.connection.collection('sessions').updateMany({}, { $set: { expires: new Date(0) } });
  expect((await there.get('/account')).status).toBe(303);
});

/** A person at two browsers. */
async function twice(): Promise<{ here: Client; there: Client }> {
  made += 1;
  const { email } = await aPerson(service.services, { email: `kim${made}@example.org` });
  const [here, there] = [visitor(service), visitor(service)];
  await here.post('/sign-in', { email, password }, { 'user-agent': firefox });
  await there.post('/sign-in', { email, password }, { 'user-agent': phone });
  await signedIn(service, email).then((third) => third.post('/sign-out'));
  return { here, there };
}

async function otherSession(client: Client): Promise<string> {
  const { text } = await client.get('/account/sessions');
  return /name="end" value="([\w-]{43})"/.exec(text)?.[1] ?? '';
}
