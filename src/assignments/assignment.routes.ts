// The page of an assignment, which everybody may open. Those of its coordinators are mounted first.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { placeView } from '../maps/map.view.ts';
import { similarCards } from '../fit/fit.cards.ts';
import type { OrganisationDocument } from '../organisations/organisation.model.ts';
import { restNotice } from '../organisations/organisation.view.ts';
import { openedBy } from '../notifications/opened.ts';
import { page } from '../platform/http/page.ts';
import { facts as languageFacts, pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { idOf } from '../platform/http/params.ts';
import { illustrationOf, pictureView } from '../pictures/picture.view.ts';
import { withHearts } from '../saved/saved.cards.ts';
import type { Services } from '../services.ts';
import { entryOf } from '../search/search.source.ts';
import { sharePath } from '../sharing/sharing.view.ts';
import { assignmentEditRoutes } from './assignment.edit.routes.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { assignmentPeopleRoutes } from './assignment.people.routes.ts';
import { assignmentManageRoutes } from './assignment.manage.routes.ts';
import { assignmentStepRoutes } from './assignment.step.routes.ts';
import { structuredAssignment } from './assignment.structured.view.ts';
import { assignmentView, noQueue } from './assignment.view.ts';

export function assignmentRoutes(services: Services): Router {
  const { assignments, applications, organisations, pictures, notifications, clock, fit } = services;
  const router = Router();

  router.use(assignmentEditRoutes(services));
  router.use(assignmentStepRoutes(services));
  router.use(assignmentManageRoutes(services));
  router.use(assignmentPeopleRoutes(services));
  router.get('/assignments/:id', show);
  return router;

  async function show(request: Request, response: Response): Promise<void> {
    const reader = request.user ?? null;
    const { lang } = response.locals;
    const assignment = await assignments.read(reader, idOf(request));
    const [organisation, queues, apply, shown] = await Promise.all([
      organisations.find(String(assignment.organisation)),
      applications.queues([assignment._id]),
      applications.standing(reader, assignment),
      pictures.shownOf([assignment._id]),
    ]);
    await openedBy(request, response, notifications, `assignment:${String(assignment._id)}`);
    const now = clock.now();
    const own = shown.get(String(assignment._id));
    const picture = own && pictureView(own);
    const shareImage = picture
      ? { path: picture.share, alt: picture.alt }
      : { path: sharePath(assignment), alt: assignment.title };
    const view = assignmentView(assignment, queues.get(String(assignment._id)) ?? noQueue, reader, lang, now);
    page(response, 'assignments/show', {
      standing: view.isOpen ? undefined : view.standingKey,
      title: { text: assignment.title },
      description: { text: [...assignment.description].slice(0, 160).join('') },
      breadcrumb: [{ href: '/assignments', key: 'assignments.list.title' }, { text: assignment.title }],
      assignment: view,
      map: placeView(assignment),
      heart: (await withHearts(services, request.user, [view]))[0]?.heart,
      similar: view.isShown
        ? await withHearts(services, request.user, similarTo(assignment, organisation, lang))
        : [],
      mailto: mailtoOf(assignment.title, response),
      organisation: {
        id: String(organisation._id),
        name: organisation.name,
        about: organisation.about,
        href: `/organisations/${String(organisation._id)}`,
      },
      picture,
      illustration: illustrationOf(assignment.causes),
      shareImage,
      structured: view.isOpen
        ? structuredAssignment(assignment, {
            organisation: { id: String(organisation._id), name: organisation.name },
            image: response.locals.baseUrl + shareImage.path,
            baseUrl: response.locals.baseUrl,
            lang,
            listTitle: languageFacts[lang].t('assignments.list.title'),
          })
        : undefined,
      rest: restNotice(organisation, lang, now),
      apply,
    });
  }

  /** What is open and like it, in whatever state it is itself. */
  function similarTo(assignment: AssignmentDocument, organisation: OrganisationDocument, lang: Language) {
    const entry = entryOf(assignment, { organisation, waiting: 0 });
    return similarCards(services, fit.similar(entry, assignment.title, 3), lang);
  }
}

/** A mail to somebody whom it may suit: written and sent by the reader's own programme. */
function mailtoOf(title: string, { locals }: Response): string {
  const link = locals.baseUrl + pathIn(locals.lang, locals.path.split('?')[0] ?? '/');
  return `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(link)}`;
}
