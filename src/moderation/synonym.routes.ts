// Pages on which staff keeps synonyms. For everybody else they do not exist.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, limited, staffOnly } from '../accounts/guards.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import type { KeptMove } from './kept.state.ts';
import { synonymForm } from './synonym.schema.ts';
import { synonymEffect, synonymHistory, synonymMove, synonymRows, synonymValues } from './synonym.view.ts';

export function synonymRoutes(services: Services): Router {
  const { synonyms, search, accounts, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');
  router.get('/staff/synonyms', staffOnly, list);
  router.get('/staff/synonyms/new', staffOnly, askNew);
  router.post('/staff/synonyms/new', staffOnly, often, create);
  router.get('/staff/synonyms/:id', staffOnly, ask);
  router.post('/staff/synonyms/:id', staffOnly, often, change);
  router.post('/staff/synonyms/:id/withdraw', staffOnly, often, move('withdraw'));
  router.post('/staff/synonyms/:id/restore', staffOnly, often, move('restore'));
  return router;

  async function list(request: Request, response: Response): Promise<void> {
    const { q, saved } = request.query;
    const sought = typeof q === 'string' ? q.normalize('NFC').slice(0, 60) : '';
    page(response, 'moderation/synonyms', {
      title: 'synonyms.title',
      breadcrumb: [{ href: '/staff', key: 'moderation.queue.title' }, { key: 'synonyms.heading' }],
      form: { ...emptyForm, values: { q: sought } },
      sought,
      groups: synonymRows(await synonyms.all(actorOf(request)), sought),
      saved: saved === '1',
    });
  }

  function askNew(_request: Request, response: Response): void {
    showNew(response, emptyForm, 200);
  }

  function showNew(response: Response, form: FormState, status: number): void {
    page(
      response,
      'moderation/synonym',
      {
        title: 'synonyms.new',
        heading: 'synonyms.new',
        breadcrumb: breadcrumb({ key: 'synonyms.new' }),
        action: '/staff/synonyms/new',
        form,
      },
      status,
    );
  }

  async function create(request: Request, response: Response): Promise<void> {
    const form = readForm(synonymForm, request.body);
    if (!form.ok) {
      showNew(response, form.form, 422);
      return;
    }
    await synonyms.create(actorOf(request), form.data);
    seeOther(response, '/staff/synonyms?saved=1');
  }

  async function ask(request: Request, response: Response): Promise<void> {
    const group = await synonyms.find(idOf(request));
    await show(request, response, { ...emptyForm, values: synonymValues(group) }, 200);
  }

  async function show(request: Request, response: Response, form: FormState, status: number): Promise<void> {
    const id = idOf(request);
    const group = await synonyms.find(id);
    const [first = ''] = group.words;
    page(
      response,
      'moderation/synonym',
      {
        title: { key: 'synonyms.group', values: { word: first } },
        text: first,
        breadcrumb: breadcrumb({ text: first }),
        action: `/staff/synonyms/${id}`,
        effect: search.isReady()
          ? synonymEffect(group, (text) => search.count({ text, chosen: {} }))
          : undefined,
        move: synonymMove(group),
        history: await synonymHistory(await synonyms.history(id), accounts),
        form,
      },
      status,
    );
  }

  async function change(request: Request, response: Response): Promise<void> {
    const form = readForm(synonymForm, request.body);
    if (!form.ok) {
      await show(request, response, form.form, 422);
      return;
    }
    try {
      await synonyms.change(actorOf(request), idOf(request), form.data);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404) throw error;
      // What was typed stays, to be sent again once the newer words are read.
      const { revision } = await synonyms.find(idOf(request));
      const values = { ...form.values, revision: String(revision) };
      await show(request, response, refusedForm(values, [{ name: '', key: error.key }]), error.status);
      return;
    }
    seeOther(response, '/staff/synonyms?saved=1');
  }

  function move(name: KeptMove) {
    return async (request: Request, response: Response): Promise<void> => {
      await synonyms.move(actorOf(request), idOf(request), name);
      seeOther(response, `/staff/synonyms/${idOf(request)}`);
    };
  }
}

function breadcrumb(last: { key: 'synonyms.new' } | { text: string }) {
  return [
    { href: '/staff', key: 'moderation.queue.title' as const },
    { href: '/staff/synonyms', key: 'synonyms.heading' as const },
    last,
  ];
}
