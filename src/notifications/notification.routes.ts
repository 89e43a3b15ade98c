// The notification centre, and what an open page asks for after it slept.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { page, seeOther } from '../platform/http/page.ts';
import type { Services } from '../services.ts';
import { groupView } from './notification.view.ts';

export function notificationRoutes(services: Services): Router {
  const { notifications, limits } = services;
  const router = Router();
  router.get('/notifications', signedIn, centre);
  router.get('/notifications/since', signedIn, since);
  router.post('/notifications/read', signedIn, limited(limits, 'write'), readAll);
  return router;

  async function centre(request: Request, response: Response): Promise<void> {
    const groups = await notifications.centre(actorOf(request).id);
    const { lang, now } = response.locals;
    page(response, 'notifications/centre', {
      title: 'notifications.title',
      hasUnread: response.locals.unread > 0,
      groups: groups.map((group) => groupView(group, lang, now)),
    });
  }

  async function since(request: Request, response: Response): Promise<void> {
    const given = typeof request.query['at'] === 'string' ? new Date(request.query['at']) : new Date(NaN);
    const now = services.clock.now();
    const earliest = new Date(now.getTime() - 86_400_000);
    const from = Number.isNaN(given.getTime()) || given < earliest ? earliest : given;
    const rows = await notifications.since(actorOf(request).id, from, response.locals.lang);
    response.json({ unread: response.locals.unread, rows });
  }

  async function readAll(request: Request, response: Response): Promise<void> {
    await notifications.openedAll(actorOf(request).id);
    seeOther(response, '/notifications');
  }
}
