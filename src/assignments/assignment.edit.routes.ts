// Pages where a coordinator begins an assignment and ends its form: a title first, and after the steps (assignment.step.routes.ts) the preview and
// sending it to review.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { Types } from 'mongoose';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { latestWords } from '../moderation/proposal.state.ts';
import { readForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { assignmentValues, stepLinks } from './assignment.form.ts';
import { missingFacts } from './assignment.help.ts';
import { ownAssignment } from './assignment.owner.ts';
import { titleForm } from './assignment.schema.ts';
import { assignmentView, noQueue } from './assignment.view.ts';
import { missingParts } from './assignment.words.ts';

export function assignmentEditRoutes(services: Services): Router {
  const { assignments, organisations, clock, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/assignments/new', signedIn, askNew);
  router.post('/assignments/new', signedIn, often, create);
  router.get('/assignments/:id/preview', signedIn, preview);
  router.post('/assignments/:id/submit', signedIn, often, submit);
  return router;

  async function askNew(request: Request, response: Response): Promise<void> {
    await showNew(request, response, emptyForm, 200);
  }

  async function showNew(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const own = await organisations.many(actorOf(request).organisations);
    const working = own.filter((one) => ['draft', 'pending', 'returned', 'approved'].includes(one.status));
    const wanted =
      typeof request.query['organisation'] === 'string'
        ? request.query['organisation']
        : String(working[0]?._id ?? '');
    const organisationOptions = working.map(({ _id, name }) => ({ value: String(_id), text: name }));
    const values = { organisation: wanted, ...form.values };
    const model = {
      title: 'assignments.new.title',
      form: { ...form, values },
      organisationOptions,
      only: organisationOptions.length === 1 ? organisationOptions[0] : undefined,
    } as const;
    page(response, 'assignments/new', model, status);
  }

  async function create(request: Request, response: Response): Promise<void> {
    const form = readForm(titleForm, request.body);
    if (!form.ok) {
      await showNew(request, response, form.form, 422);
      return;
    }
    const { organisation } = form.values;
    if (typeof organisation !== 'string' || !Types.ObjectId.isValid(organisation)) throw missing();
    const id = await assignments.create(actorOf(request), organisation, form.data.title);
    seeOther(response, `/assignments/${id}/edit/1`);
  }

  async function preview(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const organisation = await organisations.find(String(assignment.organisation));
    const id = String(assignment._id);
    page(response, 'assignments/preview', {
      title: 'assignments.preview.title',
      breadcrumb: [
        { href: '/home', key: 'layout.nav.home' },
        { href: `/assignments/${id}/manage`, text: assignment.title },
        { key: 'assignments.preview.title' },
      ],
      lead:
        assignment.status === 'draft' || assignment.status === 'returned'
          ? 'assignments.preview.lead'
          : undefined,
      progress: stepLinks(assignment, 'preview', clock.now()),
      assignment: assignmentView(
        latestWords(assignment),
        noQueue,
        actorOf(request),
        response.locals.lang,
        clock.now(),
      ),
      organisation: {
        id: String(organisation._id),
        name: organisation.name,
        approved: organisation.status === 'approved',
      },
      missing: missingParts(assignment, clock.now()).map(({ step, field, key }) => ({
        key,
        href: `/assignments/${id}/edit/${step}#f-${field}`,
      })),
      more: missingFacts(assignmentValues(latestWords(assignment), response.locals.lang)).map(
        ({ step, key }) => ({ key, href: `/assignments/${id}/edit/${step}` }),
      ),
    });
  }

  /** Something that is missing is listed on the preview, with a way to each. */
  async function submit(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const isReady = missingParts(assignment, clock.now()).length === 0;
    if (isReady) await assignments.submit(actorOf(request), idOf(request));
    seeOther(response, `/assignments/${idOf(request)}/${isReady ? 'manage?submitted=1' : 'preview'}`);
  }
}
