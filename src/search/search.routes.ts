// The page of a search: everything comes from the index in memory, and the address is the search.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { page, seeOther, sharedPage } from '../platform/http/page.ts';
import { pageOfCards } from '../saved/saved.body.ts';
import { withHearts } from '../saved/saved.cards.ts';
import type { Services } from '../services.ts';
import { searchHref } from './search.address.ts';
import { readSearch } from './search.schema.ts';
import type { Read } from './search.schema.ts';
import type { Wish } from '../fit/wish.ts';
import { whyView } from '../fit/fit.view.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { searchPage } from './search.view.ts';
import type { Suited } from './search.view.ts';

export function searchRoutes(services: Services): Router {
  const { fit, search, clock } = services;
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
    const { user } = request;
    const wish = user && fit.wishOf(user.told);
    const hasTold = wish !== undefined;
    if (hasTold && read.asked.sort === 'fit') {
      const own = searchPage(search, read, { lang, now: clock.now(), hasTold, suited: suitedTo(wish, lang) });
      const cards = await withHearts(services, user, own.cards);
      page(response, 'assignments/list', { ...own, cards });
      return;
    }
    const make = pageFor(read, lang, hasTold);
    if (user === undefined) sharedPage(response, 'assignments/list', make);
    else await pageOfCards(services, response, user, 'assignments/list', hasTold ? 'told' : '', make);
  }

  /** Nothing of the reader is in it but whether they can have the order of best fit. */
  function pageFor(read: Read, lang: Language, hasTold: boolean) {
    return () => searchPage(search, read, { lang, now: clock.now(), hasTold });
  }

  function suitedTo(wish: Wish, lang: Language): Suited {
    return {
      ask: (query) => fit.ask(query, wish),
      why: (ids) => new Map(fit.why(wish, ids).map(({ id, reasons }) => [id, whyView(reasons, lang)])),
    };
  }
}
