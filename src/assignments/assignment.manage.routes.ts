// The page from which a coordinator looks after an assignment: its state, its applications, and pause, resume, close (with a way back), copy and places.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { openedBy } from '../notifications/opened.ts';
import { mayWork } from '../organisations/organisation.policy.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused } from '../platform/refused.ts';
import { COORDINATOR_CLOSE_REASONS } from '../taxonomies/taxonomies.ts';
import type { Services } from '../services.ts';
import { caseOf } from './assignment.case.ts';
import { revisionsView } from '../moderation/moderation.view.ts';
import { ownAssignment } from './assignment.owner.ts';
import { mayMoveAsCoordinator } from './assignment.policy.ts';
import { closeForm, placesForm } from './assignment.schema.ts';
import { compareAssignments, proposalView } from './assignment.comparison.view.ts';
import { assignmentView, decisionView, noQueue } from './assignment.view.ts';

/** Those who wait for the organisation come first, those who have ended last. */
const order = ['submitted', 'waitlisted', 'offered', 'matched'];

const closeOptions = COORDINATOR_CLOSE_REASONS.map((value) => ({
  value,
  key: `taxonomies.closeReason.${value}` as const,
}));

export function assignmentManageRoutes(services: Services): Router {
  const { assignments, applications, organisations, accounts, notifications, moderation, revisions } =
    services;
  const { clock, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/assignments/:id/manage', signedIn, manage);
  router.post('/assignments/:id/pause', signedIn, often, pause);
  router.post('/assignments/:id/resume', signedIn, often, resume);
  router.get('/assignments/:id/close', signedIn, askClose);
  router.post('/assignments/:id/close', signedIn, often, close);
  router.post('/assignments/:id/reopen', signedIn, often, reopen);
  router.post('/assignments/:id/copy', signedIn, often, copy);
  router.post('/assignments/:id/places', signedIn, often, changePlaces);
  router.post('/assignments/:id/proposal/withdraw', signedIn, often, withdrawProposal);
  return router;

  async function manage(request: Request, response: Response): Promise<void> {
    await showManage(request, response, emptyForm, 200);
  }

  async function showManage(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const actor = actorOf(request);
    const assignment = await ownAssignment(services, request);
    const id = String(assignment._id);
    await openedBy(request, response, notifications, `assignment:${id}`);
    const [organisation, queues, all, decisions, sent] = await Promise.all([
      organisations.find(String(assignment.organisation)),
      applications.queues([assignment._id]),
      applications.ofAssignment(id),
      moderation.history(id),
      revisions.of(id),
    ]);
    const people = new Map(
      (await accounts.many(all.map(({ person }) => String(person)))).map((one) => [
        String(one._id),
        one.name,
      ]),
    );
    const rows = all.map((one) => ({
      id: String(one._id),
      name: people.get(String(one.person)) ?? '',
      status: one.status,
      statusKey: `applications.state.${one.status}`,
      submittedAt: one.submittedAt,
      waits: one.status === 'submitted',
    }));
    const view = assignmentView(
      assignment,
      queues.get(id) ?? noQueue,
      actor,
      response.locals.lang,
      clock.now(),
    );
    const said = (flag: string): boolean => request.query[flag] === '1';
    const place = (row: { status: string }): number =>
      order.includes(row.status) ? order.indexOf(row.status) : order.length;
    // After a form that was refused this is still the page to look after it from, for the other language and for live.js.
    if (request.method === 'POST') response.locals.path = `/assignments/${id}/manage`;
    page(
      response,
      'assignments/manage',
      {
        standing: view.standingKey,
        title: { key: 'assignments.manage.title', values: { title: assignment.title } },
        breadcrumb: [
          { href: '/home', key: 'layout.nav.home' },
          { href: `/organisations/${String(organisation._id)}`, text: organisation.name },
          { text: assignment.title },
        ],
        assignment: view,
        organisation: {
          id: String(organisation._id),
          name: organisation.name,
          approved: organisation.status === 'approved',
        },
        // Before anybody could apply there is nothing to answer or to count.
        begun: view.isShown || rows.length > 0,
        applications: rows.toSorted((a, b) => place(a) - place(b)),
        decision: decisionView(decisions, assignment),
        proposal: proposalView(assignment),
        beforeKey: 'moderation.compare.before.approved',
        revisions: await revisionsView(sent, accounts, compareAssignments),
        submitted: said('submitted') && assignment.status === 'pending',
        withdrawn: said('withdrawn') && assignment.proposed === undefined,
        saved: said('saved'),
        reopened: said('reopened') && assignment.status !== 'closed',
        undoneSoon: said('closed') && view.undoUntil !== undefined,
        mayCopy: mayWork(organisation.status),
        closeOptions,
        form: {
          ...form,
          values: { places: String(assignment.places), others: String(assignment.others), ...form.values },
        },
        lost: lost && { key: lost.key, values: lost.values },
      },
      status,
    );
  }

  async function pause(request: Request, response: Response): Promise<void> {
    await trying(request, response, () => assignments.pause(actorOf(request), idOf(request)));
  }

  async function resume(request: Request, response: Response): Promise<void> {
    await trying(request, response, () => assignments.resume(actorOf(request), idOf(request)));
  }

  /** Where a closing concerns people, what follows for whom is said first. */
  async function askClose(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const id = idOf(request);
    const concerned = await concernedBy(id);
    if (!mayMoveAsCoordinator(actorOf(request), caseOf(assignment), 'close').allowed) {
      seeOther(response, `/assignments/${id}/manage`);
      return;
    }
    const reason = COORDINATOR_CLOSE_REASONS.find((one) => one === request.query['reason']);
    page(response, 'assignments/close', {
      title: { key: 'assignments.close.title', values: { title: assignment.title } },
      breadcrumb: [
        { href: '/home', key: 'layout.nav.home' },
        { href: `/assignments/${id}/manage`, text: assignment.title },
        { key: 'assignments.manage.close' },
      ],
      id,
      concerned,
      nobody: concerned.waiting + concerned.matched === 0,
      calledOff: reason === 'cancelled',
      reason: reason && { value: reason, key: `taxonomies.closeReason.${reason}` },
      closeOptions,
      form: emptyForm,
    });
  }

  async function withdrawProposal(request: Request, response: Response): Promise<void> {
    await trying(
      request,
      response,
      () => assignments.withdrawProposal(actorOf(request), idOf(request)),
      '?withdrawn=1',
    );
  }

  async function close(request: Request, response: Response): Promise<void> {
    await ownAssignment(services, request);
    const id = idOf(request);
    const form = readForm(closeForm, request.body);
    if (!form.ok) {
      await showManage(request, response, form.form, 422);
      return;
    }
    const { reason, told } = form.data;
    const { waiting, matched } = await concernedBy(id);
    if (!told && waiting + matched > 0) {
      seeOther(response, `/assignments/${id}/close?reason=${reason}`);
      return;
    }
    await trying(request, response, () => assignments.close(actorOf(request), id, reason), '?closed=1');
  }

  /** Those who have something to lose by a closing. */
  async function concernedBy(id: string): Promise<{ waiting: number; matched: number }> {
    const all = await applications.ofAssignment(id);
    const inState = (...states: string[]): number =>
      all.filter(({ status }) => states.includes(status)).length;
    return { waiting: inState('submitted', 'waitlisted', 'offered'), matched: inState('matched') };
  }

  async function reopen(request: Request, response: Response): Promise<void> {
    await trying(request, response, () => assignments.reopen(actorOf(request), idOf(request)), '?reopened=1');
  }

  async function copy(request: Request, response: Response): Promise<void> {
    const { id, lostTimes } = await assignments.copy(actorOf(request), idOf(request));
    seeOther(response, `/assignments/${id}/edit/1?copied=${lostTimes ? 'words' : 'all'}`);
  }

  async function changePlaces(request: Request, response: Response): Promise<void> {
    await ownAssignment(services, request);
    const form = readForm(placesForm, request.body);
    if (!form.ok) {
      await showManage(request, response, form.form, 422);
      return;
    }
    try {
      await assignments.save(actorOf(request), idOf(request), form.data);
    } catch (error) {
      if (!(error instanceof Refused) || error.key !== 'assignments.refused.places') throw error;
      await showManage(
        request,
        response,
        refusedForm(form.values, [{ name: 'places', key: error.key, values: error.values }]),
        error.status,
      );
      return;
    }
    seeOther(response, `/assignments/${idOf(request)}/manage?saved=1`);
  }

  /** Somebody who was first, in another tab or as another coordinator: the page as it now is, with a sentence. */
  async function trying(
    request: Request,
    response: Response,
    work: () => Promise<void>,
    query = '',
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await showManage(request, response, emptyForm, error.status, error);
      return;
    }
    seeOther(response, `/assignments/${idOf(request)}/manage${query}`);
  }
}
