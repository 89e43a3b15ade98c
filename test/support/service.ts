// A whole service for a test: real database, real HTTP, real sockets, real mail, with a clock of the test's own.
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Actor } from '../../src/accounts/actor.ts';
import { readConfig } from '../../src/config.ts';
import type { Config } from '../../src/config.ts';
import { movableClock } from '../../src/platform/clock.ts';
import type { MovableClock } from '../../src/platform/clock.ts';
import { createLifecycle } from '../../src/platform/lifecycle.ts';
import { createLog } from '../../src/platform/log.ts';
import { smtpMailer, withTimeouts } from '../../src/platform/mail/mailer.ts';
import { startJobs, startServices, startWeb } from '../../src/start.ts';
import type { Services } from '../../src/services.ts';
import { beforeClosing, changesOf, databaseUri, freshDatabase } from './database.ts';

export interface TestService {
  services: Services;
  app: Express;
  config: Config;
  clock: MovableClock;
  /** Where it is reached, `http://localhost:PORT`. */
  url: string;
  server: Server;
  /** Every line of its log. */
  log: string[];
  stop(): Promise<void>;
}

/** A Tuesday, ten in the morning in Sweden. */
export const testStart = new Date('2026-11-24T09:00:00Z');

/** With `jobs` the timers run as they do in the service; without, a test calls what it wants to happen. */
export async function startService(
  options: {
    smtpUrl?: string;
    jobs?: boolean;
    environment?: Record<string, string>;
    realClock?: boolean;
    /** Runs to the end of the test file instead of the end of the test. */
    lasting?: boolean;
    /** Mounts routes of the test's own, before those of the service. */
    extra?: (app: Express) => void;
  } = {},
): Promise<TestService> {
  const connection = await freshDatabase();
  const port = await freePort();
  const clock = movableClock(options.realClock === true ? new Date() : testStart);
  const config = readConfig({
    NODE_ENV: 'test',
    MONGODB_URI: databaseUri(),
    PORT: String(port),
    LIMITS: 'false',
    MAIL_DELAY_MINUTES: '10',
    ...(options.smtpUrl === undefined ? {} : { SMTP_URL: options.smtpUrl }),
    ...options.environment,
  });
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const lifecycle = createLifecycle(log);
  const mailer =
    options.smtpUrl === undefined
      ? { send: () => Promise.resolve(), close: () => undefined }
      : smtpMailer(withTimeouts(options.smtpUrl), config.mailFrom);
  const services = await startServices({ config, log, lifecycle, connection, mailer, clock });
  const { app, server } = await startWeb({ config, lifecycle }, services, options.extra);
  keepInStep(server, services);
  if (options.jobs === true) startJobs(lifecycle, services);
  const service = {
    services,
    app,
    config,
    clock,
    url: `http://localhost:${port}`,
    server,
    log: lines,
    stop: () => lifecycle.stop(),
  };
  (options.lasting === true ? lasting : open).add(service);
  return service;
}

/** Pages show what a test has just done: none is answered before the index has heard of it. */
function keepInStep(server: Server, { search, connection }: Services): void {
  const hasChanged = changesOf(connection);
  const answers = server.listeners('request');
  let step = Promise.resolve();
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    // Without a database there is nothing to hear of.
    if (request.method === 'GET' && hasChanged()) step = search.caughtUp().catch(() => undefined);
    void step.then(() => {
      for (const answer of answers) Reflect.apply(answer, server, [request, response]);
    });
  });
}

const open = new Set<TestService>();
const lasting = new Set<TestService>();

afterEach(async () => {
  for (const service of open) await service.stop();
  open.clear();
});

beforeClosing(async () => {
  for (const service of lasting) await service.stop();
});

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export type { Actor };
