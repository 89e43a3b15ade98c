// One of the two servers of the browse benchmark, in a process of its own, so that its processor time is told apart. Says its address when it listens, and
// the time it has used whenever it is asked.
import type { AddressInfo } from 'node:net';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/platform/clock.ts';
import { connectDatabase } from '../src/platform/database.ts';
import { createLifecycle } from '../src/platform/lifecycle.ts';
import { createLog } from '../src/platform/log.ts';
import { createServices } from '../src/services.ts';
import { startWeb } from '../src/start.ts';
import { createReference } from './browse.reference.ts';
import { noMailer } from './stage.ts';

const [kind = '', uri = ''] = process.argv.slice(2);
const log = createLog('silent');
const lifecycle = createLifecycle(log);
const connection = await connectDatabase(uri, { dbName: 'bench' });
// Both say the same address on their pages, whichever port they got.
const config = readConfig({ MONGODB_URI: uri, BASE_URL: 'http://localhost:3000' });
const services = createServices({ config, connection, clock: systemClock, mailer: noMailer, log });
const port = kind === 'service' ? await service() : await reference();
process.on('message', () => process.send?.(process.cpuUsage()));
process.send?.(port);

async function service(): Promise<number> {
  const started = await startWeb({ config: { ...config, port: 0 }, lifecycle }, services);
  return started.port;
}

async function reference(): Promise<number> {
  await services.search.start();
  const server = createReference(services).listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}
