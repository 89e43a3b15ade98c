// Pages where a person asks for a copy of everything about them, and fetches it.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { openedBy } from '../notifications/opened.ts';
import { page, seeOther } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused } from '../platform/refused.ts';
import { stockholmDate } from '../platform/stockholm.ts';
import type { Services } from '../services.ts';
import { copyLifetime, mayAskForCopy } from './copy.policy.ts';

export function copyRoutes(services: Services): Router {
  const { clock, limits, notifications, privacy } = services;
  const { copies } = privacy;
  const router = Router();
  router.get('/account/data', signedIn, (request, response) => show(request, response, 200));
  router.post('/account/data', signedIn, limited(limits, 'write'), ask);
  router.get('/account/data/:id', signedIn, download);
  return router;

  async function show(request: Request, response: Response, status: number): Promise<void> {
    const { id } = actorOf(request);
    const copy = await copies.latest(id);
    if (copy !== null) await openedBy(request, response, notifications, `copy:${String(copy._id)}`);
    const verdict = mayAskForCopy(copy, clock.now());
    const isReady = copy?.readyAt !== undefined;
    page(
      response,
      'privacy/data',
      {
        title: 'privacy.data.title',
        thing: copy === null ? 'copy' : `copy:${String(copy._id)}`,
        isWaiting: copy !== null && !isReady,
        copy: isReady && {
          href: `/account/data/${String(copy._id)}`,
          madeAt: copy.readyAt,
          until: new Date(copy.askedAt.getTime() + copyLifetime),
          kilobytes: Math.ceil((copy.size ?? 0) / 1_000),
        },
        refused: verdict.allowed ? undefined : { key: verdict.key },
      },
      status,
    );
  }

  async function ask(request: Request, response: Response): Promise<void> {
    try {
      await copies.ask(actorOf(request).id);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      await show(request, response, 409);
      return;
    }
    seeOther(response, '/account/data');
  }

  async function download(request: Request, response: Response): Promise<void> {
    const { bytes, readyAt } = await copies.download(actorOf(request).id, idOf(request));
    response.set('Cache-Control', 'no-store');
    response.attachment(`handslag-${stockholmDate(readyAt)}.zip`).send(bytes);
  }
}
