// Staff's page of a person: found by the whole address or from where staff meets them, and shown once it is said, and logged, why.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, staffOnly } from '../accounts/guards.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import type { Services } from '../services.ts';
import { LOOK_REASONS } from '../taxonomies/taxonomies.ts';
import { lookForm, personSearchForm } from './look.schema.ts';
import { looksView, personView } from './person.view.ts';

const crumb = { href: '/staff', key: 'moderation.queue.title' };
const reasonOptions = LOOK_REASONS.map((value) => ({ value, key: `taxonomies.lookReason.${value}` }));

export function personRoutes(services: Services): Router {
  const { accounts, applications, joinRequests, looks, organisations, limits } = services;
  const router = Router();
  const often = limited(limits, 'look');
  router.get('/staff/people', staffOnly, (_request, response) => {
    askWhom(response, emptyForm, 200);
  });
  router.post('/staff/people', staffOnly, often, search);
  router.get('/staff/people/:id', staffOnly, show);
  router.post('/staff/people/:id', staffOnly, often, look);
  return router;

  function askWhom(response: Response, form: FormState, status: number): void {
    page(
      response,
      'moderation/people',
      { title: 'moderation.person.search', breadcrumb: [crumb], reasonOptions, form },
      status,
    );
  }

  async function search(request: Request, response: Response): Promise<void> {
    const form = readForm(personSearchForm, request.body);
    if (!form.ok) {
      askWhom(response, form.form, 422);
      return;
    }
    const { email, ...why } = form.data;
    const found = await accounts.findByEmail(email);
    if (found === null) {
      askWhom(response, refusedForm(form.values, [{ name: 'email', key: 'moderation.person.none' }]), 422);
      return;
    }
    await looks.begin(actorOf(request), String(found._id), why);
    seeOther(response, `/staff/people/${String(found._id)}`);
  }

  async function look(request: Request, response: Response): Promise<void> {
    const form = readForm(lookForm, request.body);
    if (!form.ok) {
      askWhy(response, await accounts.get(idOf(request)), form.form, 422);
      return;
    }
    await looks.begin(actorOf(request), idOf(request), form.data);
    seeOther(response, `/staff/people/${idOf(request)}`);
  }

  /** Until it is said why, no more is shown than everybody sees. */
  function askWhy(response: Response, person: PersonDocument, form: FormState, status: number): void {
    page(
      response,
      'moderation/look',
      {
        title: { key: 'moderation.person.title', values: { name: person.name } },
        breadcrumb: [crumb, { text: person.name }],
        whom: { id: String(person._id), name: person.name },
        reasonOptions,
        form,
      },
      status,
    );
  }

  async function show(request: Request, response: Response): Promise<void> {
    const id = idOf(request);
    const person = await accounts.get(id);
    if (!(await looks.isOpen(actorOf(request), id))) {
      askWhy(response, person, emptyForm, 200);
      return;
    }
    const [own, asked, counts, looked] = await Promise.all([
      organisations.coordinatedBy(id),
      joinRequests.waitingOf(id),
      applications.countOf(id),
      looks.of(id),
    ]);
    const [theirs, asks, staff] = await Promise.all([
      organisations.many(own),
      organisations.many(asked.map(({ organisation }) => String(organisation))),
      accounts.many([...new Set(looked.map(({ by }) => String(by)))]),
    ]);
    page(response, 'moderation/person', {
      title: { key: 'moderation.person.title', values: { name: person.name } },
      breadcrumb: [crumb, { text: person.name }],
      whom: personView(person, { organisations: theirs, asks, applications: counts }),
      looks: looksView(looked, staff),
    });
  }
}
