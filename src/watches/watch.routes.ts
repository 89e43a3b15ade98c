// Watches: begun from a search with or without an account, changed on one's own page or by the link in a mail, and stopped there with one click.
import { Router } from 'express';
import type { Request, Response } from 'express';
import multer from 'multer';
import { emailKey } from '../accounts/account.schema.ts';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { mailFaultView } from '../notifications/suppression.view.ts';
import { readForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf, tokenOf } from '../platform/http/params.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { neverCached } from '../platform/http/security.ts';
import { Refused } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { letterAt } from './watch.pace.rules.ts';
import type { WatchDocument } from './watch.model.ts';
import type { WatchReader } from './watch.policy.ts';
import { changeWatchForm, newWatchByMailForm, newWatchForm, oneClickForm } from './watch.schema.ts';
import { organisationsIn, queryOfParameters, watchedSearch } from './watch.search.ts';
import { newPaces, watchRow, wordsIn } from './watch.view.ts';

/** RFC 8058 lets it come in this shape, too. */
const multipart = multer({
  limits: { fields: 2, parts: 2, fieldNameSize: 50, fieldSize: 100, headerPairs: 20 },
}).none();

export function watchRoutes(services: Services): Router {
  const { accounts, limits, organisations, suppressions, watches, watchLinks } = services;
  const router = Router();
  const often = limited(limits, 'write');
  router.get('/watches', signedIn, mine);
  router.get('/watches/new', askNew);
  router.post('/watches', often, begin);
  router.get('/watches/confirm/:token', neverCached, openLink);
  router.post('/watches/confirm/:token', neverCached, often, confirm);
  router.post('/watches/:id', signedIn, often, changeMine);
  router.get('/watches/mail/:token', neverCached, theirs);
  router.post('/watches/mail/:token', neverCached, limited(limits, 'machine'), stop);
  router.post('/watches/mail/:token/:id', neverCached, often, changeTheirs);
  return router;

  async function namesIn(searches: readonly string[]): Promise<(id: string) => string | undefined> {
    const ids = [...new Set(searches.flatMap(organisationsIn))];
    const found = ids.length === 0 ? [] : await organisations.many(ids);
    const names = new Map(found.map(({ _id, name }) => [String(_id), name]));
    return (id) => names.get(id);
  }

  async function rowsOf(list: readonly WatchDocument[], response: Response, base: string) {
    const names = await namesIn(list.map(({ search }) => search));
    const { lang, now } = response.locals;
    return list.map((watch) => watchRow(watch, { lang, now: new Date(now), names, base }));
  }

  async function mine(request: Request, response: Response): Promise<void> {
    const { id } = actorOf(request);
    const [list, { email }] = await Promise.all([watches.of(id), accounts.get(id)]);
    page(response, 'watches/list', {
      title: 'watches.title',
      watches: await rowsOf(list, response, '/watches'),
      said: saidIn(request),
      mailFault: mailFaultView(await suppressions.of(email), email),
      letterAt,
    });
  }

  async function askNew(request: Request, response: Response): Promise<void> {
    const values = { search: queryOfParameters(request.query), pace: 'daily' };
    await showNew(request, response, { ...emptyForm, values }, 200);
  }

  async function showNew(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const { search } = watchedSearch(String(form.values['search'] ?? ''));
    const names = await namesIn([search]);
    const account = request.user && (await accounts.get(request.user.id));
    page(
      response,
      'watches/new',
      {
        title: 'watches.new.title',
        noindex: true,
        form,
        search,
        words: wordsIn(search, response.locals.lang, names),
        searchHref: search === '' ? '/assignments' : `/assignments?${search}`,
        signInHref: `/sign-in?next=${encodeURIComponent(`/watches/new?${search}`)}`,
        email: account?.email,
        paces: newPaces,
        letterAt,
      },
      status,
    );
  }

  async function begin(request: Request, response: Response): Promise<void> {
    if (request.user !== undefined) {
      const form = readForm(newWatchForm, request.body);
      if (!form.ok) {
        await showNew(request, response, form.form, 422);
        return;
      }
      await watches.begin(request.user.id, form.data.search, form.data.pace);
      seeOther(response, '/watches?said=made');
      return;
    }
    const form = readForm(newWatchByMailForm, request.body);
    if (!form.ok) {
      await showNew(request, response, form.form, 422);
      return;
    }
    const { email, search, pace } = form.data;
    await limits.count('mail.address', request.ip ?? '');
    await limits.count('mail.account', emailKey(email));
    await watches.ask(email, search, pace, response.locals.lang);
    page(response, 'watches/asked', { title: 'watches.asked.title', email });
  }

  async function openLink(request: Request, response: Response): Promise<void> {
    const { search } = await watches.openLink(tokenOf(request));
    page(response, 'watches/confirm', {
      title: 'watches.confirm.title',
      noindex: true,
      words: wordsIn(search, response.locals.lang, await namesIn([search])),
    });
  }

  async function confirm(request: Request, response: Response): Promise<void> {
    const { _id } = await watches.confirm(tokenOf(request));
    seeOther(response, `/watches/mail/${watchLinks.token([String(_id)])}?said=confirmed`);
  }

  async function theirs(request: Request, response: Response): Promise<void> {
    await showTheirs(request, response, saidIn(request));
  }

  async function showTheirs(
    request: Request,
    response: Response,
    said: MessageKey | undefined,
  ): Promise<void> {
    const base = `/watches/mail/${tokenOf(request)}`;
    const rows = await rowsOf(await watches.behind(readerOf(request).watches), response, base);
    page(response, 'watches/theirs', {
      title: 'watches.title',
      noindex: true,
      watches: rows,
      isListening: rows.some(({ isPaused }) => !isPaused),
      base,
      said,
      letterAt,
    });
  }

  /** No redirect: not every mail program would follow one (RFC 8058 part 3.1). */
  async function stop(request: Request, response: Response): Promise<void> {
    const reader = readerOf(request);
    await read(request, response);
    if (!oneClickForm.safeParse({ ...(request.body as object) }).success)
      throw new Refused(400, 'errors.400.text');
    await watches.stop(reader.watches);
    await showTheirs(request, response, 'watches.stopped');
  }

  /** 404 for what we have not sealed. */
  function readerOf(request: Request): { watches: string[] } {
    const ids = watchLinks.open(tokenOf(request));
    if (ids.length === 0) throw new Refused(404, 'watches.link.gone');
    return { watches: ids };
  }

  async function changeMine(request: Request, response: Response): Promise<void> {
    await change({ person: actorOf(request).id }, request, response, '/watches');
  }

  async function changeTheirs(request: Request, response: Response): Promise<void> {
    await change(readerOf(request), request, response, `/watches/mail/${tokenOf(request)}`);
  }

  async function change(
    reader: WatchReader,
    request: Request,
    response: Response,
    back: string,
  ): Promise<void> {
    const form = readForm(changeWatchForm, request.body);
    // There is nothing to type: what is none of the choices was not sent by the page.
    if (!form.ok) throw new Refused(400, 'errors.400.text');
    const { act, pace } = form.data;
    const id = idOf(request);
    if (act === 'remove') await watches.remove(reader, id);
    else if (act === 'renew') await watches.renew(reader, id);
    else if (pace !== undefined) await watches.choose(reader, id, pace);
    seeOther(response, `${back}?said=${act === 'remove' ? 'removed' : 'changed'}`);
  }
}

const sayings = ['made', 'changed', 'removed', 'confirmed'] as const;

function saidIn(request: Request): MessageKey | undefined {
  const said = sayings.find((one) => request.query['said'] === one);
  return said && `watches.${said}`;
}

function read(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    multipart(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(new Refused(400, 'errors.400.text'));
    });
  });
}
