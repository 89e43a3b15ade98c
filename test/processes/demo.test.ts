// The demo as somebody meets it who has just cloned the repository: it fills itself once, finds its data later, says what is wrong, and leaves
// nothing running.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDemoContent } from '../../src/demo/content.ts';
import { connectDatabase } from '../../src/platform/database.ts';
import { insistOnFolder } from '../../src/platform/embedded-database.folder.ts';
import { startEmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import { send, visitor } from '../support/http.ts';
import { start } from '../support/processes.ts';
import type { Running } from '../support/processes.ts';
import { freePort } from '../support/service.ts';

let folder: string;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handslag-demo-'));
  port = await freePort();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('Ctrl-C in the middle of filling leaves nothing running', async () => {
  const demo = npmRunDemo();
  await demo.says(/Living through \d+ deeds/);
  await stopped(demo);
  expect(demo.err()).toBe('');
}, 60_000);

test('a first start begins anew, fills the demo and prints who can sign in', async () => {
  const demo = npmRunDemo();
  const [, seconds] = await demo.says(/ready in ([\d.]+) s/, 120_000);
  expect(Number(seconds)).toBeLessThan(60);
  const url = `http://localhost:${port}`;
  expect(demo.out()).toContain(`Handslag is running: ${url} `);
  const [, password = ''] = /password +(.+?) {2,}/.exec(demo.out()) ?? [];
  for (const role of ['volunteer', 'coordinator', 'moderator']) {
    const [, email = ''] = new RegExp(`${role} +(\\S+@\\S+)`).exec(demo.out()) ?? [];
    const client = visitor({ url });
    expect((await client.post('/sign-in', { email, password })).status).toBe(303);
    if (role === 'moderator') {
      const { text } = await send(url, 'GET', '/demo/code');
      const [, code = ''] = /<code>(\d{6})<\/code>/.exec(text) ?? [];
      expect((await client.post('/sign-in/second', { code })).headers.location).toBe('/home');
    }
    expect((await client.get(role === 'moderator' ? '/staff' : '/home')).status).toBe(200);
  }
  const mails = await send(url, 'GET', '/demo/mailbox');
  expect(mails.status).toBe(200);

  const [sameport, samefolder] = [npmRunDemo(), npmRunDemo([], await freePort())];
  expect(await sameport.ended()).toBe(1);
  expect(sameport.err()).toContain(
    `Port ${port} is taken by another program. Choose another: PORT=3001 npm run demo`,
  );
  expect(await samefolder.ended()).toBe(1);
  expect(samefolder.err()).toMatch(/is used by|in use/);

  await stopped(demo);
  expect(demo.err()).toBe('');
}, 180_000);

test('every association, assignment and application is in the state that it should be in', async () => {
  const database = await startEmbeddedDatabase({ folder });
  const connection = await connectDatabase(database.uri, { dbName: 'handslag' });
  try {
    const content = readDemoContent();
    for (const kind of ['organisations', 'assignments', 'applications'] as const) {
      const wanted = Map.groupBy(content[kind] as readonly { status: string }[], ({ status }) => status);
      for (const [status, some] of wanted)
        expect([kind, status, await connection.collection(kind).countDocuments({ status })]).toEqual([
          kind,
          status,
          some.length,
        ]);
    }
    expect(await connection.collection('people').countDocuments()).toBe(content.people.length);
    const later = { $gt: new Date() };
    expect(await connection.collection('applications').countDocuments({ 'history.at': later })).toBe(0);
    expect(await connection.collection('outbox').countDocuments({ deliveredAt: null })).toBe(0);
  } finally {
    await connection.close();
    await database.stop();
  }
});

test('a second start finds its data within ten seconds', async () => {
  const demo = npmRunDemo();
  const [, seconds] = await demo.says(/ready in ([\d.]+) s/);
  expect(Number(seconds)).toBeLessThan(10);
  expect(demo.out()).not.toContain('Making');
  await stopped(demo);
}, 60_000);

test('--fresh starts over', async () => {
  const demo = npmRunDemo(['--', '--fresh']);
  await demo.says(/Making \d+ people/);
  await stopped(demo);
}, 60_000);

test('the demo is not for production', async () => {
  const demo = npmRunDemo([], port, { NODE_ENV: 'production' });
  expect(await demo.ended()).toBe(1);
  expect(demo.err()).toContain('The demo is not for production. Use npm start.');
});

function npmRunDemo(words: readonly string[] = [], at = port, more: Record<string, string> = {}): Running {
  const settings = { DEMO_FOLDER: folder, PORT: String(at), npm_config_update_notifier: 'false', ...more };
  return start('npm', ['run', '--silent', 'demo', ...words], settings);
}

/** Ctrl-C, as a terminal sends it to all that was started; the database's folder is free afterwards. */
async function stopped(demo: Running): Promise<void> {
  demo.signal('SIGINT');
  await demo.ended();
  await expect(send(`http://localhost:${port}`, 'GET', '/healthz')).rejects.toThrow();
  await insistOnFolder(folder);
}
