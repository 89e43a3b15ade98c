// Pages of organisations: register, change, submit, the public page.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { assignmentCards } from '../assignments/assignment.cards.ts';
import { pictureView } from '../pictures/picture.view.ts';
import { openedBy } from '../notifications/opened.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import type { FormState } from '../platform/http/page.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused } from '../platform/refused.ts';
import { withHearts } from '../saved/saved.cards.ts';
import type { Services } from '../services.ts';
import { ownOrganisation } from './organisation.owner.ts';
import { organisationForm } from './organisation.schema.ts';
import type { OrganisationDocument } from './organisation.model.ts';
import { holderOf } from './organisation.service.ts';
import { unitFault } from './organisation.units.policy.ts';
import {
  decisionView,
  holdersView,
  organisationOptions,
  restNotice,
  organisationValues,
  organisationView,
} from './organisation.view.ts';

export function organisationRoutes(services: Services): Router {
  const { assignments, moderation, organisations, notifications, pictures, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/organisations/new', signedIn, askNew);
  router.post('/organisations/new', signedIn, often, create);
  router.get('/organisations/:id', show);
  router.get('/organisations/:id/edit', signedIn, askEdit);
  router.post('/organisations/:id/edit', signedIn, often, edit);
  router.post('/organisations/:id/submit', signedIn, often, submit);
  return router;

  /** Others that hold the number: what whoever registers it is shown, and chooses from. */
  async function othersWith(number: unknown, own?: OrganisationDocument): Promise<OrganisationDocument[]> {
    if (typeof number !== 'string' || !/^\d{10}$/.test(number)) return [];
    return (await organisations.holdersOf(number)).filter(({ _id }) => String(_id) !== String(own?._id));
  }

  /** The form again with what exists under the number, unless it can be registered as it is. */
  async function unitRefusal(
    form: { data: { number: string | undefined; unit: string }; values: FormState['values'] },
    own?: OrganisationDocument,
  ): Promise<FormState | undefined> {
    const { number, unit } = form.data;
    const hasSeen = form.values['seen'] === number;
    const fault = unitFault((await othersWith(number, own)).map(holderOf), unit, hasSeen);
    if (fault === undefined || own?.status === 'approved') return undefined;
    const values = { ...form.values, seen: number ?? '' };
    return refusedForm(values, [{ name: fault.field, key: fault.key }]);
  }

  /** `own` is the organisation that is changed; nothing where a new one is registered. */
  async function showForm(
    response: Response,
    form: FormState,
    own?: OrganisationDocument,
    status = 200,
  ): Promise<void> {
    const view = own && organisationView(own, null);
    const holders = holdersView(await othersWith(form.values['seen'], own));
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
        holders,
        hasHidden: holders.some(({ id }) => id === undefined),
        asksUnit: holders.length > 0 || Boolean(form.values['unit']),
        mayAwaitNumber: own === undefined || own.status === 'draft',
        isPending: own?.status === 'pending',
        back: view && `/organisations/${view.id}`,
        ...organisationOptions(),
      },
      status,
    );
  }

  async function askNew(_request: Request, response: Response): Promise<void> {
    await showForm(response, emptyForm);
  }

  async function create(request: Request, response: Response): Promise<void> {
    const form = readForm(organisationForm(), request.body);
    if (!form.ok) {
      await showForm(response, form.form, undefined, 422);
      return;
    }
    const refused = await unitRefusal(form);
    if (refused !== undefined) {
      await showForm(response, refused, undefined, 422);
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
    const cards = await withHearts(
      services,
      request.user,
      await assignmentCards(services, published, response.locals.lang),
    );
    const logo = (await pictures.shownOf([organisation._id])).get(id);
    const picture = logo && pictureView(logo);
    const decisions = isOwn ? await moderation.history(id) : [];
    const { number } = organisation;
    const others = number === undefined ? [] : await othersWith(number, organisation);
    const mayConfirm = isOwn && organisation.status === 'approved' && number !== undefined;
    const waiting = mayConfirm ? await organisations.unitsToConfirm(number) : [];
    const said = (flag: string): boolean => isOwn && request.query[flag] === '1';
    page(
      response,
      'organisations/show',
      {
        standing: organisation.status === 'approved' ? undefined : view.statusKey,
        title: { text: organisation.name },
        breadcrumb: isOwn
          ? [{ href: '/home', key: 'layout.nav.home' }, { text: organisation.name }]
          : undefined,
        description: { text: [...organisation.about].slice(0, 160).join('') },
        organisation: view,
        picture,
        shareImage: picture && { path: picture.share, alt: picture.alt },
        rest: restNotice(organisation, response.locals.lang, services.clock.now()),
        units: holdersView(others).filter((one) => one.id !== undefined),
        unitsToConfirm: waiting.map(({ _id, name }) => ({ id: String(_id), name })),
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
        confirmed: said('confirmed'),
        lost: lost && { key: lost.key, values: lost.values },
      },
      status,
    );
  }

  async function askEdit(request: Request, response: Response): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    await showForm(response, { ...emptyForm, values: organisationValues(organisation) }, organisation);
  }

  async function edit(request: Request, response: Response): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    const form = readForm(organisationForm(organisation.status), request.body);
    if (!form.ok) {
      await showForm(response, form.form, organisation, 422);
      return;
    }
    const refused = await unitRefusal(form, organisation);
    if (refused !== undefined) {
      await showForm(response, refused, organisation, 422);
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
      await showForm(
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
}
