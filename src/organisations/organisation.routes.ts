// Pages of organisations: register, change, submit, coordinators and their invitations, the public page.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { emailKey } from '../accounts/account.schema.ts';
import { contactShownTo } from '../accounts/contact.policy.ts';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { assignmentCards } from '../assignments/assignment.cards.ts';
import { pictureView } from '../pictures/picture.view.ts';
import { openedBy } from '../notifications/opened.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import type { FormState } from '../platform/http/page.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import { idOf, tokenOf } from '../platform/http/params.ts';
import { neverCached } from '../platform/http/security.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { invitationForm, organisationForm } from './organisation.schema.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import {
  decisionView,
  organisationOptions,
  organisationValues,
  organisationView,
} from './organisation.view.ts';

export function organisationRoutes(services: Services): Router {
  const { accounts, assignments, moderation, organisations, notifications, pictures, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/organisations/new', signedIn, askNew);
  router.post('/organisations/new', signedIn, often, create);
  router.get('/organisations/:id', show);
  router.get('/organisations/:id/edit', signedIn, askEdit);
  router.post('/organisations/:id/edit', signedIn, often, edit);
  router.post('/organisations/:id/submit', signedIn, often, submit);
  router.get('/organisations/:id/coordinators', signedIn, coordinators);
  router.post('/organisations/:id/coordinators', signedIn, limited(limits, 'invite'), invite);
  router.get('/invitations/:token', neverCached, signedIn, openInvitation);
  router.post('/invitations/:token', neverCached, signedIn, often, acceptInvitation);
  return router;

  /** `own` is the organisation that is changed; nothing where a new one is registered. */
  function showForm(response: Response, form: FormState, own?: OrganisationDocument, status = 200): void {
    const view = own && organisationView(own, null);
    page(
      response,
      'organisations/form',
      {
        title: own === undefined ? 'organisations.new.title' : 'organisations.edit.title',
        lead: own === undefined ? 'organisations.new.lead' : 'organisations.edit.lead',
        form,
        action: own === undefined ? '/organisations/new' : `/organisations/${String(own._id)}/edit`,
        isNew: own === undefined,
        fixed: view?.isNumberFixed === true ? { ...view, legalForm: own?.legalForm } : undefined,
        mayAwaitNumber: own === undefined || own.status === 'draft',
        isPending: own?.status === 'pending',
        back: view && `/organisations/${view.id}`,
        ...organisationOptions(),
      },
      status,
    );
  }

  function askNew(_request: Request, response: Response): void {
    showForm(response, emptyForm);
  }

  async function create(request: Request, response: Response): Promise<void> {
    const form = readForm(organisationForm(), request.body);
    if (!form.ok) {
      showForm(response, form.form, undefined, 422);
      return;
    }
    const id = await organisations.create(actorOf(request), form.data);
    seeOther(response, `/organisations/${id}?created=1`);
  }

  async function show(request: Request, response: Response): Promise<void> {
    await showOrganisation(request, response, 200);
  }

  async function showOrganisation(
    request: Request,
    response: Response,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const id = idOf(request);
    const organisation = await organisations.read(request.user ?? null, id);
    const view = organisationView(organisation, request.user ?? null);
    await openedBy(request, response, notifications, `organisation:${id}`);
    const isOwn = request.user?.organisations.includes(id) === true;
    const all = await assignments.ofOrganisation(id);
    const published = all.filter((one) => one.status === 'published');
    const cards = await assignmentCards(services, published, response.locals.lang);
    const logo = (await pictures.shownOf([organisation._id])).get(id);
    const picture = logo && pictureView(logo);
    const decisions = isOwn ? await moderation.history(id) : [];
    const said = (flag: string): boolean => isOwn && request.query[flag] === '1';
    page(
      response,
      'organisations/show',
      {
        title: { text: organisation.name },
        breadcrumb: isOwn
          ? [{ href: '/home', key: 'layout.nav.home' }, { text: organisation.name }]
          : undefined,
        description: { text: [...organisation.about].slice(0, 160).join('') },
        organisation: view,
        picture,
        shareImage: picture && { path: picture.share, alt: picture.alt },
        cards: cards.filter((card) => card.isOpen),
        isOwn,
        own: isOwn
          ? all.map((one) => ({
              id: String(one._id),
              title: one.title,
              statusKey: `assignments.state.${one.status}`,
            }))
          : [],
        decision: decisionView(decisions[0], organisation.status),
        created: said('created') && view.maySubmit,
        createdWaiting: said('created') && view.awaitsNumber,
        submitted: said('submitted') && organisation.status === 'pending',
        saved: said('saved'),
        joined: said('joined'),
        lost: lost && { key: lost.key, values: lost.values },
      },
      status,
    );
  }

  async function askEdit(request: Request, response: Response): Promise<void> {
    const organisation = await ownOrganisation(request);
    showForm(response, { ...emptyForm, values: organisationValues(organisation) }, organisation);
  }

  async function edit(request: Request, response: Response): Promise<void> {
    const organisation = await ownOrganisation(request);
    const form = readForm(organisationForm(organisation.status), request.body);
    if (!form.ok) {
      showForm(response, form.form, organisation, 422);
      return;
    }
    try {
      await organisations.save(actorOf(request), idOf(request), form.data);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      const isNumber =
        error.key === 'organisations.number.claimed' ||
        error.key === 'organisations.refused.numberFixed' ||
        error.key === 'organisations.refused.noNumber';
      showForm(
        response,
        refusedForm(form.values, [{ name: isNumber ? 'number' : '', key: error.key, values: error.values }]),
        organisation,
        409,
      );
      return;
    }
    seeOther(response, `/organisations/${idOf(request)}?saved=1`);
  }

  /** Refused where the number is taken or another tab was first: the page as it now is, with a sentence. */
  async function submit(request: Request, response: Response): Promise<void> {
    try {
      await organisations.submit(actorOf(request), idOf(request));
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await showOrganisation(request, response, error.status, error);
      return;
    }
    seeOther(response, `/organisations/${idOf(request)}?submitted=1`);
  }

  async function coordinators(request: Request, response: Response): Promise<void> {
    await showCoordinators(request, response, { ...emptyForm }, 200);
  }

  async function showCoordinators(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const organisation = await ownOrganisation(request);
    const id = idOf(request);
    const [people, invitations] = await Promise.all([
      accounts.many(organisation.coordinators.map(String)),
      organisations.invitations(id),
    ]);
    const model = {
      title: { key: 'organisations.coordinators.title', values: { organisation: organisation.name } },
      breadcrumb: [
        { href: '/home', key: 'layout.nav.home' },
        { href: `/organisations/${id}`, text: organisation.name },
        { key: 'organisations.coordinators.heading' },
      ],
      organisation: organisationView(organisation, actorOf(request)),
      people: people.map((one) => contactShownTo('team', one)),
      invitations: invitations.map(({ email, expiresAt }) => ({ email, expiresAt })),
      sent: request.query['sent'] === '1',
      form,
    } as const;
    page(response, 'organisations/coordinators', model, status);
  }

  async function invite(request: Request, response: Response): Promise<void> {
    await ownOrganisation(request);
    const form = readForm(invitationForm, request.body);
    if (!form.ok) {
      await showCoordinators(request, response, form.form, 422);
      return;
    }
    await limits.count('invite.account', emailKey(form.data.email));
    await organisations.invite(actorOf(request), idOf(request), form.data.email, response.locals.lang);
    seeOther(response, `/organisations/${idOf(request)}/coordinators?sent=1`);
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

  async function ownOrganisation(request: Request) {
    const actor = actorOf(request);
    const organisation = await organisations.readAsOwner(actor, idOf(request));
    if (!actor.organisations.includes(idOf(request))) throw new Refused(404, 'errors.404.text');
    return organisation;
  }
}
