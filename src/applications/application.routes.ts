// Pages of applications: apply, see how far it has come, and every move that a person can make.
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { assignmentCard, noQueue } from '../assignments/assignment.view.ts';
import { restNotice } from '../organisations/organisation.view.ts';
import { readForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { calendarFile } from './application.calendar.ts';
import { caseOf } from './application.case.ts';
import { mayMoveAsCoordinator, mayMoveAsVolunteer } from './application.policy.ts';
import { createApplicationPage, lostBy } from './application.page.routes.ts';
import type { Lost } from './application.page.routes.ts';
import { applyForm, cancelForm, declineForm, messageLength } from './application.schema.ts';
import { adultAge } from './application.standing.ts';
import { proposalRoutes } from './application.proposal.routes.ts';
import { consentRoutes, countMail, ownAddress } from './application.consent.routes.ts';
import { extractRoutes } from './application.extract.routes.ts';
import { talkRoutes } from './application.talk.routes.ts';
import { calendarText } from './application.view.ts';

export function applicationRoutes(services: Services): Router {
  const { accounts, applications, assignments, organisations, clock, limits, config } = services;
  const applicationPage = createApplicationPage(services);
  const { show, trying, mend } = applicationPage;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/assignments/:id/apply', signedIn, askApply);
  router.post('/assignments/:id/apply', signedIn, limited(limits, 'apply'), apply);
  router.get('/applications/:id', signedIn, (request, response) => show(request, response, emptyForm, 200));
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
  router.use(talkRoutes(services, applicationPage));
  router.use(proposalRoutes(services, applicationPage));
  router.use(consentRoutes(services, applicationPage));
  router.use(extractRoutes(services, applicationPage));
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
    const [organisation, state, queues, person] = await Promise.all([
      organisations.find(String(assignment.organisation)),
      applications.standing(actor, assignment),
      applications.queues([assignment._id]),
      accounts.get(actor.id),
    ]);
    const queue = queues.get(String(assignment._id)) ?? noQueue;
    // What is no longer possible needs no mending.
    const tooLate = !state.may && status === 422;
    page(
      response,
      'applications/apply',
      {
        title: { key: 'applications.apply.title', values: { title: assignment.title } },
        breadcrumb: [
          { href: '/assignments', key: 'assignments.list.title' },
          { href: `/assignments/${idOf(request)}`, text: assignment.title },
          { key: state.heading },
        ],
        assignment: { id: idOf(request), title: assignment.title, queued: queue.queued },
        card: assignmentCard(assignment, organisation.name, queue, response.locals.lang, clock.now()),
        organisation: { id: String(organisation._id), name: organisation.name },
        rest: restNotice(organisation, response.locals.lang, clock.now()),
        apply: state,
        isProtected: person.isProtected === true,
        tickOptions: assignment.requirements.map((text, index) => ({ value: String(index), text })),
        maxLength: messageLength.max,
        isYounger: ['born', 'guardianName', 'guardianEmail'].some(
          (name) => form.values[name] || form.errors[name] !== undefined,
        ),
        form: tooLate ? { ...emptyForm, values: form.values } : form,
        lost,
      },
      tooLate ? 409 : status,
    );
  }

  async function apply(request: Request, response: Response): Promise<void> {
    const assignment = await assignments.read(actorOf(request), idOf(request));
    const asked = { ...assignment, adultAge: adultAge(assignment) };
    const form = readForm(applyForm(assignment.requirements, asked, clock.now()), request.body);
    if (!form.ok) {
      await showApply(request, response, form.form, 422);
      return;
    }
    const actor = actorOf(request);
    const { message, minor } = form.data;
    const own = minor && (await ownAddress(services, actor.id, minor.guardian, form.values));
    if (own !== undefined) return showApply(request, response, own, 422);
    try {
      if (minor !== undefined) await countMail(services, actor.id, minor.guardian);
      const text = {
        message,
        ticks: assignment.requirements,
        ...(minor === undefined ? {} : { minor: { ...minor, language: response.locals.lang } }),
      };
      seeOther(response, `/applications/${await applications.apply(actor, idOf(request), text)}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await showApply(request, response, { ...emptyForm, values: form.values }, error.status, lostBy(error));
    }
  }

  /** A move without a form. Losing a race gives the page as it now is, with a sentence. */
  function moving(move: (actor: ReturnType<typeof actorOf>, id: string) => Promise<void>) {
    return async (request: Request, response: Response, _next: NextFunction): Promise<void> => {
      await trying(request, response, () => move(actorOf(request), idOf(request)));
    };
  }

  async function decline(request: Request, response: Response): Promise<void> {
    const form = readForm(declineForm, request.body);
    if (form.ok)
      await trying(request, response, () => applications.decline(actorOf(request), idOf(request), form.data));
    else await mend(request, response, form.form, () => insistOn(request, 'decline'), 'decline');
  }

  async function cancel(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(cancelForm, request.body);
    if (!form.ok) {
      await mend(request, response, form.form, () => insistOn(request, 'cancel'), 'cancel');
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

  /** Insists on what the move would insist on. */
  async function insistOn(request: Request, move: 'decline' | 'cancel'): Promise<void> {
    const actor = actorOf(request);
    const application = await applications.read(actor, idOf(request));
    const assignment = await assignments.find(String(application.assignment));
    const about = caseOf(application);
    insist(
      move === 'cancel' && about.person === actor.id
        ? mayMoveAsVolunteer(actor, about, assignment, move, clock.now())
        : mayMoveAsCoordinator(actor, about, assignment, move, clock.now()),
    );
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
