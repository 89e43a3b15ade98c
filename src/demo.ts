// The demo: the whole service on this machine, with a real database of its own, made-up associations and people, and a mailbox page in place
// of a mail server. server.ts never imports it. DEMO_FOLDER keeps its data elsewhere than in .data/demo.
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { demoAuthenticator } from './demo/authenticator.ts';
import { demoMailbox } from './demo/mailbox.ts';
import { reloading } from './demo/reload.ts';
import { demoPassword, seedDemo } from './demo/seed.ts';
import { migrate } from './migrations/migrations.ts';
import { systemClock } from './platform/clock.ts';
import { connectDatabase } from './platform/database.ts';
import { startEmbeddedDatabase } from './platform/embedded-database.ts';
import { createLifecycle, stopOnSignals } from './platform/lifecycle.ts';
import { createLog } from './platform/log.ts';
import { startJobs, startServices, startWeb } from './start.ts';

const { values: flags } = parseArgs({ options: { fresh: { type: 'boolean' }, reload: { type: 'boolean' } } });
const folder = process.env['DEMO_FOLDER'] ?? join(import.meta.dirname, '..', '.data', 'demo');
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const log = createLog(process.env['LOG_LEVEL'] ?? 'warn');
const lifecycle = createLifecycle(log);
stopOnSignals(lifecycle, log);

try {
  await start();
} catch (error) {
  const isAsked = lifecycle.isStopping();
  if (!isAsked) process.stderr.write(`${demoFault(error)}\n`);
  await lifecycle.stop();
  process.exit(isAsked ? 0 : 1);
}

async function start(): Promise<void> {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('The demo is not for production. Use npm start.');
  const began = Date.now();
  await insistOnPort(Number(process.env['PORT'] ?? 3000));
  if (flags.fresh === true) await rm(folder, { recursive: true, force: true });
  const database = await startEmbeddedDatabase({ folder });
  lifecycle.onStop('embedded database', () => database.stop(), 15_000);
  const config = readConfig({
    MAIL_DELAY_MINUTES: '1',
    INDEX_FOLDER: join(folder, 'index'),
    ...process.env,
    MONGODB_URI: database.uri,
  });
  const connection = await connectDatabase(config.mongodbUri, { dbName: 'handslag' });
  lifecycle.onStop('connection', () => connection.close());

  const marks = connection.collection<{ _id: string; at: Date }>('demo');
  if ((await marks.findOne({ _id: 'filled' })) === null) {
    await connection.dropDatabase();
    await migrate(connection, log);
    await seedDemo({ config, connection, log, now: new Date(), progress: say });
    await marks.insertOne({ _id: 'filled', at: new Date() });
  }

  const mailbox = demoMailbox(connection, systemClock);
  const services = await startServices({ config, log, lifecycle, connection, mailer: mailbox.mailer });
  const { port } = await startWeb({ config, lifecycle }, services, (app) => {
    app.use(mailbox.routes);
    app.use(demoAuthenticator(connection, systemClock));
    if (flags.reload === true) lifecycle.onStop('reloading', reloading(app, services));
  });
  startJobs(lifecycle, services);

  const address = `http://localhost:${port}`;
  say(`
Handslag is running: ${address}   (ready in ${((Date.now() - began) / 1000).toFixed(1)} s)

  volunteer     amina@example.org
  coordinator   karin@example.org
  moderator     johan@example.org   (signs in in two steps; code: ${address}/demo/code)
  password      ${demoPassword}   (the same for all three)

  sign in       ${address}/sign-in
  mails         ${address}/demo/mailbox

Ctrl-C stops it. Start over with: npm run demo -- --fresh`);
}

/** Before anything is begun: filling the database takes a while. */
async function insistOnPort(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

function demoFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `Port ${process.env['PORT'] ?? 3000} is taken by another program. Choose another: PORT=3001 npm run demo`;
  if ('code' in error && error.code === 'ENOSPC') return 'The disk is full. Make room and start again.';
  return process.env['LOG_LEVEL'] === 'debug' ? (error.stack ?? error.message) : error.message;
}
