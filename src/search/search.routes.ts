// The page of a search: everything comes from the index in memory, and the address is the search.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { page, seeOther, sharedPage } from '../platform/http/page.ts';
import { withHearts } from '../saved/saved.cards.ts';
import type { Services } from '../services.ts';
import { searchHref } from './search.address.ts';
import { readSearch } from './search.schema.ts';
import { whyView } from '../fit/fit.view.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { searchPage } from './search.view.ts';
import type { Suited } from './search.view.ts';

export function searchRoutes(services: Services): Router {
  const { accounts, fit, search, clock } = services;
  const router = Router();
  router.get('/assignments', show);
  return router;

  async function show(request: Request, response: Response): Promise<void> {
    const read = readSearch(request.query);
    const { lang } = response.locals;
    if (!read.isTidy) {
      seeOther(response, searchHref(read.asked));
      return;
    }
    const suited = await suitedTo(request, lang);
    const model = () => searchPage(search, read, { lang, now: clock.now(), suited });
    if (request.user === undefined) {
      sharedPage(response, 'assignments/list', model);
      return;
    }
    const own = model();
    page(response, 'assignments/list', {
      ...own,
      cards: await withHearts(services, request.user, own.cards),
    });
  }

  /** Only who is signed in has told anything here. */
  async function suitedTo({ user }: Request, lang: Language): Promise<Suited | undefined> {
    const wish = user && fit.wishOf(await accounts.get(user.id));
    if (wish === undefined) return undefined;
    return {
      ask: (query) => fit.ask(query, wish),
      why: (ids) => new Map(fit.why(wish, ids).map(({ id, reasons }) => [id, whyView(reasons, lang)])),
    };
  }
}
