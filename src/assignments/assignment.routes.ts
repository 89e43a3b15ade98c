// The page of an assignment, which everybody may open. Those of its coordinators are mounted first.
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { MaybeActor } from '../accounts/actor.ts';
import { placeView } from '../maps/map.view.ts';
import { similarCards } from '../fit/fit.cards.ts';
import type { OrganisationDocument } from '../organisations/organisation.model.ts';
import { restNotice } from '../organisations/organisation.view.ts';
import { openedBy } from '../notifications/opened.ts';
import { page, sharedPage } from '../platform/http/page.ts';
import { facts as languageFacts, pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { idOf } from '../platform/http/params.ts';
import { illustrationOf, pictureView } from '../pictures/picture.view.ts';
import type { CardPicture } from '../pictures/picture.view.ts';
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
import type { Queue } from './assignment.view.ts';

/** What is read of the database for it. */
interface ReadPage {
  assignment: AssignmentDocument;
  organisation: OrganisationDocument;
  queue: Queue;
  picture: CardPicture | undefined;
}

/** Where it is shown. */
type Place = Pick<Response['locals'], 'lang' | 'baseUrl' | 'path'>;

export function assignmentRoutes(services: Services): Router {
  const { assignments, applications, organisations, pictures, notifications, clock, fit, search } = services;
  const router = Router();

  router.use(assignmentEditRoutes(services));
  router.use(assignmentStepRoutes(services));
  router.use(assignmentManageRoutes(services));
  router.use(assignmentPeopleRoutes(services));
  router.get('/assignments/:id', show);
  return router;

  async function show(request: Request, response: Response): Promise<void> {
    const reader = request.user ?? null;
    const { lang, baseUrl, path } = response.locals;
    const id = idOf(request);
    // Asked for before anything is read: what changes meanwhile has another.
    const stamp = search.stamp(id);
    const assignment = await assignments.read(reader, id);
    const [organisation, queues, apply, shown] = await Promise.all([
      organisations.find(String(assignment.organisation)),
      applications.queues([assignment._id]),
      reader === null ? undefined : applications.standing(reader, assignment),
      pictures.shownOf([assignment._id]),
    ]);
    const read = { assignment, organisation, queue: queues.get(id) ?? noQueue, picture: shown.get(id) };
    const make = () => pageOf(read, reader, { lang, baseUrl, path });
    if (reader === null) {
      const ofVisitors = () => ({ ...make(), apply: applications.standingOfVisitor(assignment) });
      sharedPage(response, 'assignments/show', ofVisitors, () => search.stamp(id) === stamp);
      return;
    }
    await openedBy(request, response, notifications, `assignment:${id}`);
    const own = make();
    const [[about], similar] = await Promise.all([
      withHearts(services, reader, [own.assignment]),
      withHearts(services, reader, own.similar),
    ]);
    page(response, 'assignments/show', { ...own, apply, heart: about?.heart, similar });
  }

  /** What the page shows of what was read, now: from memory alone. */
  function pageOf(read: ReadPage, reader: MaybeActor, { lang, baseUrl, path }: Place) {
    const { assignment, organisation, queue } = read;
    const now = clock.now();
    const picture = read.picture && pictureView(read.picture);
    const shareImage = picture
      ? { path: picture.share, alt: picture.alt }
      : { path: sharePath(assignment), alt: assignment.title };
    const view = assignmentView(assignment, queue, reader, lang, now);
    return {
      standing: view.isOpen ? undefined : view.standingKey,
      title: { text: assignment.title },
      description: { text: [...assignment.description].slice(0, 160).join('') },
      breadcrumb: [{ href: '/assignments', key: 'assignments.list.title' }, { text: assignment.title }],
      assignment: view,
      map: placeView(assignment),
      similar: view.isShown ? similarTo(assignment, organisation, lang) : [],
      mailto: mailtoOf(assignment.title, baseUrl + pathIn(lang, path.split('?')[0] ?? '/')),
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
            image: baseUrl + shareImage.path,
            baseUrl,
            lang,
            listTitle: languageFacts[lang].t('assignments.list.title'),
          })
        : undefined,
      rest: restNotice(organisation, lang, now),
    };
  }

  /** What is open and like it, in whatever state it is itself. */
  function similarTo(assignment: AssignmentDocument, organisation: OrganisationDocument, lang: Language) {
    const entry = entryOf(assignment, { organisation, waiting: 0 });
    return similarCards(services, fit.similar(entry, assignment.title, 3), lang);
  }
}

/** A mail to somebody whom it may suit: written and sent by the reader's own programme. */
function mailtoOf(title: string, link: string): string {
  return `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(link)}`;
}
