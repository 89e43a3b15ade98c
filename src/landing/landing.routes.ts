// The pages of municipalities and of their causes. One that has nothing to show leads to the search, which knows the ways on.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { pathIn } from '../platform/i18n/languages.ts';
import { sharedPage } from '../platform/http/page.ts';
import { missing } from '../platform/refused.ts';
import { searchHref } from '../search/search.address.ts';
import { CAUSES } from '../taxonomies/taxonomies.ts';
import type { Services } from '../services.ts';
import { municipalityOf } from './landing.slugs.ts';
import { landingIndex, landingPage } from './landing.view.ts';

export function landingRoutes({ search, clock, config }: Services): Router {
  const router = Router();
  router.get('/in', (_request, response) => {
    sharedPage(response, 'landing/index', () => landingIndex(search));
  });
  router.get('/in/:municipality', show);
  router.get('/in/:municipality/:cause', show);
  return router;

  function show(request: Request, response: Response): void {
    const { municipality: slug, cause: asked } = request.params;
    const area = municipalityOf(String(slug));
    const cause = CAUSES.find((one) => one === asked);
    if (area === undefined || (asked !== undefined && cause === undefined)) throw missing();
    const { lang } = response.locals;
    const chosen = { region: [area.code], ...(cause === undefined ? {} : { cause: [cause] }) };
    const criteria = { text: '', chosen };
    // For now: there may be something tomorrow.
    if (search.count(criteria) === 0) response.redirect(302, pathIn(lang, searchHref({ criteria, page: 1 })));
    else
      sharedPage(response, 'landing/show', () =>
        landingPage(search, area, cause, { lang, now: clock.now(), baseUrl: config.baseUrl }),
      );
  }
}
