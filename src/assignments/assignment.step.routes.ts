// Pages of the four steps in which a coordinator writes an assignment, and what the browser sends meanwhile so that nothing typed is lost.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { latestWords } from '../moderation/proposal.state.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { facts, formatDate } from '../platform/i18n/languages.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import type { AssignmentChange } from './assignment.change.ts';
import { assignmentValues, stepFaults, stepMissing } from './assignment.form.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { ownAssignment } from './assignment.owner.ts';
import { stepForms, steps } from './assignment.schema.ts';
import type { Step } from './assignment.schema.ts';
import { stepView } from './assignment.step.view.ts';
import { choiceForm, unsavedForm } from './unsaved.schema.ts';
import { basisOf, fieldsIn } from './unsaved.texts.ts';
import type { Held } from './unsaved.texts.ts';
import { unsavedView } from './unsaved.view.ts';

export function assignmentStepRoutes(services: Services): Router {
  const { assignments, organisations, accounts, templates, unsaved, clock, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');
  const path = '/assignments/:id/edit/:step';

  router.get(path, signedIn, askStep);
  router.post(path, signedIn, often, saveStep);
  router.post(`${path}/unsaved`, signedIn, limited(limits, 'keep'), keepTyped);
  router.post(`${path}/unsaved/choose`, signedIn, often, chooseTyped);
  return router;

  async function askStep(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const step = stepOf(request);
    const saved = assignmentValues(latestWords(assignment), response.locals.lang);
    const texts = await unsaved.of(actorOf(request), idOf(request), step);
    const typed = unsavedView(step, saved, texts, basisOf(step, assignment));
    // Whoever comes from the list of what is missing finds it said at the field.
    const faults = request.query['missing'] === '1' ? stepMissing(step, assignment, clock.now()) : [];
    await showStep(response, assignment, step, refusedForm(typed.values, faults), 200, typed);
  }

  async function showStep(
    response: Response,
    assignment: AssignmentDocument,
    step: Step,
    form: FormState,
    status: number,
    typed: Partial<ReturnType<typeof unsavedView>> & { version: string },
  ): Promise<void> {
    const organisation = await organisations.find(String(assignment.organisation));
    const people = await accounts.many(organisation.coordinators.map(String));
    const { copied } = response.req.query;
    const basis = basisOf(step, assignment);
    const { lang } = response.locals;
    const template = assignment.template && (await templates.find(String(assignment.template)));
    const model = stepView({
      ...{ assignment, organisation, people, step, form, copied, template, lang },
      now: clock.now(),
    });
    page(response, 'assignments/edit', { ...model, unsaved: { ...typed, basis } }, status);
  }

  async function saveStep(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const step = stepOf(request);
    const form = readForm(stepForms[step], request.body);
    const { version, basis } = heldIn(request.body);
    if (!form.ok) {
      await showStep(response, assignment, step, form.form, 422, { version });
      return;
    }
    try {
      if (basis !== '' && basis !== basisOf(step, assignment))
        throw new Refused(409, 'assignments.unsaved.savedMeanwhile');
      await assignments.save(actorOf(request), idOf(request), form.data as AssignmentChange);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      const faults = stepFaults(
        step,
        { ...assignment, ...form.data } as AssignmentDocument,
        error,
        clock.now(),
      );
      const refused = refusedForm(form.values, faults);
      await showStep(response, assignment, step, refused, error.status, { version });
      return;
    }
    await unsaved.saved(actorOf(request), idOf(request), step, version);
    seeOther(response, `/assignments/${idOf(request)}/${after(step, form.values['save'])}`);
  }

  /** Asked by a script; its answer says what the tab holds from now on. */
  async function keepTyped(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const step = stepOf(request);
    const form = readForm(unsavedForm, request.body);
    if (!form.ok) throw new Refused(422, 'errors.422.text');
    const { keep, ...held } = form.data;
    const fields = fieldsIn(step, form.values);
    const kept = await unsaved.keep(actorOf(request), String(assignment._id), step, fields, held, keep);
    const { lang } = response.locals;
    const time = formatDate(lang, kept.at, 'time');
    response.json({
      version: kept.version,
      basis: kept.basis,
      saved: facts[lang].t('assignments.unsaved.saved', { time }),
    });
  }

  async function chooseTyped(request: Request, response: Response): Promise<void> {
    const assignment = await ownAssignment(services, request);
    const step = stepOf(request);
    const form = readForm(choiceForm, request.body);
    if (!form.ok) throw new Refused(422, 'errors.422.text');
    const { version, choice } = form.data;
    await unsaved.choose(actorOf(request), String(assignment._id), step, version, choice);
    seeOther(response, `/assignments/${idOf(request)}/edit/${step}`);
  }
}

/** What the tab says that it began from; nothing where it was sent by hand. */
function heldIn(body: unknown): Held {
  const read = readForm(unsavedForm, body);
  return read.ok ? read.data : { version: '', basis: '' };
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
