// The page of a search: everything comes from the index in memory, and the address is the search.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { seeOther, sharedPage } from '../platform/http/page.ts';
import type { Services } from '../services.ts';
import { searchHref } from './search.address.ts';
import { readSearch } from './search.schema.ts';
import { searchPage } from './search.view.ts';

export function searchRoutes({ search, clock }: Services): Router {
  const router = Router();
  router.get('/assignments', show);
  return router;

  function show(request: Request, response: Response): void {
    const read = readSearch(request.query);
    const { lang } = response.locals;
    if (read.isTidy)
      sharedPage(response, 'assignments/list', () => searchPage(search, read, { lang, now: clock.now() }));
    else seeOther(response, searchHref(read.asked));
  }
}
