// Builds a running service from its parts, in order; shared by the web process, the worker, the demo and the tests.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Express } from 'express';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { personOfSession } from './accounts/session.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { migrate } from './migrations/migrations.ts';
import type { Clock } from './platform/clock.ts';
import { systemClock } from './platform/clock.ts';
import { connectDatabase, isReplicaSet } from './platform/database.ts';
import type { Lifecycle } from './platform/lifecycle.ts';
import type { Mailer } from './platform/mail/mailer.ts';
import { smtpMailer, withTimeouts } from './platform/mail/mailer.ts';
import { createSockets } from './platform/sockets.ts';
import type { Sockets } from './platform/sockets.ts';
import { createServices } from './services.ts';
import type { Services } from './services.ts';

/** What a request may still take when the process is asked to stop, in milliseconds. */
const longestRequest = 5_000;

export interface StartParts {
  config: Config;
  log: Logger;
  lifecycle: Lifecycle;
  clock?: Clock;
  mailer?: Mailer;
  connection?: Connection;
}

/** Connects, migrates and builds the services. Throws a sentence where the database is not a replica set. */
export async function startServices(parts: StartParts): Promise<Services> {
  const { config, log, lifecycle } = parts;
  const connection = parts.connection ?? (await connectDatabase(config.mongodbUri));
  if (parts.connection === undefined) lifecycle.onStop('database', () => connection.close());
  if (!(await isReplicaSet(connection)))
    throw new Error(
      'MONGODB_URI leads to a single server. Transactions need a replica set; one member is enough.',
    );
  await migrate(connection, log);
  const mailer = parts.mailer ?? defaultMailer(config, log);
  lifecycle.onStop('mailer', () => {
    mailer.close();
  });
  const services = createServices({
    ...{ config, connection, mailer, log },
    clock: parts.clock ?? systemClock,
    isStopping: () => lifecycle.isStopping(),
  });
  lifecycle.onStop('deliveries', () => services.outbox.drain());
  return services;
}

/** Listens. Returns the server and the port it got. */
export async function startWeb(
  parts: Pick<StartParts, 'config' | 'lifecycle'>,
  services: Services,
  extra?: (app: Express) => void,
): Promise<{ server: Server; port: number; app: Express }> {
  const { config, lifecycle } = parts;
  // Health is answered at once, and pages as soon as there is something to show in them.
  void services.search.start();
  lifecycle.onStop('search', () => services.search.stop());
  const { app, session } = createApp(services, extra);
  const server = createServer(
    {
      requestTimeout: 30_000,
      headersTimeout: 15_000,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      // Express knows of what is not finished.
      if (!services.finished.answer(request, response)) void app(request, response);
    },
  );
  const sockets = createSockets({
    connection: services.connection,
    baseUrl: config.baseUrl,
    web: { server, session, personOf: personOfSession(services.accounts) },
  });
  services.useSockets(sockets);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, resolve);
  });
  const { drain } = config;
  lifecycle.onStop('web', () => stopWeb(server, sockets, drain), drain + longestRequest + 1_000);
  return { server, port: (server.address() as AddressInfo).port, app };
}

/**
 * Waits until a load balancer has seen that it stops; then takes nothing new, lets requests under way finish, and closes the sockets,
 * whose tabs look for another process.
 */
async function stopWeb(server: Server, sockets: Sockets, drain: number): Promise<void> {
  if (drain > 0) await wait(drain);
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive becomes idle only when its request is done.
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const tooLong = setTimeout(() => {
    server.closeAllConnections();
  }, longestRequest);
  await Promise.all([closed, sockets.close()]);
  clearInterval(idle);
  clearTimeout(tooLong);
}

export function startJobs(lifecycle: Lifecycle, services: Services): void {
  services.jobs.start();
  lifecycle.onStop('jobs', () => services.jobs.stop());
}

function defaultMailer(config: Config, log: Logger): Mailer {
  if (config.smtpUrl !== undefined) return smtpMailer(withTimeouts(config.smtpUrl), config.mailFrom);
  log.warn('SMTP_URL is not set: mails wait until it is');
  return { send: () => Promise.reject(new Error('SMTP_URL is not set')), close: () => undefined };
}

/** Why a process did not start, as a sentence for who started it. */
export function startFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE')
    return `Port ${String(port)} is taken by another program. Choose another with PORT.`;
  if (code === 'EACCES') return `Port ${String(port)} is not open to this user. Choose another with PORT.`;
  if (error.name === 'MongooseServerSelectionError') return 'The database at MONGODB_URI does not answer.';
  if (error.name === 'MongoParseError') return 'MONGODB_URI cannot be read.';
  return error.message;
}
