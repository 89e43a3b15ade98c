// The form by which a coordinator notes that a record extract was shown. It takes a day and nothing else: there is no way to send the paper.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { readForm } from '../platform/http/form.ts';
import { idOf } from '../platform/http/params.ts';
import type { Services } from '../services.ts';
import type { ApplicationPage } from './application.page.routes.ts';
import { extractForm } from './application.schema.ts';

export function extractRoutes(services: Services, { trying, mend }: ApplicationPage): Router {
  const { applications, clock, limits } = services;
  const router = Router();

  router.post('/applications/:id/extract', signedIn, limited(limits, 'write'), note);
  return router;

  async function note(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(extractForm(clock.now()), request.body);
    if (form.ok)
      await trying(request, response, () =>
        applications.noteExtract(actor, idOf(request), form.data.shownOn),
      );
    else await mend(request, response, form.form, () => applications.insistNoting(actor, idOf(request)));
  }
}
