// The service, or the stack as it is usually put together around the same pages, in a process of its own. Says its port when it listens, and whatever it
// is asked from then on: the processor time it has used, or its memory.
import type { AddressInfo } from 'node:net';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/platform/clock.ts';
import { connectDatabase } from '../src/platform/database.ts';
import { createLifecycle } from '../src/platform/lifecycle.ts';
import { createLog } from '../src/platform/log.ts';
import { createServices } from '../src/services.ts';
import { startWeb } from '../src/start.ts';
import { site } from './sides.ts';
import { createReference } from './signed-in.reference.ts';
import { noMailer } from './stage.ts';

export interface Memory {
  rss: number;
  heap: number;
  /** Of the index, mostly. */
  buffers: number;
  /** Of finished pages. */
  finished: number;
  pages: number;
}

const [kind = '', uri = ''] = process.argv.slice(2);
const log = createLog('silent');
const lifecycle = createLifecycle(log);
const connection = await connectDatabase(uri, { dbName: 'bench' });
const config = readConfig({
  MONGODB_URI: uri,
  BASE_URL: site,
  TRUST_PROXY: process.env['TRUST_PROXY'],
});
const services = createServices({ config, connection, clock: systemClock, mailer: noMailer, log });
const port = kind === 'service' ? await service() : await reference();
process.on('message', (what) => process.send?.(what === 'memory' ? memory() : process.cpuUsage()));
process.send?.(port);

async function service(): Promise<number> {
  const started = await startWeb({ config: { ...config, port: 0 }, lifecycle }, services);
  await services.search.start();
  return started.port;
}

async function reference(): Promise<number> {
  await services.search.start();
  const server = createReference(services).listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

/** What is still used, where it was started with --expose-gc. */
function memory(): Memory {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const { pages, bytes } = services.finished.size();
  return { rss, heap: heapUsed, buffers: arrayBuffers, finished: bytes, pages };
}
