// Which mails one wants: chosen when signed in, and turned off by the link in a mail by whoever has the mail.
import { Router } from 'express';
import type { Request, Response } from 'express';
import multer from 'multer';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { readForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import { tokenOf } from '../platform/http/params.ts';
import { neverCached } from '../platform/http/security.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { mailingForm, oneClickForm } from './mailing.schema.ts';
import type { Mailing } from './mailing.schema.ts';
import { mailFaultView } from './suppression.view.ts';
import { mailingValues, mailingView, shownKinds, unsubscribeView } from './mailing.view.ts';

/** What a mail program sends for its user has no session and no origin: the token in the address says that it may. */
export const oneClickPath = /^\/(?:unsubscribe|watches\/mail)\/[\w-]+$/;

/** RFC 8058 lets it come in this shape, too. */
const multipart = multer({
  limits: { fields: 2, parts: 2, fieldNameSize: 50, fieldSize: 100, headerPairs: 20 },
}).none();

export function mailingRoutes(services: Services): Router {
  const { accounts, joinRequests, limits, mailings, suppressions } = services;
  const router = Router();
  router.get('/account/mail', signedIn, choices);
  router.post('/account/mail', signedIn, limited(limits, 'write'), choose);
  router.get('/unsubscribe/:token', neverCached, open);
  router.post('/unsubscribe/:token', neverCached, limited(limits, 'machine'), turnOff);
  router.post('/unsubscribe/:token/undo', neverCached, limited(limits, 'write'), turnOn);
  return router;

  async function choices(request: Request, response: Response): Promise<void> {
    const { id, isModerator, organisations } = actorOf(request);
    const { mailing, email } = await accounts.get(id);
    const reader = {
      isCoordinator: organisations.length > 0,
      isJoining: (await joinRequests.waitingOf(id)).length > 0,
      isModerator,
    };
    const kinds = shownKinds(reader, mailing);
    page(response, 'notifications/mailing', {
      title: 'notifications.mail.title',
      saved: request.query['saved'] === '1',
      mailFault: mailFaultView(await suppressions.of(email), email),
      form: { ...emptyForm, values: mailingValues(kinds, mailing) },
      ...mailingView(kinds),
    });
  }

  async function choose(request: Request, response: Response): Promise<void> {
    const form = readForm(mailingForm, request.body);
    // There is nothing to type: what is none of the choices was not sent by the page.
    if (!form.ok) throw new Refused(400, 'errors.400.text');
    await mailings.choose(actorOf(request).id, given(form.data));
    seeOther(response, '/account/mail?saved=1');
  }

  async function open(request: Request, response: Response): Promise<void> {
    const { kinds, chosen } = await mailings.open(tokenOf(request));
    show(response, unsubscribeView(kinds, chosen, {}), request.query['undone'] === '1');
  }

  /** No redirect: not every mail program would follow one (RFC 8058 part 3.1). */
  async function turnOff(request: Request, response: Response): Promise<void> {
    const { kinds, chosen } = await mailings.open(tokenOf(request));
    await read(request, response);
    if (!oneClickForm.safeParse({ ...(request.body as object) }).success)
      throw new Refused(400, 'errors.400.text');
    await mailings.turnOff(tokenOf(request));
    const after = Object.fromEntries(kinds.map((kind) => [kind, 'never'] as const));
    show(response, unsubscribeView(kinds, after, chosen), false);
  }

  async function turnOn(request: Request, response: Response): Promise<void> {
    const form = readForm(mailingForm, request.body);
    const before = form.ok ? given(form.data) : {};
    await mailings.turnOn(tokenOf(request), before);
    seeOther(response, `/unsubscribe/${tokenOf(request)}?undone=1`);
  }
}

function show(response: Response, model: ReturnType<typeof unsubscribeView>, undone: boolean): void {
  page(response, 'notifications/unsubscribe', {
    title: model.isOff ? 'notifications.unsubscribe.off.title' : 'notifications.unsubscribe.title',
    noindex: true,
    undoPath: `/unsubscribe/${tokenOf(response.req)}/undo`,
    undone,
    ...model,
  });
}

function given(data: Record<string, string | undefined>): Mailing {
  return Object.fromEntries(Object.entries(data).filter(([, pace]) => pace !== undefined));
}

function read(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    multipart(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(new Refused(400, 'errors.400.text'));
    });
  });
}
