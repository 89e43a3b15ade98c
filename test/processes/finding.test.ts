// Finding over several processes and through faults, with real ones: each has an index of its own, and all know the same within a second.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSync } from 'node:fs';
import { readConfig } from '../../src/config.ts';
import { startEmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import { createLifecycle } from '../../src/platform/lifecycle.ts';
import { createLog } from '../../src/platform/log.ts';
import { startServices } from '../../src/start.ts';
import { send } from '../support/http.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { run } from '../support/processes.ts';
import { freePort } from '../support/service.ts';
import { pause, until } from '../support/until.ts';

/** Alone it is some 50 ms; tests run beside others. */
const WITHIN_MS = 5_000;

test('two processes find what is published, also through the death of the database, and know it again afterwards', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handslag-finding-'));
  const port = await freePort();
  const log = createLog('silent');
  const lifecycle = createLifecycle(log);
  let database = await startEmbeddedDatabase({ folder: join(folder, 'database'), port });
  try {
    const config = readConfig({ MONGODB_URI: database.uri, LIMITS: 'false' });
    const services = await startServices({ config, log, lifecycle });
    const karin = await aCoordinator(services);
    await anAssignment(services, karin, { title: 'Läs läxor i biblioteket' });
    const processes = [0, 1].map(async () => {
      const own = String(await freePort());
      const process = run('server.ts', [], {
        MONGODB_URI: database.uri,
        PORT: own,
        LIMITS: 'false',
        WORKER: 'separate',
        INDEX_FOLDER: join(folder, 'index'),
      });
      await process.says(/"msg":"listening"/);
      return { process, url: `http://localhost:${own}` };
    });
    const [a, b] = await Promise.all(processes);
    if (a === undefined || b === undefined) throw new Error('There are two.');
    const shows = async (url: string, title: string): Promise<boolean> =>
      (await send(url, 'GET', '/')).text.includes(title);
    const everywhere = async (title: string, isThere: boolean): Promise<number> => {
      const began = performance.now();
      for (const { url } of [a, b]) await until(async () => (await shows(url, title)) === isThere, WITHIN_MS);
      return performance.now() - began;
    };
    await everywhere('Läs läxor i biblioteket', true);

    const cake = await anAssignment(services, karin, { title: 'Baka bullar med pensionärer' });
    report('published, until both processes show it', await everywhere('Baka bullar', true));
    await services.assignments.pause(karin, cake);
    report('paused, until neither shows it', await everywhere('Baka bullar', false));

    await database.kill();
    const statuses: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      for (const { url } of [a, b]) {
        const { status, text } = await send(url, 'GET', n % 2 === 0 ? '/' : '/en/');
        statuses.push(text.includes('Läs läxor i biblioteket') ? status : 0);
      }
      await pause(50);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await send(a.url, 'GET', '/readyz')).status).toBe(503);

    database = await startEmbeddedDatabase({ folder: join(folder, 'database'), port });
    const resumed = () =>
      services.assignments.resume(karin, cake).then(
        () => true,
        () => false,
      );
    await until(resumed, 30_000);
    report('database back and resumed, until both show it', await everywhere('Baka bullar', true));
    await anAssignment(services, karin, { title: 'Måla ett staket' });
    await everywhere('Måla ett staket', true);
    expect(await shows(a.url, 'Läs läxor i biblioteket')).toBe(true);

    for (const { process } of [a, b]) process.signal('SIGTERM');
    expect(await Promise.all([a, b].map(({ process }) => process.ended()))).toEqual([0, 0]);
    expect([a, b].map(({ process }) => process.err())).toEqual(['', '']);

    const again = String(await freePort());
    const third = run('server.ts', [], {
      MONGODB_URI: database.uri,
      PORT: again,
      LIMITS: 'false',
      INDEX_FOLDER: join(folder, 'index'),
    });
    await third.says(/is read from its snapshot/);
    await until(() => shows(`http://localhost:${again}`, 'Måla ett staket'), WITHIN_MS);
    third.signal('SIGTERM');
    expect(await third.ended()).toBe(0);
  } finally {
    await lifecycle.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

function report(what: string, ms: number): void {
  writeSync(1, `  ${what}: ${ms.toFixed(0)} ms\n`);
}
