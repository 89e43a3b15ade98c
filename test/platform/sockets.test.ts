// Who may hold a socket, and what it may say: nothing, and not much of it.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { createSockets } from '../../src/platform/sockets.ts';
import { send, signedIn } from '../support/http.ts';
import { aCoordinator, aModerator, aPerson } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';

let service: TestService;
let person: TestPerson;
let cookie = '';

beforeAll(async () => {
  service = await startService({ lasting: true });
  person = await aPerson(service.services, { email: 'kim@example.org' });
  cookie = (await signedIn(service, person.email)).cookie();
});

test('what happens reaches every open tab of a person, in the tab’s language, and nobody else’s', async () => {
  const { services } = service;
  const karin = await aCoordinator(services, { approved: false });
  const own = (await signedIn(service, karin.email)).cookie();
  const [swedish, english, stranger] = await Promise.all([
    openTab(service.url, own, { lang: 'sv' }),
    openTab(service.url, own, { lang: 'en' }),
    openTab(service.url, cookie),
  ]);
  expect(services.socketCount()).toBeGreaterThanOrEqual(3);
  await services.organisations.submit(karin, karin.organisation);
  await services.moderation.decideOrganisation(await aModerator(services), karin.organisation, {
    decision: 'approve',
    revision: 1,
    reasons: [],
    text: '',
  });
  await services.outbox.drain();
  const [sv, en] = await Promise.all([swedish.hears('notice'), english.hears('notice')]);
  expect(sv).toMatchObject({ thing: `organisation:${karin.organisation}` });
  expect(JSON.stringify(en)).not.toBe(JSON.stringify(sv));
  expect(stranger.heard).toEqual([]);
});

test.each([
  ['without a session', () => ''],
  ['with a made-up session', () => 'handslag=s%3Aabcdefghijklmnopqrstuvwxyz012345.abc'],
  ['with another signature', () => cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
])('[ASVS 4.4.4] nobody gets in %s', async (_what, own) => {
  await expect(openTab(service.url, own())).rejects.toThrow('signed out');
});

test.each(['https://evil.example', 'null', 'http://localhost', `http://localhost.evil.example`])(
  '[ASVS 4.4.2] a page of %s gets no socket, whatever cookie comes along',
  async (origin) => {
    await expect(openTab(service.url, cookie, { origin })).rejects.toThrow('websocket error');
  },
);

test('a program that names no origin gets none', async () => {
  const headers = {
    Cookie: cookie,
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(service.url).port), 'localhost', () => {
      socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines.join('')}\r\n`,
      );
    });
    socket.on('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 (400|403)/);
});

test('there is no other way in than a websocket', async () => {
  const answer = await send(service.url, 'GET', '/socket.io/?EIO=4&transport=polling', {
    cookie,
    origin: service.url,
  });
  expect(answer.status).toBe(400);
});

test('a long message cuts the socket', async () => {
  const tab = await openTab(service.url, cookie);
  tab.socket.emit('hello', 'a'.repeat(3_000));
  await tab.closed();
});

test('many messages cut the socket, and a few do nothing at all', async () => {
  const tab = await openTab(service.url, cookie);
  for (let n = 0; n < 5; n += 1) tab.socket.emit('hello', n);
  tab.socket.emit('join', `person:${'0'.repeat(24)}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([tab.socket.connected, tab.heard]).toEqual([true, []]);
  for (let n = 0; n < 20; n += 1) tab.socket.emit('hello', n);
  await tab.closed();
});

test('asking for rooms of all kinds cuts the socket, too', async () => {
  const tab = await openTab(service.url, cookie);
  for (let n = 0; n < 20; n += 1) tab.socket.io.socket(`/room-${n}`).connect();
  await tab.closed();
});

test('a session that ends while its socket opens gets no socket', async () => {
  const server = createServer().listen(0);
  const port = (server.address() as AddressInfo).port;
  const baseUrl = `http://localhost:${port}`;
  const answers = [{ id: person.id }, null];
  const sockets = createSockets({
    connection: service.services.connection,
    baseUrl,
    web: { server, session: sessionOfAnyone, personOf: () => Promise.resolve(answers.shift() ?? null) },
  });
  try {
    const tab = await openTab(baseUrl, '');
    await tab.closed();
    expect(answers).toEqual([]);
  } finally {
    await sockets.close();
  }
});

const sessionOfAnyone: RequestHandler = (request, _response, next) => {
  const reload = (done: (error?: unknown) => void): void => {
    done();
  };
  Object.assign(request, { sessionID: 'any', session: { reload } });
  next();
};
