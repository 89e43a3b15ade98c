// The web process as an operator meets it: it starts or says why not, answers, and stops in order.
import { createServer, request } from 'node:http';
import { MongoInstance } from 'mongodb-memory-server-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongod } from '../../src/platform/embedded-database.ts';
import { databaseUri, freshDatabase } from '../support/database.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import { aPerson } from '../support/people.ts';
import { run, start } from '../support/processes.ts';
import type { Running } from '../support/processes.ts';
import { freePort, startService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';

const metricsToken = 'a token of enough length';

test('[ASVS 13.4.5] it starts, answers, finishes what is under way when it is told to stop, and leaves nothing', async () => {
  const { services } = await startService();
  const person = await aPerson(services);
  const { server, url } = await startServer();
  expect((await send(url, 'GET', '/healthz')).text).toBe('ok');
  expect((await send(url, 'GET', '/')).status).toBe(200);
  expect((await send(url, 'GET', '/readyz')).text).toBe('ready');
  const client = await signedIn({ url }, person.email);
  const tab = await openTab(url, client.cookie());
  await figuresAreShown(url);

  const slow = slowForm(url);
  await slow.begun;
  server.signal('SIGTERM');
  await tab.closed(5_000);
  await expect(send(url, 'GET', '/healthz')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
  slow.finish();
  expect(await slow.answer).toBe(422);
  const began = Date.now();
  expect(await server.ended()).toBe(0);
  expect(Date.now() - began).toBeLessThan(3_000);
  expect(server.err()).toBe('');
  for (const line of server.out().trim().split('\n'))
    expect(Number(JSON.parse(line).level)).toBeLessThan(40 + Number(line.includes('SMTP_URL')));
});

test('a request that never ends keeps it for five seconds and no longer', async () => {
  const { server, url } = await startServer();
  const slow = slowForm(url);
  await slow.begun;
  server.signal('SIGINT');
  expect(await server.ended(10_000)).toBe(0);
  await expect(slow.answer).rejects.toThrow();
});

test('a mail server that hangs keeps it no longer, and the mail is not lost', async () => {
  const { services } = await startService();
  const { email } = await aPerson(services);
  const mailbox = await startMailbox();
  mailbox.hang();
  const { server, url } = await startServer({ SMTP_URL: mailbox.url });
  await visitor({ url }).post('/password/forgotten', { email });
  const mails = services.connection.collection('mails');
  const last = Date.now() + 10_000;
  while ((await mails.countDocuments({ attempts: 1 })) === 0 && Date.now() < last)
    await new Promise((resolve) => setTimeout(resolve, 50));
  server.signal('SIGTERM');
  expect(await server.ended(15_000)).toBe(0);
  expect(server.out()).toContain('a part did not stop in time');
  expect(await mails.findOne()).toMatchObject({ attempts: 1, doneAt: null });
});

test('a taken port is a sentence', async () => {
  const taken = createServer().listen(0);
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const server = run('server.ts', [], { MONGODB_URI: databaseUri(), PORT: String(port) });
  expect(await server.ended()).toBe(1);
  expect(server.err().trim()).toBe(`Port ${port} is taken by another program. Choose another with PORT.`);
  taken.close();
});

test('wrong settings are all named, without their values', async () => {
  const server = run('server.ts', [], { NODE_ENV: 'production', PORT: 'canary', SMTP_URL: 'canary' });
  expect(await server.ended()).toBe(1);
  const lines = server
    .err()
    .trim()
    .split('\n')
    .map((line) => line.trim().split(':')[0]);
  expect(lines.slice(1).toSorted()).toEqual([
    'BASE_URL',
    'MONGODB_URI',
    'PORT',
    'SESSION_SECRET',
    'SMTP_URL',
  ]);
  expect(server.err()).not.toMatch(/canary|\bat .*:\d+/);
});

test('a database that does not answer is a sentence', async () => {
  const settings = { MONGODB_URI: `mongodb://user:canary@127.0.0.1:${await freePort()}/x`, PORT: '0' };
  const server = run('server.ts', [], settings);
  expect(await server.ended()).toBe(1);
  expect(server.err().trim()).toBe('The database at MONGODB_URI does not answer.');
});

test('a database without a replica set is refused with a sentence', async () => {
  const dbPath = await mkdtemp(join(tmpdir(), 'handslag-alone-'));
  const alone = new MongoInstance({
    instance: { ip: '127.0.0.1', port: await freePort(), dbPath, storageEngine: 'wiredTiger' },
    binary: { systemBinary: await findMongod() },
  });
  try {
    await alone.start();
    const server = run('server.ts', [], {
      MONGODB_URI: `mongodb://127.0.0.1:${alone.instanceOpts.port}/x`,
      PORT: '0',
    });
    expect(await server.ended()).toBe(1);
    expect(server.err().trim()).toBe(
      'MONGODB_URI leads to a single server. Transactions need a replica set; one member is enough.',
    );
  } finally {
    await alone.stop();
    await rm(dbPath, { recursive: true, force: true });
  }
});

test('[ASVS 13.4.2] in production it starts with what it asks for, and gives cookies to https only', async () => {
  await freshDatabase();
  const { server, url } = await startServer({
    NODE_ENV: 'production',
    BASE_URL: 'https://handslag.example',
    SESSION_SECRET: 'a secret of at least thirty-two characters',
    TRUST_PROXY: '1',
  });
  const page = await send(url, 'GET', '/', { 'x-forwarded-proto': 'https' });
  expect([page.status, page.headers['strict-transport-security']]).toEqual([
    200,
    'max-age=63072000; includeSubDomains',
  ]);
  for (const path of ['/demo/mailbox', '/demo/reload', '/demo/reload.js', '/metrics'])
    expect([path, (await send(url, 'GET', path)).status]).toEqual([path, 404]);
  server.signal('SIGTERM');
  expect(await server.ended()).toBe(0);
});

test('a fault that nobody handled is a line of JSON without its words, and the process stops in order', async () => {
  const program = `
    import { createLifecycle, stopOnSignals } from './src/platform/lifecycle.ts';
    import { createLog } from './src/platform/log.ts';
    const log = createLog('info');
    const lifecycle = createLifecycle(log);
    stopOnSignals(lifecycle, log);
    lifecycle.onStop('database', () => log.info('closed'));
    setInterval(() => undefined, 1000);
    Promise.reject(new TypeError('canary'));
  `;
  const broken = start(process.execPath, ['--input-type=module', '-e', program], {});
  expect(await broken.ended()).toBe(1);
  const lines = broken
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  // pino flushes a fatal line by itself, and two lines of the same instant may change places.
  expect(lines.toSorted((a, b) => b.level - a.level)).toMatchObject([
    { level: 60, msg: 'a fault that nobody handled', err: { type: 'TypeError' } },
    { level: 30, msg: 'closed' },
  ]);
  expect(broken.out() + broken.err()).not.toContain('canary');
});

async function startServer(settings: Record<string, string> = {}): Promise<{ server: Running; url: string }> {
  const port = await freePort();
  const given = {
    MONGODB_URI: databaseUri(),
    PORT: String(port),
    LIMITS: 'true',
    METRICS_TOKEN: metricsToken,
  };
  const server = run(
    'server.ts',
    [],
    settings['NODE_ENV'] === 'production'
      ? { ...given, METRICS_TOKEN: '', ...settings }
      : { ...given, ...settings },
  );
  await server.says(/"msg":"listening"/);
  return { server, url: `http://localhost:${port}` };
}

async function figuresAreShown(url: string): Promise<void> {
  expect((await send(url, 'GET', '/metrics')).status).toBe(404);
  expect((await send(url, 'GET', '/metrics', { authorization: 'Bearer wrong' })).status).toBe(404);
  const { status, headers, text } = await send(url, 'GET', '/metrics', {
    authorization: `Bearer ${metricsToken}`,
  });
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  for (const line of [
    'outbox_waiting 0',
    'outbox_oldest_seconds 0',
    'outbox_failing 0',
    'mails_waiting 0',
    'sockets_open 1',
    'http_request_duration_seconds_count{method="POST",route="/sign-in",status="303"} 1',
    'http_request_duration_seconds_bucket{le="0.005",method="GET",route="/healthz",status="200"}',
    'process_cpu_seconds_total',
  ])
    expect(text).toContain(line);
}

/** A form whose last bytes are held back. */
function slowForm(url: string): { begun: Promise<void>; answer: Promise<number>; finish: () => void } {
  const body = 'email=kim%40example.org&password=';
  const { hostname, port } = new URL(url);
  const outgoing = request({
    hostname,
    port,
    method: 'POST',
    path: '/sign-in',
    headers: {
      origin: url,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
    },
  });
  const answer = new Promise<number>((resolve, reject) => {
    outgoing.on('response', (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode ?? 0);
    });
    outgoing.on('error', reject);
  });
  answer.catch(() => undefined);
  outgoing.write(body.slice(0, 5));
  const begun = new Promise<void>((resolve) => {
    outgoing.on('socket', () => setTimeout(resolve, 300));
  });
  return {
    begun,
    answer,
    finish: () => {
      outgoing.end(body.slice(5));
    },
  };
}
