// The page on which coordinators say when their organisation rests.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import type { FormState } from '../platform/http/page.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { REST_KINDS } from '../taxonomies/taxonomies.ts';
import { ownOrganisation } from './organisation.owner.ts';
import { restFault } from './organisation.rest.policy.ts';
import { restForm, restRemovalForm } from './organisation.schema.ts';
import { organisationView, restView } from './organisation.view.ts';

export function restRoutes(services: Services): Router {
  const { clock, limits, organisations } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/organisations/:id/rests', signedIn, show);
  router.post('/organisations/:id/rests', signedIn, often, add);
  router.post('/organisations/:id/rests/remove', signedIn, often, remove);
  return router;

  async function show(request: Request, response: Response): Promise<void> {
    await showRests(request, response, emptyForm, 200);
  }

  async function showRests(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    const id = idOf(request);
    page(
      response,
      'organisations/rests',
      {
        title: { key: 'organisations.rests.title', values: { organisation: organisation.name } },
        breadcrumb: [
          { href: '/home', key: 'layout.nav.home' },
          { href: `/organisations/${id}`, text: organisation.name },
          { key: 'organisations.rests.heading' },
        ],
        organisation: organisationView(organisation, actorOf(request)),
        rests: (organisation.rests ?? []).map((rest) => ({
          ...restView(rest, response.locals.lang),
          from: rest.from,
        })),
        kindOptions: REST_KINDS.map((value) => ({ value, key: `taxonomies.restKind.${value}` as const })),
        saved: request.query['saved'] === '1',
        form,
      },
      status,
    );
  }

  async function add(request: Request, response: Response): Promise<void> {
    const organisation = await ownOrganisation(services, request);
    const form = readForm(restForm, request.body);
    if (!form.ok) {
      await showRests(request, response, form.form, 422);
      return;
    }
    const fault = restFault(organisation, form.data, clock.now());
    if (fault !== undefined) {
      const { field, ...message } = fault;
      await showRests(request, response, refusedForm(form.values, [{ name: field, ...message }]), 422);
      return;
    }
    await organisations.addRest(actorOf(request), idOf(request), form.data);
    seeOther(response, `/organisations/${idOf(request)}/rests?saved=1`);
  }

  async function remove(request: Request, response: Response): Promise<void> {
    await ownOrganisation(services, request);
    const form = readForm(restRemovalForm, request.body);
    if (!form.ok) throw missing();
    await organisations.removeRest(actorOf(request), idOf(request), form.data.rest);
    seeOther(response, `/organisations/${idOf(request)}/rests`);
  }
}
