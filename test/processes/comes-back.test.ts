// What people meet when a part dies under them, with real processes: the service killed, mongod killed, the primary stepped down. Pages
// say so for a moment, what was accepted is there, and pages, forms and open tabs go on by themselves.
import { writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import type { Browser } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { findMongod, startEmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import { createLifecycle } from '../../src/platform/lifecycle.ts';
import type { Lifecycle } from '../../src/platform/lifecycle.ts';
import { createLog } from '../../src/platform/log.ts';
import type { Services } from '../../src/services.ts';
import { startServices } from '../../src/start.ts';
import { openBrowser } from '../support/browser.ts';
import { databaseUri } from '../support/database.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import { openLivePage } from '../support/live-page.ts';
import { aCoordinator, anAssignment, aPerson } from '../support/people.ts';
import { run } from '../support/processes.ts';
import type { Running } from '../support/processes.ts';
import { freePort, startService } from '../support/service.ts';
import { pause, until } from '../support/until.ts';

/** The goal is 1.5 seconds on a machine that does nothing else; tests run beside others. */
const FIRST_PAGE_MS = 15_000;
const WRITES_MS = 12_000;
const form = { message: 'Jag vill gärna hjälpa till.', adult: 'yes' };

let browser: Browser;
let lifecycle: Lifecycle;

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(() => {
  lifecycle = createLifecycle(createLog('silent'));
});
afterEach(() => lifecycle.stop());

test('killed by -9, the service shows the right page again moments after it is started', async () => {
  const { services } = await startService();
  const karin = await aCoordinator(services);
  const assignment = await anAssignment(services, karin, { title: 'Baka bullar med pensionärer' });
  const { email } = await aPerson(services);
  const port = await freePort();
  const first = await web(databaseUri(), port);
  const client = await signedIn(first, email);
  first.process.signal('SIGKILL');
  expect(await first.process.ended()).toBe('SIGKILL');

  const began = performance.now();
  const again = run('server.ts', [], settings(databaseUri(), port));
  const page = await until(async () => {
    const answer = await send(first.url, 'GET', `/assignments/${assignment}`).catch(() => undefined);
    return answer?.status === 200 ? answer : undefined;
  }, 30_000);
  const took = performance.now() - began;
  expect(page.text).toContain('Baka bullar med pensionärer');
  expect((await client.get('/home')).status).toBe(200);
  report('service killed by -9, to the first right page', took);
  expect(took).toBeLessThan(FIRST_PAGE_MS);
  again.signal('SIGTERM');
  expect(await again.ended()).toBe(0);
});

test('[ASVS 16.5.2] mongod killed by -9 and started again: forms say to try again, nothing is doubled, open pages go on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handslag-killed-'));
  const port = await freePort();
  let database = await startEmbeddedDatabase({ folder, port });
  try {
    const { services, ...stage } = await aStage(database.uri);
    const { url, process } = await web(database.uri, await freePort());
    const amina = await signedIn({ url }, stage.amina.email);
    const karin = await signedIn({ url }, stage.karin.email);
    const page = await openLivePage(browser, url, stage.amina, '/home');
    const apply = () => amina.post(`/assignments/${stage.assignment}/apply`, form);
    const seen = () => send(url, 'GET', `/assignments/${stage.assignment}`, { 'accept-encoding': 'br' });
    await seen();

    await database.kill();
    expect((await seen()).status).toBe(200);
    const [applied, shown, ready, list] = await Promise.all([
      apply(),
      visitor({ url }).get(`/en/assignments/${stage.assignment}`),
      send(url, 'GET', '/readyz'),
      visitor({ url }).get('/en/assignments'),
    ]);
    expect([applied, shown, ready, list].map(({ status }) => status)).toEqual([503, 503, 503, 200]);
    expect(applied.text).toContain('Vänta några sekunder');
    expect(shown.text).toContain('Wait a few seconds');
    expect(list.text).toContain(`/en/assignments/${stage.assignment}`);
    expect(applied.headers['retry-after']).toBe('5');

    database = await startEmbeddedDatabase({ folder, port });
    const began = performance.now();
    await until(async () => (await apply()).status === 303, 30_000);
    report('mongod killed by -9 and back, to the first form taken', performance.now() - began);
    const application = await services.applications.mine(stage.amina.id, stage.assignment);
    const all = services.connection.collection('applications');
    expect(await all.countDocuments()).toBe(1);

    const offer = () => karin.post(`/applications/${String(application?._id)}/offer`);
    await until(async () => (await offer()).status === 303, 15_000);
    await page.getByRole('status').getByText('erbjuder dig en plats').waitFor();
    process.signal('SIGTERM');
    expect(await process.ended()).toBe(0);
    expect(process.err()).toBe('');
  } finally {
    await lifecycle.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);

test('a primary that steps down: whoever only reads notices nothing, writes go on, open pages too', async () => {
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] ??= 'false';
  const set = await MongoMemoryReplSet.create({
    replSet: {
      count: 3,
      storageEngine: 'wiredTiger',
      args: ['--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    },
    binary: { systemBinary: await findMongod() },
  });
  try {
    const { services, ...stage } = await aStage(set.getUri());
    const { url, process } = await web(set.getUri(), await freePort());
    const amina = await signedIn({ url }, stage.amina.email);
    const karin = await signedIn({ url }, stage.karin.email);
    const page = await openLivePage(browser, url, stage.amina, '/home');
    const { stop, statuses, slowest } = browsing(url, ['/assignments', `/assignments/${stage.assignment}`]);
    await pause(500);

    await stepDown(set.getUri());
    const began = performance.now();
    const apply = () => amina.post(`/assignments/${stage.assignment}/apply`, form);
    await until(async () => (await apply()).status === 303, WRITES_MS * 2);
    const took = performance.now() - began;
    const application = await services.applications.mine(stage.amina.id, stage.assignment);
    const offered = await karin.post(`/applications/${String(application?._id)}/offer`);
    expect(offered.status).toBe(303);
    await page.getByRole('status').getByText('erbjuder dig en plats').waitFor();
    await pause(500);
    await stop();

    report('primary stepped down, to the first form taken', took);
    report(`slowest of ${statuses.length} pages read meanwhile`, slowest());
    expect(took).toBeLessThan(WRITES_MS);
    expect(statuses.length).toBeGreaterThan(10);
    expect(new Set(statuses)).toEqual(new Set([200]));
    process.signal('SIGTERM');
    expect(await process.ended()).toBe(0);
  } finally {
    await lifecycle.stop();
    await set.stop();
  }
}, 120_000);

/** What people work on, made through services that are connected to a database of the test's own. */
async function aStage(uri: string) {
  const config = readConfig({ MONGODB_URI: uri, LIMITS: 'false' });
  const services: Services = await startServices({ config, log: createLog('silent'), lifecycle });
  const karin = await aCoordinator(services, { organisation: 'Läxhyllan' });
  const assignment = await anAssignment(services, karin);
  const amina = await aPerson(services, { name: 'Amina' });
  return { services, karin, assignment, amina };
}

function settings(uri: string, port: number): Record<string, string> {
  return { MONGODB_URI: uri, PORT: String(port), LIMITS: 'false' };
}

async function web(uri: string, port: number): Promise<{ process: Running; url: string }> {
  const process = run('server.ts', [], settings(uri, port));
  await process.says(/"msg":"listening"/);
  return { process, url: `http://localhost:${port}` };
}

/** Somebody who is not signed in and reads one page after the other. */
function browsing(url: string, paths: string[]) {
  const statuses: number[] = [];
  let slowest = 0;
  const over = new AbortController();
  const reading = (async () => {
    for (let n = 0; !over.signal.aborted; n += 1) {
      const began = performance.now();
      statuses.push((await visitor({ url }).get(paths[n % paths.length] ?? '/')).status);
      slowest = Math.max(slowest, performance.now() - began);
      await pause(20);
    }
  })();
  const stop = (): Promise<void> => {
    over.abort();
    return reading;
  };
  return { statuses, slowest: () => slowest, stop };
}

async function stepDown(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  try {
    await client.db('admin').command({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5 });
  } finally {
    await client.close();
  }
}

function report(what: string, ms: number): void {
  writeSync(1, `  ${what}: ${(ms / 1_000).toFixed(2)} s\n`);
}
