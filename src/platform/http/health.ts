// For those who run the service: is it alive, is it ready, and its figures (behind a token); and how a process takes its leave.
import { Router } from 'express';
import type { RequestHandler } from 'express';
import type { Connection } from 'mongoose';
import { figures } from '../metrics.ts';
import type { Watched } from '../metrics.ts';
import { isBearer } from './bearer.ts';

export function health(
  parts: {
    connection: Connection;
    config: { metricsToken: string | undefined };
    isStopping: () => boolean;
    search: { isReady(): boolean };
  } & Watched,
): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok');
  });
  router.get('/readyz', async (_request, response) => {
    if (parts.isStopping()) {
      response.status(503).type('text').send('stopping');
      return;
    }
    if (!parts.search.isReady()) {
      response.status(503).type('text').send('the index is being built');
      return;
    }
    try {
      await parts.connection.db?.admin().command({ ping: 1 }, { timeoutMS: 2_000 });
      response.type('text').send('ready');
    } catch {
      response.status(503).type('text').send('the database does not answer');
    }
  });
  router.get('/metrics', async (request, response, next) => {
    if (!isBearer(request.get('authorization'), parts.config.metricsToken)) {
      next();
      return;
    }
    const { contentType, text } = await figures(parts);
    response.set('Content-Type', contentType).send(text);
  });
  return router;
}

/** A process that stops still answers, and ends each connection with the answer: the next request finds another process. */
export function farewell(isStopping: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (isStopping()) response.set('Connection', 'close');
    next();
  };
}
