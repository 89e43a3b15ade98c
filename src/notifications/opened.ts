// A thing is read when its page is opened by the person: not when a tab behind another one renews itself (public/js/live.js says so).
import type { Request, Response } from 'express';
import type { Notifications } from './notification.service.ts';

/** `thing` as in `application:ID`. The bell of the page that follows counts what is left. */
export async function openedBy(
  request: Request,
  response: Response,
  notifications: Notifications,
  thing: string,
): Promise<void> {
  if (request.user === undefined || request.get('x-tab') === 'hidden') return;
  await notifications.opened(request.user.id, thing);
  response.locals.unread = await notifications.unread(request.user.id);
}
