// Pages of a municipality, and of a cause in it, for those who come from a search engine: only where there is something to show. Pure over the index.
import { facts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { pathIn } from '../platform/i18n/languages.ts';
import type { PageModel } from '../platform/http/page.ts';
import { counties, municipality } from '../places/places.ts';
import type { Municipality } from '../places/places.ts';
import { CAUSES } from '../taxonomies/taxonomies.ts';
import type { Cause } from '../taxonomies/taxonomies.ts';
import { searchHref } from '../search/search.address.ts';
import { searchCards } from '../search/search.cards.ts';
import type { Search } from '../search/search.service.ts';
import { landingHref } from './landing.slugs.ts';

interface Around {
  lang: Language;
  now: Date;
  baseUrl: string;
}

/** So many are shown; the rest is a search. */
const most = 20;

export function landingPage(
  search: Search,
  { code, name, county }: Municipality,
  cause: Cause | undefined,
  { lang, now, baseUrl }: Around,
) {
  const criteria = {
    text: '',
    chosen: { region: [code], ...(cause === undefined ? {} : { cause: [cause] }) },
  };
  const { total, hits, facets } = search.ask({ ...criteria, sort: 'newest', skip: 0, take: most });
  const { t } = facts[lang];
  const causeName = cause === undefined ? '' : t(`taxonomies.cause.${cause}`);
  const heading =
    cause === undefined
      ? ({ key: 'landing.heading', values: { name } } as const)
      : ({ key: 'landing.heading.cause', values: { name, cause: causeName } } as const);
  const around = search.ask({ text: '', chosen: { region: [county] }, sort: 'newest', skip: 0, take: 0 });
  const self = landingHref(code, cause);
  return {
    title: heading,
    description: { key: 'landing.lead', values: { n: total, name } },
    canonical: self,
    breadcrumb: [
      { href: '/in', key: 'landing.all.title' },
      ...(cause === undefined
        ? [{ text: name }]
        : [{ href: landingHref(code), text: name }, { text: causeName }]),
    ],
    heading,
    lead: { key: 'landing.lead', values: { n: total, name } } as const,
    cards: searchCards(search, { hits, mistyped: [] }, '', lang, now),
    more: total > most ? total : undefined,
    moreHref: searchHref({ criteria, page: 1 }),
    causes: CAUSES.filter((one) => one !== cause && (facets.cause.get(one) ?? 0) > 0).map((one) => ({
      href: landingHref(code, one),
      key: `taxonomies.cause.${one}` as const,
      n: facets.cause.get(one) ?? 0,
    })),
    neighbours: placesWith(around.facets.region, (other) => other !== code && other.startsWith(county)),
    structured: [
      {
        '@context': 'https://schema.org',
        '@type': 'ItemList',
        numberOfItems: total,
        itemListElement: hits.map(({ id }, index) => ({
          '@type': 'ListItem',
          position: index + 1,
          url: baseUrl + pathIn(lang, `/assignments/${id}`),
        })),
      },
    ],
  } satisfies PageModel;
}

/** Every municipality with something open, by county. */
export function landingIndex(search: Search) {
  const { facets } = search.ask({ text: '', chosen: {}, sort: 'newest', skip: 0, take: 0 });
  const areas = counties()
    .map(({ code, name }) => ({ name, places: placesWith(facets.region, (other) => other.startsWith(code)) }))
    .filter(({ places }) => places.length > 0);
  return {
    title: 'landing.all.title',
    description: { key: 'landing.all.lead' },
    areas,
  } satisfies PageModel;
}

/** The paths of all of these pages that there are now. */
export function landingPaths(search: Search): string[] {
  const all = search.ask({ text: '', chosen: {}, sort: 'newest', skip: 0, take: 0 });
  const codes = [...all.facets.region.keys()].filter((code) => code.length === 4);
  return [
    ...(codes.length === 0 ? [] : ['/in']),
    ...codes.flatMap((code) => {
      const { facets } = search.ask({
        text: '',
        chosen: { region: [code] },
        sort: 'newest',
        skip: 0,
        take: 0,
      });
      return [landingHref(code), ...[...facets.cause.keys()].map((cause) => landingHref(code, cause))];
    }),
  ].sort();
}

function placesWith(counts: ReadonlyMap<string, number>, isWanted: (code: string) => boolean) {
  return [...counts]
    .filter(([code]) => code.length === 4 && isWanted(code))
    .map(([code, n]) => ({ href: landingHref(code), name: municipality(code)?.name ?? code, n }))
    .sort((a, b) => a.name.localeCompare(b.name, 'sv'));
}
