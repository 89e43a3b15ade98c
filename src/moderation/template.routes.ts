// Pages on which staff keeps templates. For everybody else they do not exist.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, staffOnly } from '../accounts/guards.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { facts } from '../platform/i18n/languages.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import type { KeptMove } from './kept.state.ts';
import { templateForm } from './template.schema.ts';
import {
  templateChoices,
  templateHistory,
  templateMove,
  templateRows,
  templateValues,
} from './template.view.ts';

export function templateRoutes(services: Services): Router {
  const { templates, accounts, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');
  router.get('/staff/templates', staffOnly, list);
  router.get('/staff/templates/new', staffOnly, askNew);
  router.post('/staff/templates/new', staffOnly, often, create);
  router.get('/staff/templates/:id', staffOnly, ask);
  router.post('/staff/templates/:id', staffOnly, often, change);
  router.post('/staff/templates/:id/withdraw', staffOnly, often, move('withdraw'));
  router.post('/staff/templates/:id/restore', staffOnly, often, move('restore'));
  return router;

  async function list(request: Request, response: Response): Promise<void> {
    page(response, 'moderation/templates', {
      title: 'moderation.templates.title',
      breadcrumb: [
        { href: '/staff', key: 'moderation.queue.title' },
        { key: 'moderation.templates.heading' },
      ],
      templates: templateRows(await templates.all(actorOf(request)), response.locals.lang),
      saved: request.query['saved'] === '1',
    });
  }

  function askNew(_request: Request, response: Response): void {
    showNew(response, emptyForm, 200);
  }

  function showNew(response: Response, form: FormState, status: number): void {
    page(
      response,
      'moderation/template',
      {
        title: 'moderation.template.new',
        heading: 'moderation.template.new',
        breadcrumb: breadcrumb({ key: 'moderation.template.new' }),
        action: '/staff/templates/new',
        form: { ...form, values: { textLang: facts[response.locals.lang].tag, ...form.values } },
        ...templateChoices(),
      },
      status,
    );
  }

  async function create(request: Request, response: Response): Promise<void> {
    const form = readForm(templateForm, request.body);
    if (!form.ok) {
      showNew(response, form.form, 422);
      return;
    }
    await templates.create(actorOf(request), form.data);
    seeOther(response, '/staff/templates?saved=1');
  }

  async function ask(request: Request, response: Response): Promise<void> {
    const template = await templates.find(idOf(request));
    await show(request, response, { ...emptyForm, values: templateValues(template) }, 200);
  }

  async function show(request: Request, response: Response, form: FormState, status: number): Promise<void> {
    const id = idOf(request);
    const template = await templates.find(id);
    page(
      response,
      'moderation/template',
      {
        title: { key: 'moderation.template.title', values: { name: template.name } },
        text: template.name,
        breadcrumb: breadcrumb({ text: template.name }),
        action: `/staff/templates/${id}`,
        move: templateMove(template),
        history: await templateHistory(await templates.history(id), accounts),
        form,
        ...templateChoices(),
      },
      status,
    );
  }

  async function change(request: Request, response: Response): Promise<void> {
    const form = readForm(templateForm, request.body);
    if (!form.ok) {
      await show(request, response, form.form, 422);
      return;
    }
    try {
      await templates.change(actorOf(request), idOf(request), form.data);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      // What was typed stays, to be sent again once the newer words are read.
      const { revision } = await templates.find(idOf(request));
      const values = { ...form.values, revision: String(revision) };
      await show(request, response, refusedForm(values, [{ name: '', key: error.key }]), error.status);
      return;
    }
    seeOther(response, '/staff/templates?saved=1');
  }

  function move(name: KeptMove) {
    return async (request: Request, response: Response): Promise<void> => {
      await templates.move(actorOf(request), idOf(request), name);
      seeOther(response, `/staff/templates/${idOf(request)}`);
    };
  }
}

function breadcrumb(last: { key: 'moderation.template.new' } | { text: string }) {
  return [
    { href: '/staff', key: 'moderation.queue.title' as const },
    { href: '/staff/templates', key: 'moderation.templates.heading' as const },
    last,
  ];
}
