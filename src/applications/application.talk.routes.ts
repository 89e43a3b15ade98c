// The forms through which the two sides of an application reach each other on its page.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { readForm } from '../platform/http/form.ts';
import { idOf } from '../platform/http/params.ts';
import type { Services } from '../services.ts';
import type { ApplicationPage } from './application.page.routes.ts';
import { noteForm } from './application.schema.ts';

export function talkRoutes(services: Services, { trying, mend }: ApplicationPage): Router {
  const { applications, limits } = services;
  const router = Router();

  router.post('/applications/:id/notes', signedIn, limited(limits, 'write'), write);
  return router;

  async function write(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(noteForm, request.body);
    if (!form.ok) {
      await mend(request, response, form.form, () => applications.insistWriting(actor, idOf(request)));
      return;
    }
    await limits.count('note', actor.id);
    await trying(request, response, () => applications.write(actor, idOf(request), form.data.note));
  }
}
