// The page of an application as its two sides see it: answers every form on it, with what was typed where something is to be mended, and
// with the page as it now is where somebody was first.
import type { Request, Response } from 'express';
import { actorOf } from '../accounts/guards.ts';
import { noQueue } from '../assignments/assignment.view.ts';
import { openedBy } from '../notifications/opened.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import type { MessageKey, MessageValues } from '../platform/i18n/translate.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { CANCEL_REASONS, DECLINE_REASONS } from '../taxonomies/taxonomies.ts';
import { awaitedView, guardianValues } from './application.awaited.view.ts';
import { noteLength } from './application.schema.ts';
import { proposalDates } from './application.proposal.view.ts';
import { applicationView } from './application.view.ts';

export interface Lost {
  key: MessageKey;
  values: MessageValues;
}

/** The forms of the page that are folded away until they are wanted. */
export type FoldedForm = 'decline' | 'cancel' | 'propose';

export function createApplicationPage(services: Services) {
  const { accounts, applications, assignments, organisations, notifications, clock } = services;

  async function show(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    rest: { lost?: Lost; unfolded?: FoldedForm } = {},
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
      organisation: {
        id: String(organisation._id),
        name: organisation.name,
        rests: organisation.rests ?? [],
      },
      volunteer,
      contact: await accounts.find(String(assignment.contact)),
      queue: queues.get(String(assignment._id)) ?? noQueue,
    };
    const view = applicationView(parts, actor, response.locals.lang, clock.now());
    const shownTo = application.extract?.to;
    const awaited = awaitedView(
      {
        application,
        assignment,
        guardianAddress: view.isVolunteer ? await applications.guardianAddress(application._id) : undefined,
        shownTo: shownTo === undefined ? undefined : (await accounts.find(String(shownTo)))?.name,
      },
      actor,
      clock.now(),
    );
    // After a move that was refused this is still the page of the application, for the other language and for live.js.
    response.locals.path = `/applications/${view.id}`;
    page(
      response,
      'applications/show',
      {
        standing: view.statusKey,
        title: { key: 'applications.show.title', values: { title: assignment.title } },
        application: view,
        awaited,
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
        noteMax: noteLength.max,
        proposalDates: proposalDates(clock.now()),
        form: form === emptyForm ? { ...form, values: guardianValues(awaited) } : form,
        ...rest,
      },
      status,
    );
  }

  /** False if it was refused, to somebody who was first: then the page as it now is was the answer, with a sentence. */
  async function attempt(request: Request, response: Response, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await show(request, response, emptyForm, error.status, { lost: lostBy(error) });
      return false;
    }
  }

  async function trying(request: Request, response: Response, work: () => Promise<void>): Promise<void> {
    if (await attempt(request, response, work)) seeOther(response, `/applications/${idOf(request)}`);
  }

  /** The form again with what to mend, unless what it is for is out of reach; `insisting` is refused then. */
  async function mend(
    request: Request,
    response: Response,
    form: FormState,
    insisting: () => Promise<void>,
    unfolded?: FoldedForm,
  ): Promise<void> {
    if (await attempt(request, response, insisting))
      await show(request, response, form, 422, unfolded === undefined ? {} : { unfolded });
  }

  return { show, trying, mend };
}

export type ApplicationPage = ReturnType<typeof createApplicationPage>;

export function lostBy(error: Refused): Lost {
  return { key: error.key, values: error.values };
}
