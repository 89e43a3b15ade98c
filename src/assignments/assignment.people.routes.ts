// The list of an assignment's people on a page of its own, made to be printed.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { signedIn } from '../accounts/guards.ts';
import { page } from '../platform/http/page.ts';
import type { Services } from '../services.ts';
import { ownAssignment } from './assignment.owner.ts';
import { peopleView } from '../applications/application.people.view.ts';
import { assignmentView, noQueue } from './assignment.view.ts';

export function assignmentPeopleRoutes(services: Services): Router {
  const { accounts, applications, clock } = services;
  const router = Router();
  router.get('/assignments/:id/people', signedIn, people);
  return router;

  async function people(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const id = String(assignment._id);
    const all = await applications.ofAssignment(id);
    page(response, 'assignments/people', {
      title: { key: 'assignments.people.title', values: { title: assignment.title } },
      breadcrumb: [
        { href: '/home', key: 'layout.nav.home' },
        { href: `/assignments/${id}/manage`, text: assignment.title },
        { key: 'assignments.people.heading' },
      ],
      assignment: assignmentView(assignment, noQueue, null, response.locals.lang, clock.now()),
      people: peopleView(all, await accounts.many(all.map(({ person }) => String(person)))),
    });
  }
}
