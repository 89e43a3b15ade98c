// The forms with which a call or a first meeting is proposed and answered, and with which a telephone number is shown before the match.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { readForm } from '../platform/http/form.ts';
import { idOf } from '../platform/http/params.ts';
import type { Services } from '../services.ts';
import type { ApplicationPage } from './application.page.routes.ts';
import { proposalAnswerForm, proposalForm } from './application.proposal.schema.ts';

export function proposalRoutes(services: Services, { trying, mend }: ApplicationPage): Router {
  const { applications, clock, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.post('/applications/:id/proposals', signedIn, often, propose);
  router.post('/applications/:id/proposals/answer', signedIn, often, answer);
  router.post('/applications/:id/phone', signedIn, often, (request, response) =>
    trying(request, response, () => applications.letPhone(actorOf(request), idOf(request))),
  );
  router.post('/applications/:id/phone/remove', signedIn, often, (request, response) =>
    trying(request, response, () => applications.hidePhone(actorOf(request), idOf(request))),
  );
  return router;

  async function propose(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(proposalForm(clock.now()), request.body);
    if (!form.ok) {
      const insisting = () => applications.insistProposing(actor, idOf(request));
      await mend(request, response, form.form, insisting, 'propose');
      return;
    }
    await limits.count('propose', actor.id);
    await trying(request, response, () => applications.propose(actor, idOf(request), form.data));
  }

  async function answer(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(proposalAnswerForm, request.body);
    if (!form.ok) {
      await mend(request, response, form.form, () => applications.insistProposing(actor, idOf(request)));
      return;
    }
    const { proposal, answer: said } = form.data;
    await trying(request, response, () => applications.answerProposal(actor, idOf(request), proposal, said));
  }
}
