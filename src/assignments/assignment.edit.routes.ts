// Pages where a coordinator begins an assignment and ends its form: a title first, and after the steps (assignment.step.routes.ts) the preview and
// sending it to review.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { Types } from 'mongoose';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { templateOptions } from '../moderation/template.view.ts';
import { latestWords } from '../moderation/proposal.state.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { otherLanguage } from '../platform/i18n/languages.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { assignmentValues, stepLinks } from './assignment.form.ts';
import { missingFacts } from './assignment.help.ts';
import { ownAssignment } from './assignment.owner.ts';
import { beginForm } from './assignment.schema.ts';
import { assignmentView, noQueue } from './assignment.view.ts';
import { missingParts } from './assignment.words.ts';

const mostEarlier = 8;

export function assignmentEditRoutes(services: Services): Router {
  const { assignments, organisations, templates, clock, limits } = services;
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
    const { template } = request.query;
    const values = {
      organisation: wanted,
      template: typeof template === 'string' ? template : '',
      ...form.values,
    };
    const model = {
      title: 'assignments.new.title',
      form: { ...form, values },
      organisationOptions,
      templateOptions: templateOptions(await templates.offered(), response.locals.lang),
      earlier: (await earlierOf(wanted, working)).map(({ _id, title, textLang = 'sv' }) => ({
        id: String(_id),
        title,
        textLang: otherLanguage(textLang, response.locals.lang),
      })),
      only: organisationOptions.length === 1 ? organisationOptions[0] : undefined,
    } as const;
    page(response, 'assignments/new', model, status);
  }

  async function create(request: Request, response: Response): Promise<void> {
    const form = readForm(beginForm, request.body);
    if (!form.ok) {
      await showNew(request, response, form.form, 422);
      return;
    }
    const { organisation } = form.values;
    if (typeof organisation !== 'string' || !Types.ObjectId.isValid(organisation)) throw missing();
    const { title, template } = form.data;
    try {
      const id = await assignments.create(actorOf(request), organisation, title, template || undefined);
      seeOther(response, `/assignments/${id}/edit/1`);
    } catch (error) {
      if (!(error instanceof Refused) || error.key !== 'assignments.refused.template') throw error;
      const refused = refusedForm(form.values, [{ name: 'template', key: error.key }]);
      await showNew(request, response, refused, error.status);
    }
  }

  /** Of the chosen organisation, to copy; the newest, since they are the likeliest. */
  async function earlierOf(organisation: string, working: readonly { _id: Types.ObjectId }[]) {
    if (!working.some(({ _id }) => String(_id) === organisation)) return [];
    const all = await assignments.ofOrganisation(organisation);
    return all.filter(({ publishedAt }) => publishedAt !== undefined).slice(0, mostEarlier);
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
        label: key === 'assignments.missing.placeholder' ? `assignments.form.${field}` : undefined,
        href: `/assignments/${id}/edit/${step}?missing=1#f-${field}`,
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
