// Nothing is held on to: after many visits and tabs the service has as many sockets, listeners, connections and cursors as before.
import { promisify } from 'node:util';
import { send, signedIn } from '../support/http.ts';
import { aPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';
import { until } from '../support/until.ts';

const ROUNDS = 8;
const TABS = 10;
const pages = ['/', '/assignments', '/home', '/notifications', '/account', '/sitemap.xml', '/nowhere'];

test('[ASVS 1.4.3] tabs, connections, listeners and cursors are let go of', async () => {
  const { services, server, url } = await startService();
  const { email } = await aPerson(services);
  const client = await signedIn({ url }, email);
  const headers = { cookie: client.cookie(), connection: 'close' };
  const held = async () => ({
    tabs: services.socketCount(),
    listeners: server.eventNames().map((name) => server.listenerCount(name)),
    ofProcess: process.eventNames().map((name) => process.listenerCount(name)),
    // The change stream of the sockets' adapter has one that stays.
    cursors: Number(
      (await services.connection.db?.admin().command({ serverStatus: 1 }))?.['metrics'].cursor.open.total,
    ),
  });
  const round = async (): Promise<void> => {
    const tabs = await Promise.all(Array.from({ length: TABS }, () => openTab(url, client.cookie())));
    await Promise.all(pages.map((path) => send(url, 'GET', path, headers)));
    for (const { socket } of tabs) socket.disconnect();
    await until(() => services.socketCount() === 0, 5_000);
  };

  await round();
  const before = await held();
  for (let n = 0; n < ROUNDS; n += 1) await round();
  const after = await held();
  expect({ ...after, cursors: 0 }).toEqual({ ...before, cursors: 0 });
  expect(after.cursors).toBeLessThanOrEqual(before.cursors + 2);
  const connections = promisify(server.getConnections.bind(server));
  await until(async () => (await connections()) <= 2, 5_000);
});
