// What the page of a search shows, in the reader's language. Pure over the index.
import { feedsOf } from '../feeds/feed.view.ts';
import { formatNumber } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { PageModel } from '../platform/http/page.ts';
import { SORTS } from './engine/query.ts';
import type { Answer, Query } from './engine/query.ts';
import { mended } from './engine/spelling.ts';
import { few, relaxations } from './relax.ts';
import {
  asItself,
  isPossible,
  mostPages,
  narrowed,
  pageSize,
  queryOf,
  searchHref,
  watchHrefOf,
} from './search.address.ts';
import type { Asked } from './search.address.ts';
import { searchCards } from './search.cards.ts';
import { chipsOf } from './search.chips.view.ts';
import { facetsView } from './search.facets.view.ts';
import { labelOf } from './search.labels.ts';
import type { Read } from './search.schema.ts';
import type { Search } from './search.service.ts';

/** A reader who has told something of what would suit. */
export interface Suited {
  /** The answer in the order of best fit. */
  ask(query: Query): Answer;
  /** Why each is shown, in the reader's language. */
  why(ids: readonly string[]): ReadonlyMap<string, { why: string; whyNot: string }>;
}

/** `suited` is needed for the order of best fit alone, which `hasTold` offers. */
interface Reader {
  lang: Language;
  now: Date;
  hasTold?: boolean;
  suited?: Suited;
}

export function searchPage(
  search: Search,
  { asked, unread, unknownPlace }: Read,
  { lang, now, hasTold = false, suited }: Reader,
) {
  const { criteria, page } = asked;
  const query = queryOf(asked, hasTold);
  const fitting = query.sort === 'fit' ? suited : undefined;
  const answer = fitting === undefined ? search.ask(query) : fitting.ask(query);
  const { total, hits, whole } = answer;
  const organisation = (id: string) => organisationName(search, id);
  const chips = chipsOf(asked, lang, organisation);
  const isDeep = page > mostPages;
  const why = fitting?.why(hits.map(({ id }) => id));
  return {
    title:
      criteria.text === ''
        ? 'assignments.list.title'
        : { key: 'search.title', values: { text: criteria.text } },
    description: { key: 'assignments.list.description' },
    canonical: searchHref(asked),
    feeds: feedsOf(asked),
    watchHref: watchHrefOf(searchHref(asked)),
    q: criteria.text,
    facets: facetsView(asked, answer, lang),
    chips,
    count: total,
    meant: meantView(search, asked, answer.meant),
    isInPart: whole < total,
    whole,
    cards: isDeep ? [] : searchCards(search, answer, criteria.text, lang, now, why),
    sorts: total < 2 ? [] : sortLinks(asked, query.sort, hasTold),
    relaxed:
      total >= few || chips.length === 0
        ? []
        : relaxations(
            asked,
            total,
            (one) => search.count(one),
            (name, value) => labelOf(name, value, lang, organisation),
          ).map(({ asked: other, message }) => ({ href: searchHref(other), message })),
    isDeep,
    mostPages,
    isPastEnd: !isDeep && hits.length === 0 && total > 0,
    ...pager(asked, answer, lang),
    isUnread: unread.some((name) => name !== 'near'),
    unknownPlace,
  } satisfies PageModel;
}

/** The same search as it was most likely meant, where that gives something. */
function meantView(search: Search, asked: Asked, meant: Answer['meant']) {
  if (meant.size === 0) return undefined;
  const criteria = { ...asked.criteria, text: mended(asked.criteria.text, meant) };
  const n = search.count(criteria);
  if (n === 0) return undefined;
  return { href: searchHref(narrowed(asked, criteria)), n, text: criteria.text };
}

function sortLinks(asked: Asked, current: string, hasTold: boolean) {
  const { criteria, near } = asked;
  return SORTS.filter((sort) => isPossible(sort, criteria) && (sort !== 'fit' || hasTold)).map((sort) => ({
    key: `search.sort.${sort}` as const,
    href: searchHref({
      criteria,
      page: 1,
      ...(near === undefined ? {} : { near }),
      ...(sort === asItself(criteria) ? {} : { sort }),
    }),
    isCurrent: sort === current,
  }));
}

function pager(asked: Asked, { total }: Answer, lang: Language) {
  const { page } = asked;
  const pages = Math.min(mostPages, Math.ceil(total / pageSize));
  const to = (number: number) => searchHref({ ...asked, page: number });
  return {
    pages:
      pages > 1 && page <= pages
        ? { page: formatNumber(lang, page), pages: formatNumber(lang, pages) }
        : undefined,
    next: page < pages ? to(page + 1) : undefined,
    previous: page > 1 && page <= pages ? to(page - 1) : undefined,
    firstHref: page > pages ? to(1) : undefined,
    /** There is more than anybody turns pages for. */
    isCut: page === mostPages && total > mostPages * pageSize,
  };
}

/** Of any that has something open. */
function organisationName(search: Search, id: string): string | undefined {
  let own = '';
  search.each({ text: '', chosen: { organisation: [id] } }, (entry) => {
    own = entry.id;
  });
  return search.shown([own])[0]?.organisation;
}
