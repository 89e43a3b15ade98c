// Where one is signed in, and how to end it from here.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { readForm } from '../platform/http/form.ts';
import { page, seeOther } from '../platform/http/page.ts';
import { endStoredSession, storedSessionId, storedSessions } from '../platform/http/session-store.ts';
import type { Services } from '../services.ts';
import { sessionForm } from './account.schema.ts';
import { sessionRows } from './account.view.ts';
import { actorOf, limited, signedIn } from './guards.ts';
import { startSession, storedUser } from './session.ts';

export function sessionRoutes(services: Services): Router {
  const { accounts, connection, limits } = services;
  const router = Router();
  router.get('/account/sessions', signedIn, list);
  router.post('/account/sessions', signedIn, limited(limits, 'write'), end);
  return router;

  async function list(request: Request, response: Response): Promise<void> {
    const found = await storedSessions(connection, storedUser(actorOf(request)));
    page(response, 'accounts/sessions', {
      title: 'accounts.sessions.title',
      ended: request.query['ended'] === '1',
      ...sessionRows(found, storedSessionId(request.sessionID)),
    });
  }

  /** One of them, or all but this one. What has ended already is ended again in peace. */
  async function end(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(sessionForm, request.body);
    if (form.ok && form.data.end === 'others') {
      await accounts.endSessions(actor.id);
      await startSession(request, { ...actor, epoch: actor.epoch + 1 });
    } else if (form.ok && (await endStoredSession(connection, storedUser(actor), form.data.end)))
      services.dropSession(form.data.end);
    seeOther(response, '/account/sessions?ended=1');
  }
}
