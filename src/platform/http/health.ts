// For those who run the service: is it alive, is it ready, and its figures (behind a token).
import { timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Connection } from 'mongoose';
import { figures } from '../metrics.ts';
import type { Watched } from '../metrics.ts';

export function health(
  parts: { connection: Connection; config: { metricsToken: string | undefined } } & Watched,
): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok');
  });
  router.get('/readyz', async (_request, response) => {
    try {
      await parts.connection.db?.admin().command({ ping: 1 }, { timeoutMS: 2_000 });
      response.type('text').send('ready');
    } catch {
      response.status(503).type('text').send('the database does not answer');
    }
  });
  router.get('/metrics', async (request, response, next) => {
    if (!isToken(request.get('authorization'), parts.config.metricsToken)) {
      next();
      return;
    }
    const { contentType, text } = await figures(parts);
    response.set('Content-Type', contentType).send(text);
  });
  return router;
}

function isToken(header: string | undefined, token: string | undefined): boolean {
  if (header === undefined || token === undefined) return false;
  const given = Buffer.from(header);
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
