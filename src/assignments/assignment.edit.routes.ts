// Pages where a coordinator writes an assignment: a title to begin with, four steps that are saved one by one, the preview and sending it to review.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { Types } from 'mongoose';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { latestWords } from '../moderation/proposal.state.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { assignmentValues, stepFaults, stepLinks } from './assignment.form.ts';
import { missingFacts } from './assignment.help.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { ownAssignment } from './assignment.owner.ts';
import { stepForms, steps, titleForm } from './assignment.schema.ts';
import type { Step } from './assignment.schema.ts';
import type { AssignmentChange } from './assignment.change.ts';
import { stepView } from './assignment.step.view.ts';
import { assignmentView, noQueue } from './assignment.view.ts';
import { missingParts } from './assignment.words.ts';

export function assignmentEditRoutes(services: Services): Router {
  const { assignments, organisations, accounts, clock, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/assignments/new', signedIn, askNew);
  router.post('/assignments/new', signedIn, often, create);
  router.get('/assignments/:id/edit/:step', signedIn, askStep);
  router.post('/assignments/:id/edit/:step', signedIn, often, saveStep);
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

  async function askStep(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    await showStep(
      response,
      assignment,
      stepOf(request),
      { ...emptyForm, values: assignmentValues(latestWords(assignment), response.locals.lang) },
      200,
    );
  }

  async function showStep(
    response: Response,
    assignment: AssignmentDocument,
    step: Step,
    form: FormState,
    status: number,
  ): Promise<void> {
    const organisation = await organisations.find(String(assignment.organisation));
    const people = await accounts.many(organisation.coordinators.map(String));
    const { copied } = response.req.query;
    const now = clock.now();
    page(
      response,
      'assignments/edit',
      stepView({ assignment, organisation, people, step, form, copied, now }),
      status,
    );
  }

  async function saveStep(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const step = stepOf(request);
    const form = readForm(stepForms[step], request.body);
    if (!form.ok) {
      await showStep(response, assignment, step, form.form, 422);
      return;
    }
    try {
      await assignments.save(actorOf(request), idOf(request), form.data as AssignmentChange);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      const faults = stepFaults(
        step,
        { ...assignment, ...form.data } as AssignmentDocument,
        error,
        clock.now(),
      );
      await showStep(response, assignment, step, refusedForm(form.values, faults), error.status);
      return;
    }
    seeOther(response, `/assignments/${idOf(request)}/${after(step, form.values['save'])}`);
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

function stepOf(request: Request): Step {
  const step = steps.find((one) => String(one) === request.params['step']);
  if (step === undefined) throw missing();
  return step;
}

/** Where each button of a step leads: on, away, or back to the place that now can be chosen. */
function after(step: Step, save: unknown): string {
  if (save === 'later') return 'manage?saved=1';
  if (save === 'here') return `edit/${step}#f-place`;
  return step === 4 ? 'preview' : `edit/${step + 1}`;
}
