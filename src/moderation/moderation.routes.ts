// Pages of staff: the queue, and each thing with its decision and its log. For everybody else they do not exist.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { contactShownTo } from '../accounts/contact.policy.ts';
import { actorOf, limited, staffOnly } from '../accounts/guards.ts';
import { compareAssignments, proposalView } from '../assignments/assignment.comparison.view.ts';
import { assignmentView, noQueue } from '../assignments/assignment.view.ts';
import { organisationView } from '../organisations/organisation.view.ts';
import { openedBy } from '../notifications/opened.ts';
import { readForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { decisionForm, organisationDecisionForm } from './moderation.schema.ts';
import {
  decisionsFor,
  historyView,
  nextInQueue,
  queueView,
  readersText,
  reasonOptions,
  reviewView,
  revisionsView,
  sinceDecision,
  thingsIn,
} from './moderation.view.ts';

export function moderationRoutes(services: Services): Router {
  const { accounts, assignments, joinRequests, moderation, notifications, organisations } = services;
  const { readings, revisions, clock, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');
  router.get('/staff', staffOnly, queue);
  router.get('/staff/organisations/:id', staffOnly, showOrganisation);
  router.post('/staff/organisations/:id/decide', staffOnly, often, decideOrganisation);
  router.get('/staff/assignments/:id', staffOnly, showAssignment);
  router.post('/staff/assignments/:id/decide', staffOnly, often, decideAssignment);
  return router;

  async function queue(request: Request, response: Response): Promise<void> {
    const items = await moderation.queue(actorOf(request));
    page(response, 'moderation/queue', {
      title: 'moderation.queue.title',
      items: queueView(items, await readings.others(actorOf(request), thingsIn(items)), clock.now()),
      count: items.length,
      joins: (await joinRequests.forStaff()).map(({ _id, name }) => ({ id: String(_id), name })),
      decided: request.query['decided'] === '1',
    });
  }

  /**
   * What was told of the thing is read now; after a decision that was refused this is still the page of the thing. Gives what every such page shows.
   * A page that only renews itself (public/js/live.js) is not read anew.
   */
  async function opened(request: Request, response: Response, thing: string) {
    const actor = actorOf(request);
    await openedBy(request, response, notifications, thing);
    response.locals.path = `/staff/${thing.replace(':', 's/')}`;
    if (request.get('sec-fetch-dest') !== 'empty') await readings.begin(actor, thing);
    return {
      thing,
      readers: readersText((await readings.others(actor, [thing])).get(thing)),
      decided: request.query['decided'] === '1',
    };
  }

  /** On to what is next in the queue. */
  async function goOn(request: Request, response: Response): Promise<void> {
    const next = nextInQueue(await moderation.queue(actorOf(request)), actorOf(request));
    seeOther(response, `${next ?? '/staff'}?decided=1`);
  }

  async function showOrganisation(request: Request, response: Response): Promise<void> {
    await organisationPage(request, response, emptyForm, 200);
  }

  async function organisationPage(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const id = idOf(request);
    const organisation = await organisations.find(id);
    const common = await opened(request, response, `organisation:${id}`);
    const [all, people, history] = await Promise.all([
      assignments.ofOrganisation(id),
      accounts.many(organisation.coordinators.map(String)),
      moderation.history(id),
    ]);
    const { number, confirmed } = organisation;
    const [holders, requests, forStaff] = await Promise.all([
      number === undefined ? [] : organisations.holdersOf(number),
      joinRequests.waitingAt(id),
      joinRequests.isStaffs(organisation),
    ]);
    const others = holders.filter(({ _id }) => String(_id) !== id);
    const named = await accounts.many([
      ...requests.map(({ person }) => String(person)),
      ...(confirmed === undefined ? [] : [String(confirmed.by)]),
    ]);
    const nameOf = (id: unknown) => {
      const person = named.find(({ _id }) => String(_id) === String(id));
      return person && contactShownTo('staff', person);
    };
    page(
      response,
      'moderation/organisation',
      {
        ...common,
        standing: `organisations.state.${organisation.status}`,
        title: { key: 'moderation.organisation.title', values: { name: organisation.name } },
        breadcrumb: [{ href: '/staff', key: 'moderation.queue.title' }, { text: organisation.name }],
        organisation: {
          ...organisationView(organisation, null),
          ...reviewView(organisation, clock.now()),
          revision: organisation.revision,
        },
        others: others.map(({ _id, name, status: state }) => ({
          id: String(_id),
          name,
          statusKey: `organisations.state.${state}` as const,
        })),
        confirmedBy: confirmed && (nameOf(confirmed.by)?.name ?? ''),
        confirmedAt: confirmed?.at,
        forStaff,
        requests: requests.map(({ _id, person, message, at }) => ({
          id: String(_id),
          person: String(person),
          ...nameOf(person),
          message,
          at,
        })),
        coordinators: people.map((one) => ({ id: String(one._id), ...contactShownTo('staff', one) })),
        assignments: all.map((one) => ({
          id: String(one._id),
          title: one.title,
          statusKey: `assignments.state.${one.status}` as const,
        })),
        history: await historyView(history, accounts),
        asksShown: organisation.status === 'pending',
        decisionOptions: decisionsFor('organisation', organisation.status),
        reasonOptions: reasonOptions('organisation'),
        form,
        lost: lost && { key: lost.key, values: lost.values },
      },
      status,
    );
  }

  async function decideOrganisation(request: Request, response: Response): Promise<void> {
    const form = readForm(organisationDecisionForm, request.body);
    if (!form.ok) {
      await organisationPage(request, response, form.form, 422);
      return;
    }
    try {
      await moderation.decideOrganisation(actorOf(request), idOf(request), form.data);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await organisationPage(request, response, saidAgain(form.values), error.status, error);
      return;
    }
    await goOn(request, response);
  }

  async function showAssignment(request: Request, response: Response): Promise<void> {
    await assignmentPage(request, response, emptyForm, 200);
  }

  async function assignmentPage(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const id = idOf(request);
    const assignment = await assignments.find(id);
    const common = await opened(request, response, `assignment:${id}`);
    const [organisation, history, sent, all] = await Promise.all([
      organisations.find(String(assignment.organisation)),
      moderation.history(id),
      revisions.of(id),
      assignments.ofOrganisation(String(assignment.organisation)),
    ]);
    const proposal = proposalView(assignment);
    const first = all.every((one) => one.publishedAt === undefined);
    page(
      response,
      'moderation/assignment',
      {
        ...common,
        standing: `assignments.state.${assignment.status}`,
        title: { key: 'moderation.assignment.title', values: { title: assignment.title } },
        breadcrumb: [{ href: '/staff', key: 'moderation.queue.title' }, { text: assignment.title }],
        assignment: {
          ...assignmentView(assignment, noQueue, null, response.locals.lang, clock.now()),
          ...reviewView(assignment, clock.now(), first ? ['first'] : []),
          ...(assignment.proposed?.status === 'pending' ? { statusKey: 'moderation.queue.changed' } : {}),
        },
        compareKey: `moderation.compare.${proposal === undefined ? 'returned' : assignment.proposed?.status === 'pending' ? 'proposed' : 'waits'}`,
        beforeKey: `moderation.compare.before.${proposal === undefined ? 'decided' : 'approved'}`,
        comparison:
          proposal?.comparison ??
          (assignment.status === 'pending'
            ? sinceDecision(history, sent, assignment, compareAssignments)
            : undefined),
        revisions: await revisionsView(sent, accounts, compareAssignments),
        organisation: {
          name: organisation.name,
          href: `/staff/organisations/${String(organisation._id)}`,
          id: String(organisation._id),
          about: organisation.about,
          waits: organisation.status === 'pending',
        },
        history: await historyView(history, accounts),
        decisionOptions: decisionsFor('assignment', assignment.status, assignment.proposed?.status),
        reasonOptions: reasonOptions('assignment'),
        form,
        lost: lost && { key: lost.key, values: lost.values },
      },
      status,
    );
  }

  async function decideAssignment(request: Request, response: Response): Promise<void> {
    const form = readForm(decisionForm, request.body);
    if (!form.ok) {
      await assignmentPage(request, response, form.form, 422);
      return;
    }
    const { decision } = form.data;
    try {
      if (decision === 'lift') throw new Refused(409, 'moderation.refused.decided');
      await moderation.decideAssignment(actorOf(request), idOf(request), { ...form.data, decision });
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await assignmentPage(request, response, saidAgain(form.values), error.status, error);
      return;
    }
    await goOn(request, response);
  }
}

/** The decision is to be made anew on what the page shows now; the reasons that were written stay. */
function saidAgain({ reasons = [], text = '', shown = '' }: FormState['values']): FormState {
  return { ...emptyForm, values: { reasons, text, shown } };
}
