// Where a mail server or a mail service reports letters that did not arrive. It proves that it may by a secret, and has neither session nor origin, so
// this stands before both.
import express, { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { isBearer } from '../platform/http/bearer.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { bounceReport } from './bounce.schema.ts';

const json = express.json({ limit: '64kb', strict: true, type: 'application/json' });

export function bounceRoutes({ config, limits, log, post, suppressions }: Services): Router {
  const router = Router();
  router.post('/mail/bounces', take);
  return router;

  /** Without the right secret there is nothing here. Nothing is read before that. */
  async function take(request: Request, response: Response, next: NextFunction): Promise<void> {
    await limits.count('machine', `bounces ${request.ip ?? ''}`);
    if (!isBearer(request.get('authorization'), config.bounceSecret)) throw missing();
    json(request, response, (error?: unknown) => {
      if (error) next(error);
      else note(request.body, response).catch(next);
    });
  }

  async function note(body: unknown, response: Response): Promise<void> {
    const report = bounceReport.safeParse(body);
    if (!report.success) {
      const faults = report.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      response.status(422).json({ faults });
      return;
    }
    for (const event of report.data) {
      await suppressions.note(event);
      if (event.messageId !== undefined) await post.noteBounce(event.messageId);
      log.info({ bounce: event.id, kind: event.kind }, 'a letter came back');
    }
    response.status(204).end();
  }
}
