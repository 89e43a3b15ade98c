// Pages that are answered from memory: the same bytes for everybody who is nobody in particular, right as long as they are kept, and never anyone's own.
import { brotliDecompressSync } from 'node:zlib';
import { createFinished, takesBrotli } from '../../../src/platform/http/finished.ts';
import type { Finished } from '../../../src/platform/http/finished.ts';
import { send, signedIn, visitor } from '../../support/http.ts';
import { aCoordinator, anAssignment, aPerson } from '../../support/people.ts';
import { startService } from '../../support/service.ts';

const br = { 'accept-encoding': 'br' };
const changing = ['date', 'x-request-id', 'connection', 'keep-alive'];
const steady = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !changing.includes(name)));

test('the second reader gets the same page, with all its headers, without the service being asked', async () => {
  const { url, services } = await startService();
  const first = await send(url, 'GET', '/en/about', br);
  expect(services.finished.size().pages).toBe(1);
  // Nothing bigger is kept along with it.
  for (const bytes of services.finished.contents()) expect(bytes.buffer.byteLength).toBe(bytes.length);
  const second = await send(url, 'GET', '/en/about', br);
  expect(second.bytes).toEqual(first.bytes);
  expect(steady(second.headers)).toEqual(steady(first.headers));
  expect(second.headers).toMatchObject({
    'content-encoding': 'br',
    'content-language': 'en',
    'x-frame-options': 'DENY',
    'x-request-id': expect.not.stringMatching(String(first.headers['x-request-id'])) as string,
  });
  expect(brotliDecompressSync(second.bytes).toString()).toContain('<html lang="en"');
});

test('a browser that has the page already is told so, by its tag or by its time', async () => {
  const { url } = await startService();
  const { headers } = await send(url, 'GET', '/about', br);
  const asked = (more: Record<string, string>) => send(url, 'GET', '/about', { ...br, ...more });
  expect((await asked({ 'if-none-match': String(headers.etag) })).status).toBe(304);
  expect((await asked({ 'if-none-match': `"other", W/${String(headers.etag)}` })).status).toBe(304);
  expect((await asked({ 'if-none-match': '"other"' })).status).toBe(200);
  const since = String(headers['last-modified']);
  expect((await asked({ 'if-modified-since': since })).status).toBe(304);
  expect((await asked({ 'if-modified-since': since, 'if-none-match': '"other"' })).status).toBe(200);
  const head = await send(url, 'HEAD', '/about', br);
  expect(head).toMatchObject({ status: 200, text: '', headers: { etag: headers.etag } });
});

test('[ASVS 14.2.2] whoever is signed in, or was, is answered by the service, and nothing of theirs is kept', async () => {
  const service = await startService();
  const { email, name } = await aPerson(service.services, { name: 'Ingegerd-Kanarie' });
  const person = await signedIn(service, email);
  for (const path of ['/about', '/home', '/account', '/assignments', '/', '/help'])
    await person.get(path, br);
  expect(service.services.finished.size().pages).toBe(0);
  await send(service.url, 'GET', '/about', br);
  const own = await person.get('/about', br);
  expect(brotliDecompressSync(own.bytes).toString()).toContain(name);
  expect((await visitor(service, 'handslag=old').get('/about', br)).headers['x-request-id']).toBeDefined();
  const all = service.services.finished.contents().map((bytes) => brotliDecompressSync(bytes).toString());
  expect(all).toHaveLength(1);
  expect(all.join('')).not.toContain('Kanarie');
  expect(all.join('')).not.toContain('data-signed-in');
});

