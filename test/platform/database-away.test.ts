// The database goes away and comes back: pages say so for a while, nothing hangs, and nothing needs to be started again.
import { connectDatabase } from '../../src/platform/database.ts';
import { startEmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import { createLifecycle } from '../../src/platform/lifecycle.ts';
import { createLog } from '../../src/platform/log.ts';
import { readConfig } from '../../src/config.ts';
import { startServices, startWeb } from '../../src/start.ts';
import { send, signedIn } from '../support/http.ts';
import { aPerson } from '../support/people.ts';
import { freePort } from '../support/service.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('[ASVS 16.5.2] a database that is away is a page with 503 within seconds, and pages are back when it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handslag-away-'));
  const port = await freePort();
  let database = await startEmbeddedDatabase({ folder, port });
  const log = createLog('silent');
  const lifecycle = createLifecycle(log);
  try {
    const config = readConfig({ MONGODB_URI: database.uri, PORT: String(await freePort()), LIMITS: 'true' });
    const connection = await connectDatabase(config.mongodbUri);
    lifecycle.onStop('connection', () => connection.close());
    const services = await startServices({ config, log, lifecycle, connection });
    await startWeb({ config, lifecycle }, services);
    const url = config.baseUrl;
    const person = await aPerson(services);
    const client = await signedIn({ url }, person.email);
    await services.search.caughtUp();
    expect((await send(url, 'GET', '/readyz')).status).toBe(200);

    await database.stop();
    const began = Date.now();
    const [home, signIn, list, ready, alive, style] = await Promise.all([
      client.get('/home'),
      client.post('/sign-in', { email: person.email, password: 'x' }),
      client.get('/assignments'),
      send(url, 'GET', '/readyz'),
      send(url, 'GET', '/healthz'),
      send(url, 'GET', '/css/site.css'),
    ]);
    expect([home, signIn, list, ready].map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    expect([alive.status, style.status]).toEqual([200, 200]);
    expect(home.text).toContain('Tjänsten är strax tillbaka');
    expect(home.headers['retry-after']).toBe('5');
    expect(Date.now() - began).toBeLessThan(9_000);

    database = await startEmbeddedDatabase({ folder, port });
    const last = Date.now() + 12_000;
    let status = 0;
    while (status !== 200 && Date.now() < last) ({ status } = await client.get('/home'));
    expect(status).toBe(200);
  } finally {
    await lifecycle.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
