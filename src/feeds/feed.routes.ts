// Any search as a feed, newest first: what a reader of feeds, a website or another service follows.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { facts, pathIn } from '../platform/i18n/languages.ts';
import { readSearch } from '../search/search.schema.ts';
import { searchHref } from '../search/search.address.ts';
import { chipsOf } from '../search/search.chips.view.ts';
import type { Asked } from '../search/search.address.ts';
import type { Services } from '../services.ts';
import { atom, changedAt, jsonFeed } from './feed.ts';
import type { Feed } from './feed.ts';
import { feedHref, feedItem } from './feed.view.ts';

/** What a reader of feeds keeps anyway. */
const most = 50;

export function feedRoutes({ search, assignments, clock, config }: Services): Router {
  const router = Router();
  router.get('/feeds/assignments.atom', async (request, response) => {
    const feed = await feedOf(request, response, 'atom');
    send(response, feed, 'application/atom+xml; charset=utf-8', atom(feed));
  });
  router.get('/feeds/assignments.json', async (request, response) => {
    const feed = await feedOf(request, response, 'json');
    send(response, feed, 'application/feed+json; charset=utf-8', jsonFeed(feed));
  });
  return router;

  async function feedOf(request: Request, response: Response, kind: 'atom' | 'json'): Promise<Feed> {
    const { criteria } = readSearch(request.query).asked;
    const asked: Asked = { criteria, page: 1 };
    const { lang } = response.locals;
    const { hits } = search.ask({ ...criteria, sort: 'newest', skip: 0, take: most });
    const shown = search.shown(hits.map(({ id }) => id));
    const words = new Map(
      (await assignments.many(hits.map(({ id }) => id))).map((one) => [String(one._id), one]),
    );
    const address = (path: string): string => config.baseUrl + pathIn(lang, path);
    const { t, tag } = facts[lang];
    const narrowedTo = chipsOf(asked, lang, () => undefined)
      .map(({ text }) => text)
      .join(' · ');
    return {
      title: narrowedTo === '' ? t('feeds.title') : t('feeds.title.of', { search: narrowedTo }),
      lang: tag,
      page: address(searchHref(asked)),
      self: address(feedHref(asked, kind)),
      madeAt: clock.now(),
      items: shown.map((one) => feedItem(one, words.get(String(one.assignment._id)), lang, address)),
    };
  }
}

function send(response: Response, feed: Feed, type: string, text: string): void {
  response.set({ 'Cache-Control': 'public, max-age=300', 'Content-Type': type });
  if (feed.items.length > 0) response.set('Last-Modified', changedAt(feed).toUTCString());
  response.send(text);
}
