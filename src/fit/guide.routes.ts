// The guide "What suits me?": five questions without an account, the answers in the address, and the page that says how lists are ordered.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { emptyForm, page } from '../platform/http/page.ts';
import { withHearts } from '../saved/saved.cards.ts';
import { watchHrefOf } from '../search/search.address.ts';
import type { Services } from '../services.ts';
import { fitCards } from './fit.cards.ts';
import { WEIGHT_NAMES, crowdedAt, everyNth, newFor, weights } from './fit.weights.ts';
import { guideSteps, readAnswers, valuesOf, wishOfAnswers } from './guide.schema.ts';
import type { Answers, GuideStep } from './guide.schema.ts';
import { answeredView, guideHref, guidePath, searchHrefOf, stepView, widerAnswers } from './guide.view.ts';
import { saysEnough } from './wish.ts';

/** So many are shown: enough to choose from, few enough to read. */
const shownMost = 12;
/** Fewer than so many, and wider searches are offered. */
const few = 6;

export function guideRoutes(services: Services): Router {
  const { fit } = services;
  const router = Router();
  for (const step of guideSteps)
    router.get(guidePath(step), (request, response) => ask(step, request, response));
  router.get(guidePath('fit'), showFit);
  router.get('/order', showOrder);
  return router;

  function ask(step: GuideStep, request: Request, response: Response): void {
    const answers = readAnswers(request.query);
    page(response, 'guide/step', {
      title: `guide.${step}.heading`,
      description: 'guide.description',
      noindex: step !== 'what' || Object.keys(request.query).length > 0,
      form: { ...emptyForm, values: valuesOf(answers) },
      ...stepView(step, answers, request.query['change'] === 'yes'),
    });
  }

  async function showFit(request: Request, response: Response): Promise<void> {
    const { lang } = response.locals;
    const answers = readAnswers(request.query);
    const wish = wishOfAnswers(answers);
    const { total, found } = fit.best(wish, shownMost);
    const searchHref = searchHrefOf(answers);
    page(response, 'guide/fit', {
      title: 'guide.fit.title',
      noindex: true,
      total,
      more: total > found.length ? total : undefined,
      hasTold: saysEnough(wish),
      cards: await withHearts(services, request.user, fitCards(services, found, lang)),
      answered: answeredView(answers, lang),
      wider: total < few ? wider(answers, total) : [],
      searchHref,
      watchHref: watchHrefOf(searchHref),
    });
  }

  /** Each gives more than what was asked for, with the number that it gives. */
  function wider(given: Answers, total: number) {
    let most = total;
    return widerAnswers(given).flatMap(({ name, km, answers }) => {
      const n = fit.best(wishOfAnswers(answers), 1).total;
      if (n <= most) return [];
      most = n;
      return [
        { href: guideHref('fit', answers), text: { key: `guide.wider.${name}` as const, values: { n, km } } },
      ];
    });
  }

  function showOrder(_request: Request, response: Response): void {
    page(response, 'guide/order', {
      title: 'guide.order.title',
      description: 'guide.order.lead',
      weights: WEIGHT_NAMES.map((name) => ({
        name: `guide.order.weight.${name}` as const,
        points: weights[name].points,
        why: weights[name].why,
      })),
      crowdedAt,
      everyNth,
      newDays: newFor / 86_400_000,
    });
  }
}
