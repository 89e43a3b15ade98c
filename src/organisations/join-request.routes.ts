// Pages of asking to become a coordinator: the question, what became of it, and the answers of coordinators and staff.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { openedBy } from '../notifications/opened.ts';
import { readForm } from '../platform/http/form.ts';
import type { FormState } from '../platform/http/page.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { askedName } from './join-request.policy.ts';
import { askForm, askHolderForm } from './organisation.schema.ts';

export function joinRequestRoutes(services: Services): Router {
  const { joinRequests, limits, notifications, organisations } = services;
  const router = Router();
  const often = limited(limits, 'write');
  const seldom = limited(limits, 'join');

  router.get('/organisations/:id/join', signedIn, ask);
  router.post('/organisations/:id/join', signedIn, seldom, send);
  router.post('/organisations/join', signedIn, seldom, sendToHolder);
  router.get('/join-requests/:id', signedIn, show);
  router.post('/join-requests/:id/withdraw', signedIn, often, withdraw);
  router.post('/join-requests/:id/accept', signedIn, often, accept);
  router.post('/join-requests/:id/refuse', signedIn, often, refuse);
  return router;

  async function ask(request: Request, response: Response): Promise<void> {
    await showAsk(request, response, emptyForm, 200);
  }

  async function showAsk(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const id = idOf(request);
    const organisation = await organisations.read(null, id);
    if (actorOf(request).organisations.includes(id)) {
      seeOther(response, `/organisations/${id}`);
      return;
    }
    page(
      response,
      'organisations/join',
      {
        title: { key: 'organisations.join.title', values: { organisation: organisation.name } },
        breadcrumb: [
          { href: `/organisations/${id}`, text: organisation.name },
          { key: 'organisations.join.heading' },
        ],
        id,
        forStaff: await joinRequests.isStaffs(organisation),
        form,
      },
      status,
    );
  }

  async function send(request: Request, response: Response): Promise<void> {
    await organisations.read(null, idOf(request));
    const form = readForm(askForm, request.body);
    if (!form.ok) {
      await showAsk(request, response, form.form, 422);
      return;
    }
    const id = await joinRequests.ask(actorOf(request), idOf(request), form.data.message);
    seeOther(response, `/join-requests/${id}?sent=1`);
  }

  /** The button stands in the form that registers an organisation: only its number is read. */
  async function sendToHolder(request: Request, response: Response): Promise<void> {
    const form = readForm(askHolderForm, request.body);
    if (!form.ok) throw new Refused(422, 'organisations.join.nobody');
    const id = await joinRequests.askHolder(actorOf(request), form.data.seen);
    seeOther(response, `/join-requests/${id}?sent=1`);
  }

  async function show(request: Request, response: Response): Promise<void> {
    await showRequest(request, response, 200);
  }

  async function showRequest(
    request: Request,
    response: Response,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const id = idOf(request);
    const asked = await joinRequests.readOwn(actorOf(request), id);
    await openedBy(request, response, notifications, `joinRequest:${id}`);
    const organisation = await organisations.find(String(asked.organisation));
    const name = askedName(organisation);
    response.locals.path = `/join-requests/${id}`;
    page(
      response,
      'organisations/join-request',
      {
        title: { key: 'organisations.join.title', values: { organisation: name } },
        breadcrumb: [{ href: '/home', key: 'layout.nav.home' }, { text: name }],
        id,
        name,
        stateKey: `organisations.join.state.${asked.status}` as const,
        message: asked.message,
        at: asked.at,
        waits: asked.status === 'waiting',
        forStaff: asked.status === 'waiting' && (await joinRequests.isStaffs(organisation)),
        sent: request.query['sent'] === '1' && asked.status === 'waiting',
        lost: lost && { key: lost.key },
      },
      status,
    );
  }

  async function withdraw(request: Request, response: Response): Promise<void> {
    try {
      await joinRequests.withdraw(actorOf(request), idOf(request));
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      await showRequest(request, response, 409, error);
      return;
    }
    seeOther(response, `/join-requests/${idOf(request)}`);
  }

  async function accept(request: Request, response: Response): Promise<void> {
    answered(request, response, await joinRequests.accept(actorOf(request), idOf(request)));
  }

  async function refuse(request: Request, response: Response): Promise<void> {
    answered(request, response, await joinRequests.refuse(actorOf(request), idOf(request)));
  }

  /** Back to where it was answered: the coordinators' page, or staff's. */
  function answered(request: Request, response: Response, organisation: string): void {
    const own = actorOf(request).organisations.includes(organisation);
    const path = `/organisations/${organisation}`;
    seeOther(response, own ? `${path}/coordinators?answered=1` : `/staff${path}`);
  }
}
