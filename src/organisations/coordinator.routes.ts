// Pages of those who coordinate an organisation: who they are, inviting, leaving and removing, confirming a unit, closing it.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { emailKey } from '../accounts/account.schema.ts';
import { contactShownTo } from '../accounts/contact.policy.ts';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { openedBy } from '../notifications/opened.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import type { FormState } from '../platform/http/page.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import { idOf, personOf, tokenOf } from '../platform/http/params.ts';
import { neverCached } from '../platform/http/security.ts';
import { missing, Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { mayRemoveCoordinator } from './organisation.policy.ts';
import { ownOrganisation } from './organisation.owner.ts';
import {
  CLOSING_REASONS,
  closingForm,
  invitationForm,
  removalForm,
  takeBackForm,
} from './organisation.schema.ts';
import { organisationCase } from './organisation.service.ts';
import { organisationView } from './organisation.view.ts';

const notOver = ['published', 'paused', 'pending', 'returned'];

export function coordinatorRoutes(services: Services): Router {
  const { accounts, applications, assignments, joinRequests, limits, notifications, organisations } =
    services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/organisations/:id/coordinators', signedIn, coordinators);
  router.post('/organisations/:id/coordinators', signedIn, limited(limits, 'invite'), invite);
  router.post('/organisations/:id/uninvite', signedIn, often, takeBack);
  router.get('/organisations/:id/coordinators/:person/remove', signedIn, askRemove);
  router.post('/organisations/:id/coordinators/:person/remove', signedIn, often, remove);
  router.get('/organisations/:id/close', signedIn, askClose);
  router.post('/organisations/:id/close', signedIn, often, close);
  router.post('/organisations/:id/unit/confirm', signedIn, often, confirmUnit);
  router.get('/invitations/:token', neverCached, signedIn, openInvitation);
  router.post('/invitations/:token', neverCached, signedIn, often, acceptInvitation);
  return router;

  async function coordinators(request: Request, response: Response): Promise<void> {
    await showCoordinators(request, response, emptyForm, 200);
  }

  async function showCoordinators(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    const id = idOf(request);
    const actor = actorOf(request);
    await openedBy(request, response, notifications, `organisation:${id}`);
    const [people, invitations, requests] = await Promise.all([
      accounts.many(organisation.coordinators.map(String)),
      organisations.invitations(id),
      organisation.status === 'approved' ? joinRequests.waitingAt(id) : [],
    ]);
    const askers = await accounts.many(requests.map(({ person }) => String(person)));
    const said = (what: string): boolean => request.query[what] === '1';
    page(
      response,
      'organisations/coordinators',
      {
        title: { key: 'organisations.coordinators.title', values: { organisation: organisation.name } },
        breadcrumb: [
          { href: '/home', key: 'layout.nav.home' },
          { href: `/organisations/${id}`, text: organisation.name },
          { key: 'organisations.coordinators.heading' },
        ],
        organisation: organisationView(organisation, actor),
        people: people.map((one) => ({
          ...contactShownTo('team', one),
          href: `/organisations/${id}/coordinators/${String(one._id)}/remove`,
          isSelf: String(one._id) === actor.id,
        })),
        isAlone: people.length === 1,
        invitations: invitations.map(({ _id, email, expiresAt }) => ({ id: String(_id), email, expiresAt })),
        requests: requests.map(({ _id, person, message, at }) => {
          const asker = askers.find((one) => String(one._id) === String(person));
          return { ...(asker && contactShownTo('team', asker)), id: String(_id), message, at };
        }),
        sent: said('sent'),
        removed: said('removed'),
        answered: said('answered'),
        form,
      },
      status,
    );
  }

  /** Whoever coordinates it already needs no invitation; that tells coordinators nothing that the page does not. */
  async function invite(request: Request, response: Response): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    const form = readForm(invitationForm, request.body);
    if (!form.ok) {
      await showCoordinators(request, response, form.form, 422);
      return;
    }
    const people = await accounts.many(organisation.coordinators.map(String));
    if (people.some((one) => one.emailKey === emailKey(form.data.email))) {
      const fault = { name: 'email', key: 'organisations.coordinators.already' } as const;
      await showCoordinators(request, response, refusedForm(form.values, [fault]), 422);
      return;
    }
    await limits.count('invite.account', emailKey(form.data.email));
    await organisations.invite(actorOf(request), idOf(request), form.data.email, response.locals.lang);
    seeOther(response, `/organisations/${idOf(request)}/coordinators?sent=1`);
  }

  async function takeBack(request: Request, response: Response): Promise<void> {
    await ownOrganisation(services, request);
    const form = readForm(takeBackForm, request.body);
    if (!form.ok) throw missing();
    await organisations.takeBackInvitation(actorOf(request), idOf(request), form.data.invitation);
    seeOther(response, `/organisations/${idOf(request)}/coordinators`);
  }

  async function askRemove(request: Request, response: Response): Promise<void> {
    await showRemove(request, response, 200);
  }

  async function showRemove(
    request: Request,
    response: Response,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    const [id, who, actor] = [idOf(request), personOf(request), actorOf(request)];
    const people = await accounts.many(organisation.coordinators.map(String));
    const person = people.find(({ _id }) => String(_id) === who);
    if (person === undefined) throw missing();
    const all = await assignments.ofOrganisation(id);
    const isSelf = who === actor.id;
    const verdict = mayRemoveCoordinator(actor, organisationCase(organisation), people.length);
    page(
      response,
      'organisations/remove',
      {
        title: {
          key: isSelf ? 'organisations.leave.title' : 'organisations.remove.title',
          values: { name: person.name, organisation: organisation.name },
        },
        breadcrumb: [
          { href: `/organisations/${id}`, text: organisation.name },
          { href: `/organisations/${id}/coordinators`, key: 'organisations.coordinators.heading' },
          { key: isSelf ? 'organisations.leave.heading' : 'organisations.remove.heading' },
        ],
        id,
        name: person.name,
        isSelf,
        refused: verdict.allowed ? undefined : { key: verdict.key },
        lost: lost && { key: lost.key },
        n: all.filter((one) => String(one.contact) === who && notOver.includes(one.status)).length,
        successors: people
          .filter((one) => one !== person)
          .map((one) => ({ value: String(one._id), text: contactShownTo('team', one).name })),
      },
      status,
    );
  }

  async function remove(request: Request, response: Response): Promise<void> {
    await ownOrganisation(services, request);
    const [id, who] = [idOf(request), personOf(request)];
    const form = readForm(removalForm, request.body);
    const successor = form.ok ? form.data.successor : undefined;
    try {
      await organisations.removeCoordinator(actorOf(request), id, who, successor);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      await showRemove(request, response, 409, error);
      return;
    }
    const left = who === actorOf(request).id;
    seeOther(response, left ? '/home' : `/organisations/${id}/coordinators?removed=1`);
  }

  async function askClose(request: Request, response: Response): Promise<void> {
    await showClose(request, response, emptyForm, 200);
  }

  async function showClose(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    const id = idOf(request);
    const all = (await assignments.ofOrganisation(id)).filter((one) => notOver.includes(one.status));
    const queues = await applications.queues(all.map(({ _id }) => _id));
    const waiting = [...queues.values()].reduce((sum, one) => sum + one.waiting + one.queued, 0);
    page(
      response,
      'organisations/close',
      {
        title: { key: 'organisations.close.title', values: { organisation: organisation.name } },
        breadcrumb: [
          { href: '/home', key: 'layout.nav.home' },
          { href: `/organisations/${id}`, text: organisation.name },
          { key: 'organisations.close.heading' },
        ],
        organisation: organisationView(organisation, actorOf(request)),
        assignments: all.length,
        waiting,
        reasonOptions: CLOSING_REASONS.map((value) => ({
          value,
          key: `organisations.close.reason.${value}` as const,
        })),
        form,
      },
      status,
    );
  }

  async function close(request: Request, response: Response): Promise<void> {
    await ownOrganisation(services, request);
    const form = readForm(closingForm, request.body);
    if (!form.ok) {
      await showClose(request, response, form.form, 422);
      return;
    }
    try {
      await organisations.close(actorOf(request), idOf(request), form.data.reason);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      await showClose(request, response, refusedForm(form.values, [{ name: '', key: error.key }]), 409);
      return;
    }
    seeOther(response, `/organisations/${idOf(request)}`);
  }

  /** Back to the page it was confirmed from: that of one's own organisation under the same number. */
  async function confirmUnit(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    await organisations.confirmUnit(actor, idOf(request));
    const { number = '' } = await organisations.find(idOf(request));
    const own = (await organisations.holdersOf(number)).find(({ _id }) =>
      actor.organisations.includes(String(_id)),
    );
    seeOther(response, own === undefined ? '/home' : `/organisations/${String(own._id)}?confirmed=1`);
  }

  async function openInvitation(request: Request, response: Response): Promise<void> {
    const organisation = await organisations.openInvitation(tokenOf(request));
    page(response, 'organisations/invitation', {
      title: 'organisations.invitation.title',
      organisation: organisation.name,
      noindex: true,
    });
  }

  async function acceptInvitation(request: Request, response: Response): Promise<void> {
    const id = await organisations.acceptInvitation(actorOf(request), tokenOf(request));
    seeOther(response, `/organisations/${id}?joined=1`);
  }
}
