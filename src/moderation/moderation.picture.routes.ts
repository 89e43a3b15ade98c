// Staff's page of a picture: what it shows, how it is described, and the decision on it.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, staffOnly } from '../accounts/guards.ts';
import { pictureDecisionForm, pictureDecisions } from '../pictures/picture.schema.ts';
import { pictureView } from '../pictures/picture.view.ts';
import { readForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { historyView } from './moderation.view.ts';

export function moderationPictureRoutes(services: Services): Router {
  const { accounts, assignments, moderation, organisations, pictures, clock, limits } = services;
  const router = Router();
  router.get('/staff/pictures/:id', staffOnly, ask);
  router.post('/staff/pictures/:id/decide', staffOnly, limited(limits, 'write'), decide);
  return router;

  async function ask(request: Request, response: Response): Promise<void> {
    await show(request, response, emptyForm, 200);
  }

  async function show(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const picture = await pictures.find(idOf(request));
    const id = String(picture._id);
    const thing = String(picture.thing);
    const [organisation, history] = await Promise.all([
      organisations.find(String(picture.organisation)),
      moderation.history(id),
    ]);
    const name = picture.kind === 'assignment' ? (await assignments.find(thing)).title : organisation.name;
    response.locals.path = `/staff/pictures/${id}`;
    page(
      response,
      'moderation/picture',
      {
        title: { key: 'moderation.picture.title', values: { name } },
        breadcrumb: [
          { href: '/staff', key: 'moderation.queue.title' },
          { href: `/staff/${picture.kind}s/${thing}`, text: name },
          { key: 'moderation.picture.heading' },
        ],
        picture: pictureView(picture),
        organisation: organisation.name,
        state: {
          statusKey: `pictures.state.${picture.status}`,
          dueAt: picture.status === 'waiting' ? picture.dueAt : undefined,
          late: picture.dueAt < clock.now(),
        },
        decisionOptions:
          picture.status === 'waiting'
            ? pictureDecisions.map((value) => ({ value, key: `moderation.decision.${value}` }))
            : [],
        history: await historyView(history, accounts),
        form,
        lost: lost && { key: lost.key, values: lost.values },
      },
      status,
    );
  }

  async function decide(request: Request, response: Response): Promise<void> {
    const form = readForm(pictureDecisionForm, request.body);
    if (!form.ok) {
      await show(request, response, form.form, 422);
      return;
    }
    try {
      await moderation.decidePicture(actorOf(request), idOf(request), form.data);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      await show(request, response, emptyForm, error.status, error);
      return;
    }
    seeOther(response, `/staff/pictures/${idOf(request)}`);
  }
}
