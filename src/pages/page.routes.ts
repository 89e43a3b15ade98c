// Pages that belong to no other domain: the start page, each person's home, and what the service says about itself.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { actorOf, signedIn } from '../accounts/guards.ts';
import { fitCards } from '../fit/fit.cards.ts';
import { mailFaultView } from '../notifications/suppression.view.ts';
import { page, sharedPage } from '../platform/http/page.ts';
import { withHearts } from '../saved/saved.cards.ts';
import type { Services } from '../services.ts';
import { searchCards } from '../search/search.cards.ts';
import { homeOf } from './home.ts';

const texts = ['about', 'privacy', 'accessibility', 'contact', 'report'] as const;

/** Cards on the start page. */
const newest = 6;

/** Where the service is reached by mail. */
const addresses = {
  contactAddress: 'kontakt@handslag.example',
  reportAddress: 'anmal@handslag.example',
} as const;

export function pageRoutes(services: Services): Router {
  const { accounts, clock, search, suppressions } = services;
  const router = Router();
  router.get('/', start);
  router.get('/home', signedIn, home);
  for (const name of texts)
    router.get(`/${name}`, (_request, response) => {
      sharedPage(response, `pages/${name}`, () => ({
        title: `pages.${name}.title`,
        description: `pages.${name}.lead`,
        ...addresses,
      }));
    });
  return router;

  async function start(request: Request, response: Response): Promise<void> {
    const signedOut = request.query['signed-out'] === '1';
    const { lang } = response.locals;
    const model = () => {
      const answer = search.ask({ text: '', chosen: {}, sort: 'newest', skip: 0, take: newest });
      return {
        title: 'pages.start.title',
        description: 'pages.start.lead',
        cards: searchCards(search, answer, '', lang, clock.now()),
        count: answer.total,
        signedOut,
      } as const;
    };
    if (request.user === undefined) {
      sharedPage(response, 'pages/start', model);
      return;
    }
    const own = model();
    page(response, 'pages/start', { ...own, cards: await withHearts(services, request.user, own.cards) });
  }

  async function home(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const model = await homeOf(services, actor, response.locals.lang, request.query['organisation']);
    const person = await accounts.get(actor.id);
    const { email } = person;
    const wish = services.fit.wishOf(person);
    page(response, 'pages/home', {
      title: 'pages.home.title',
      ...model,
      hasTold: wish !== undefined,
      fitting:
        wish &&
        (await withHearts(
          services,
          actor,
          fitCards(services, services.fit.best(wish, 3, model.known).found, response.locals.lang),
        )),
      mailFault: mailFaultView(await suppressions.of(email), email),
      welcome: request.query['welcome'] === '1',
    });
  }
}
