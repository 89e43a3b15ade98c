// An assignment as an item of a feed, and where the feed of a search is. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { facts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { searchHref } from '../search/search.address.ts';
import type { Asked } from '../search/search.address.ts';
import type { Shown } from '../search/search.service.ts';
import type { FeedItem } from './feed.ts';

/** Long enough to choose by. */
const longest = 600;

/** `words` are those of the database; where it is away the title alone is told. */
export function feedItem(
  { assignment, organisation }: Shown,
  words: Pick<AssignmentDocument, 'description' | 'easySummary'> | undefined,
  lang: Language,
  address: (path: string) => string,
): FeedItem {
  const { t } = facts[lang];
  const text = (lang === 'latt' ? words?.easySummary : undefined) ?? words?.description ?? '';
  const signs = [...text];
  return {
    url: address(`/assignments/${String(assignment._id)}`),
    title: assignment.title,
    lang: assignment.textLang ?? 'sv',
    text: signs.length > longest ? `${signs.slice(0, longest).join('').trimEnd()}…` : text,
    author: organisation,
    publishedAt: assignment.publishedAt ?? assignment.createdAt,
    tags: assignment.causes.map((cause) => t(`taxonomies.cause.${cause}`)),
  };
}

export function feedHref({ criteria, near }: Asked, kind: 'atom' | 'json'): string {
  const all: Asked = { criteria, page: 1, ...(near === undefined ? {} : { near }) };
  return searchHref(all, `/feeds/assignments.${kind}`);
}

/** Both, as a page names them. */
export function feedsOf(asked: Asked) {
  return [
    { kind: 'atom', name: 'feeds.atom', href: feedHref(asked, 'atom') },
    { kind: 'json', name: 'feeds.json', href: feedHref(asked, 'json') },
  ] as const;
}
