// Pages of applications: apply, see how far it has come, and every move that a person can make.
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { assignmentCard, noQueue } from '../assignments/assignment.view.ts';
import { openedBy } from '../notifications/opened.ts';
import { readForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { MessageKey, MessageValues } from '../platform/i18n/translate.ts';
import { CANCEL_REASONS, DECLINE_REASONS } from '../taxonomies/taxonomies.ts';
import type { Services } from '../services.ts';
import { calendarFile } from './application.calendar.ts';
import { caseOf } from './application.case.ts';
import { mayMoveAsCoordinator, mayMoveAsVolunteer } from './application.policy.ts';
import { applyForm, cancelForm, declineForm, messageLength } from './application.schema.ts';
import { adultAge } from './application.standing.ts';
import { applicationView, calendarText } from './application.view.ts';

export function applicationRoutes(services: Services): Router {
  const { accounts, applications, assignments, organisations, notifications, clock, limits, config } =
    services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/assignments/:id/apply', signedIn, askApply);
  router.post('/assignments/:id/apply', signedIn, limited(limits, 'apply'), apply);
  router.get('/applications/:id', signedIn, show);
  router.get('/applications/:id/calendar.ics', signedIn, calendar);
  router.post(
    '/applications/:id/offer',
    signedIn,
    often,
    moving((actor, id) => applications.offer(actor, id)),
  );
  router.post(
    '/applications/:id/queue',
    signedIn,
    often,
    moving((actor, id) => applications.queue(actor, id)),
  );
  router.post(
    '/applications/:id/confirm',
    signedIn,
    often,
    moving((actor, id) => applications.moveOwn(actor, id, 'confirm')),
  );
  router.post(
    '/applications/:id/withdraw',
    signedIn,
    often,
    moving((actor, id) => applications.moveOwn(actor, id, 'withdraw')),
  );
  router.post('/applications/:id/decline', signedIn, often, decline);
  router.post('/applications/:id/cancel', signedIn, often, cancel);
  return router;

  async function askApply(request: Request, response: Response): Promise<void> {
    await showApply(request, response, emptyForm, 200);
  }

  async function showApply(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    lost?: Lost,
  ): Promise<void> {
    const actor = actorOf(request);
    const assignment = await assignments.read(actor, idOf(request));
    const [organisation, state, queues] = await Promise.all([
      organisations.find(String(assignment.organisation)),
      applications.standing(actor, assignment),
      applications.queues([assignment._id]),
    ]);
    const queue = queues.get(String(assignment._id)) ?? noQueue;
    // What is no longer possible needs no mending.
    const tooLate = !state.may && status === 422;
    page(
      response,
      'applications/apply',
      {
        title: { key: 'applications.apply.title', values: { title: assignment.title } },
        assignment: { id: idOf(request), title: assignment.title, queued: queue.queued },
        card: assignmentCard(assignment, organisation.name, queue, response.locals.lang, clock.now()),
        organisation: { id: String(organisation._id), name: organisation.name },
        apply: state,
        tickOptions: assignment.requirements.map((text, index) => ({ value: String(index), text })),
        maxLength: messageLength.max,
        form: tooLate ? { ...emptyForm, values: form.values } : form,
        lost,
      },
      tooLate ? 409 : status,
    );
  }

  async function apply(request: Request, response: Response): Promise<void> {
    const assignment = await assignments.read(actorOf(request), idOf(request));
    const form = readForm(applyForm(assignment.requirements, adultAge(assignment)), request.body);
    if (!form.ok) {
      await showApply(request, response, form.form, 422);
      return;
    }
    try {
      const text = { message: form.data.message, ticks: assignment.requirements };
      seeOther(response, `/applications/${await applications.apply(actorOf(request), idOf(request), text)}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await showApply(request, response, { ...emptyForm, values: form.values }, error.status, lostBy(error));
    }
  }

  async function show(request: Request, response: Response): Promise<void> {
    await showApplication(request, response, emptyForm, 200);
  }

  async function showApplication(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    lost?: Lost,
  ): Promise<void> {
    const actor = actorOf(request);
    const application = await applications.read(actor, idOf(request));
    await openedBy(request, response, notifications, `application:${idOf(request)}`);
    response.locals.unread = await notifications.unread(actor.id);
    const [assignment, organisation, volunteer, queues] = await Promise.all([
      assignments.find(String(application.assignment)),
      organisations.find(String(application.organisation)),
      accounts.get(String(application.person)),
      applications.queues([application.assignment]),
    ]);
    const parts = {
      application,
      assignment,
      organisation: { id: String(organisation._id), name: organisation.name },
      volunteer,
      contact: await accounts.get(String(assignment.contact)),
      queue: queues.get(String(assignment._id)) ?? noQueue,
    };
    const view = applicationView(parts, actor, response.locals.lang, clock.now());
    // After a move that was refused this is still the page of the application, for the other language and for live.js.
    response.locals.path = `/applications/${view.id}`;
    page(
      response,
      'applications/show',
      {
        title: { key: 'applications.show.title', values: { title: assignment.title } },
        application: view,
        breadcrumb: [
          { href: '/home', key: 'layout.nav.home' },
          ...(view.isVolunteer
            ? [{ text: assignment.title }]
            : [
                { href: `/assignments/${view.assignment.id}/manage`, text: assignment.title },
                { text: volunteer.name },
              ]),
        ],
        declineOptions: DECLINE_REASONS.map((value) => ({ value, key: `taxonomies.declineReason.${value}` })),
        cancelOptions: CANCEL_REASONS.map((value) => ({ value, key: `taxonomies.cancelReason.${value}` })),
        form,
        lost,
      },
      status,
    );
  }

  /** A move without a form. Losing a race gives the page as it now is, with a sentence. */
  function moving(move: (actor: ReturnType<typeof actorOf>, id: string) => Promise<void>) {
    return async (request: Request, response: Response, _next: NextFunction): Promise<void> => {
      await trying(request, response, () => move(actorOf(request), idOf(request)));
    };
  }

  async function trying(request: Request, response: Response, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await showApplication(request, response, emptyForm, error.status, lostBy(error));
      return;
    }
    seeOther(response, `/applications/${idOf(request)}`);
  }

  async function decline(request: Request, response: Response): Promise<void> {
    const form = readForm(declineForm, request.body);
    if (form.ok)
      await trying(request, response, () => applications.decline(actorOf(request), idOf(request), form.data));
    else await mend(request, response, form.form, 'decline');
  }

  async function cancel(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(cancelForm, request.body);
    if (!form.ok) {
      await mend(request, response, form.form, 'cancel');
      return;
    }
    const application = await applications.read(actor, idOf(request));
    const isVolunteer = String(application.person) === actor.id;
    await trying(request, response, () =>
      isVolunteer
        ? applications.moveOwn(actor, idOf(request), 'cancel', form.data)
        : applications.cancelAsCoordinator(actor, idOf(request), form.data),
    );
  }

  /** The form again with what to mend, unless the move itself is out of reach. */
  async function mend(
    request: Request,
    response: Response,
    form: FormState,
    move: 'decline' | 'cancel',
  ): Promise<void> {
    const actor = actorOf(request);
    const application = await applications.read(actor, idOf(request));
    const assignment = await assignments.find(String(application.assignment));
    const about = caseOf(application);
    const verdict =
      move === 'cancel' && about.person === actor.id
        ? mayMoveAsVolunteer(actor, about, assignment, move, clock.now())
        : mayMoveAsCoordinator(actor, about, assignment, move, clock.now());
    if (verdict.allowed) await showApplication(request, response, form, 422);
    else await trying(request, response, async () => insist(verdict));
  }

  async function calendar(request: Request, response: Response): Promise<void> {
    const application = await applications.read(actorOf(request), idOf(request));
    if (application.status !== 'matched') throw missing();
    const assignment = await assignments.find(String(application.assignment));
    const organisation = await organisations.find(String(application.organisation));
    const text = calendarText(
      assignment,
      organisation.name,
      response.locals.lang,
      config.baseUrl,
      idOf(request),
    );
    const file = calendarFile(assignment, text, clock.now());
    if (file === undefined) throw missing();
    response.type('text/calendar; charset=utf-8').attachment('handslag.ics').send(file);
  }
}

interface Lost {
  key: MessageKey;
  values: MessageValues;
}

function lostBy(error: Refused): Lost {
  return { key: error.key, values: error.values };
}