test('[ASVS 14.2.2] what all who are signed in share of the list knows none of them, and each gets hearts of their own', async () => {
  const service = await startService();
  const { services } = service;
  const karin = await aCoordinator(services);
  const ids = [await anAssignment(services, karin), await anAssignment(services, karin)];
  const [one, other] = [await aPerson(services, { name: 'Ingegerd-Kanarie' }), await aPerson(services)];
  const clients = [await signedIn(service, one.email), await signedIn(service, other.email)];
  await clients[0]?.post(`/assignments/${String(ids[0])}/saved`, { saved: 'yes' });
  await clients[1]?.post(`/assignments/${String(ids[1])}/saved`, { saved: 'yes' });
  await services.search.caughtUp();
  for (let again = 0; again < 2; again += 1)
    for (const [place, client] of clients.entries()) {
      const { text } = await client.get('/assignments');
      const pressed = [...text.matchAll(/id="saved-(\w+)"[^]*?aria-pressed="(\w+)"/g)];
      expect(Object.fromEntries(pressed.map(([, id, is]) => [id, is]))).toEqual({
        [String(ids[place])]: 'true',
        [String(ids[1 - place])]: 'false',
      });
      expect(text.includes('Ingegerd-Kanarie')).toBe(place === 0);
    }
  expect(services.bodies.size().pages).toBe(1);
  expect(JSON.stringify(services.bodies.contents())).not.toMatch(/Kanarie|data-signed-in/);
  await services.assignments.pause(karin, String(ids[0]));
  await services.search.caughtUp();
  expect((await clients[1]?.get('/assignments'))?.text).not.toContain(`id="saved-${String(ids[0])}"`);
});

function aMemory(): {
  memory: Finished;
  state: { version: number; now: number; text: string; stopping: boolean };
} {
  const state = { version: 1, now: 0, text: 'one', stopping: false };
  const memory = createFinished({
    version: () => state.version,
    now: () => state.now,
    isStopping: () => state.stopping,
    mostBytes: 100_000,
  });
  return { memory, state };
}

function asked(memory: Finished, url: string): number | false {
  let status: number | false = false;
  const request = { url, method: 'GET', headers: br } as unknown as Parameters<Finished['answer']>[0];
  const response = {
    writeHead: (code: number) => (status = code),
    end: () => undefined,
  } as unknown as Parameters<Finished['answer']>[1];
  memory.answer(request, response);
  return status;
}

test('a page is kept while it shows what would be shown now, whatever else has changed', () => {
  const { memory, state } = aMemory();
  let looks = 0;
  const shows = (): string => {
    looks += 1;
    return state.text;
  };
  memory.keep({ url: '/a', html: 'one', headers: {}, shows });
  looks = 0;
  expect([asked(memory, '/a'), asked(memory, '/a'), looks]).toEqual([200, 200, 0]);
  state.version = 2;
  expect([asked(memory, '/a'), asked(memory, '/a'), looks]).toEqual([200, 200, 1]);
  state.now = 61_000;
  expect([asked(memory, '/a'), looks]).toEqual([200, 2]);
  state.text = 'two';
  expect(asked(memory, '/a')).toBe(200);
  state.version = 3;
  expect([asked(memory, '/a'), memory.size().pages]).toEqual([false, 0]);
});

test('[ASVS 2.4.1] however many different addresses are asked for, what is kept is bounded, and what is asked for stays', () => {
  const { memory, state } = aMemory();
  const noise = (): string => Array.from({ length: 200 }, () => Math.random().toString(36)).join('');
  memory.keep({ url: '/', html: 'start', headers: {}, shows: () => state.text });
  for (let n = 0; n < 500; n += 1) {
    memory.keep({ url: `/assignments?q=${n}`, html: noise(), headers: {}, shows: () => state.text });
    expect(asked(memory, '/')).toBe(200);
    expect(memory.size().bytes).toBeLessThanOrEqual(100_000);
  }
  expect(memory.size().pages).toBeLessThan(100);
});

test('a process that stops answers by the service, which ends the connection', () => {
  const { memory, state } = aMemory();
  memory.keep({ url: '/', html: 'start', headers: {}, shows: () => state.text });
  state.stopping = true;
  expect(asked(memory, '/')).toBe(false);
});

test.each([
  ['br', true],
  ['gzip, deflate, br, zstd', true],
  ['gzip, br;q=0.5', true],
  ['gzip, br;q=0', false],
  ['gzip', false],
  [undefined, false],
])('accept-encoding %s', (accepted, expected) => {
  expect(takesBrotli(accepted)).toBe(expected);
});
