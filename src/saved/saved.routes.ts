// The heart of an assignment, and the page of all that one has saved.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { assignmentCards } from '../assignments/assignment.cards.ts';
import { readForm } from '../platform/http/form.ts';
import { ownPath, page, seeOther } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { savedForm } from './saved.schema.ts';
import { withHearts } from './saved.cards.ts';

export function savedRoutes(services: Services): Router {
  const { saved, limits } = services;
  const router = Router();
  router.get('/saved', signedIn, all);
  router.post('/assignments/:id/saved', signedIn, limited(limits, 'write'), choose);
  return router;

  async function all(request: Request, response: Response): Promise<void> {
    const cards = await assignmentCards(services, await saved.of(actorOf(request).id), response.locals.lang);
    page(response, 'saved/list', {
      title: 'saved.title',
      cards: await withHearts(services, request.user, cards),
    });
  }

  async function choose(request: Request, response: Response): Promise<void> {
    const id = idOf(request);
    const form = readForm(savedForm, request.body);
    // There is nothing to type: what is none of the choices was not sent by the heart.
    if (!form.ok) throw missing();
    const { saved: choice, next } = form.data;
    if (choice === 'yes') await saved.save(actorOf(request), id);
    else await saved.letGo(actorOf(request), id);
    seeOther(response, `${ownPath(next, `/assignments/${id}`)}#saved-${id}`);
  }
}
