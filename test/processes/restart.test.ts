// Two processes behind a load balancer are restarted one after the other while twenty people work: nobody notices, and nothing is lost.
import { writeSync } from 'node:fs';
import { Types } from 'mongoose';
import type { Browser } from 'playwright-core';
import { startBalancer } from '../support/balancer.ts';
import type { Balancer } from '../support/balancer.ts';
import { openBrowser } from '../support/browser.ts';
import { databaseUri, freshDatabase } from '../support/database.ts';
import { send, signedIn } from '../support/http.ts';
import type { Client } from '../support/http.ts';
import { openLivePage } from '../support/live-page.ts';
import { aCoordinator, anAssignment, aPerson } from '../support/people.ts';
import { run } from '../support/processes.ts';
import type { Running } from '../support/processes.ts';
import { freePort, startService } from '../support/service.ts';
import { pause, until } from '../support/until.ts';

const PEOPLE = 20;
const DRAIN_SECONDS = '1';
const PATIENCE_MS = 20_000;
const form = { message: 'Jag vill gärna hjälpa till.', adult: 'yes' };

let browser: Browser;
let balancer: Balancer | undefined;

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => balancer?.stop());

test('a rolling restart under load loses no request and no event', async () => {
  const { services } = await startService();
  const { connection } = services;
  const karin = await aCoordinator(services);
  const assignment = await anAssignment(services, karin, { places: 3 });
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => aPerson(services)));
  const [front, ...ports] = [await freePort(), await freePort(), await freePort()];
  balancer = await startBalancer(front, ports);
  const { url } = balancer;
  const settings = { MONGODB_URI: databaseUri(), BASE_URL: url, LIMITS: 'false', DRAIN_SECONDS };
  const start = async (port: number): Promise<Running> => {
    const process = run('server.ts', [], { ...settings, PORT: String(port) });
    await process.says(/"msg":"listening"/);
    return process;
  };
  const processes = await Promise.all(ports.map(start));
  const clients = await Promise.all(people.map(({ email }) => signedIn({ url }, email)));
  const page = await openLivePage(browser, url, karin, '/account');

  const restarted = new AbortController();
  const working = clients.map((client) => work(client, assignment, restarted.signal));
  for (const [index, port] of ports.entries()) {
    await untilBothServe(balancer);
    processes[index]?.signal('SIGTERM');
    expect(await processes[index]?.ended()).toBe(0);
    processes[index] = await start(port);
  }
  await untilBothServe(balancer);
  restarted.abort();
  const done = await Promise.all(working);

  const failed = done.flatMap(({ failures }) => failures);
  const [reads, writes] = [sum(done.map((one) => one.reads)), sum(done.map((one) => one.writes))];
  writeSync(1, `  ${reads} pages read and ${writes} forms taken, ${failed.length} failed\n`);
  expect(failed).toEqual([]);
  expect(writes).toBeGreaterThanOrEqual(PEOPLE * 2);

  // Every form that was taken is one move, one fact and one notice, and the open page counts them all.
  const stored = await connection.collection('applications').find().toArray();
  expect(stored).toHaveLength(PEOPLE);
  expect(sum(stored.map((one) => (one['history'] as unknown[]).length))).toBe(writes);
  const facts = connection.collection('outbox');
  await until(async () => (await facts.countDocuments({ deliveredAt: null })) === 0, PATIENCE_MS);
  expect(await facts.countDocuments({ event: 'ApplicationMoved' })).toBe(writes);
  const person = new Types.ObjectId(karin.id);
  const notices = await connection.collection('notifications').find({ person }).toArray();
  expect(new Set(notices.map(({ fact }) => String(fact))).size).toBe(notices.length);
  expect(notices.filter(({ thing }) => String(thing).startsWith('application:'))).toHaveLength(writes);
  const unread = await services.notifications.unread(karin.id);
  await until(async () => Number(await page.locator('[data-bell]').textContent()) === unread, PATIENCE_MS);
  for (const process of processes) expect(process.err()).toBe('');
}, 120_000);

test('a process that is told to stop says so first, and ends each connection with the answer', async () => {
  await freshDatabase();
  const port = await freePort();
  const process = run('server.ts', [], {
    MONGODB_URI: databaseUri(),
    PORT: String(port),
    DRAIN_SECONDS: '2',
  });
  await process.says(/"msg":"listening"/);
  const url = `http://localhost:${port}`;
  const before = await send(url, 'GET', '/about');
  expect([before.status, before.headers.connection]).toEqual([200, 'keep-alive']);
  process.signal('SIGTERM');
  await until(async () => (await send(url, 'GET', '/readyz')).text === 'stopping', 1_500);
  const page = await send(url, 'GET', '/about');
  expect([page.status, page.headers.connection]).toEqual([200, 'close']);
  expect((await send(url, 'GET', '/healthz')).status).toBe(200);
  expect(await process.ended()).toBe(0);
  await expect(send(url, 'GET', '/about')).rejects.toThrow('ECONNREFUSED');
});

/** Reads pages, applies and withdraws over and over, until told to stop. */
async function work(client: Client, assignment: string, over: AbortSignal) {
  const failures: string[] = [];
  let [reads, writes] = [0, 0];
  const read = async (path: string): Promise<void> => {
    const { status } = await client.get(path);
    if (status === 200) reads += 1;
    else failures.push(`${status} GET ${path}`);
  };
  const write = async (path: string): Promise<string> => {
    const { status, headers } = await client.post(path, form);
    if (status === 303) writes += 1;
    else failures.push(`${status} POST ${path}`);
    return headers.location ?? '';
  };
  while (!over.aborted && failures.length === 0) {
    await read('/assignments');
    await read(`/assignments/${assignment}`);
    const application = await write(`/assignments/${assignment}/apply`);
    await read(application);
    await write(`${application.split('?')[0]}/withdraw`);
    await pause(100);
  }
  return { reads, writes, failures };
}

async function untilBothServe(of: Balancer): Promise<void> {
  await until(() => of.ready().length === 2, PATIENCE_MS);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
