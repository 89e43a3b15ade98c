// The search of a watch: read from the query of an address, kept in its one tidy form, and said in words. Pure.
import { places } from '../places/places.ts';
import { facts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { kmBetween } from '../search/engine/distance.ts';
import type { Point } from '../search/engine/entry.ts';
import type { Criteria } from '../search/engine/query.ts';
import { narrowed, searchHref } from '../search/search.address.ts';
import type { Asked } from '../search/search.address.ts';
import { chipsOf } from '../search/search.chips.view.ts';
import { readSearch } from '../search/search.schema.ts';

export interface WatchedSearch {
  /** The query of its address. */
  search: string;
  criteria: Criteria;
}

/** From the query of an address, however untidy. The order of the hits and the page say nothing of what is watched. */
export function watchedSearch(query: string): WatchedSearch {
  const asked = watchedIn(query);
  return { search: queryOf(asked), criteria: asked.criteria };
}

/** Of parameters as Express hands them over. */
export function queryOfParameters(given: Readonly<Record<string, unknown>>): string {
  return queryOf(settled(readSearch(given).asked));
}

/** As it is read in this language: "Barn och unga · Västerås · tisdag kväll". */
export function searchWords(
  search: string,
  lang: Language,
  organisation: (id: string) => string | undefined,
): string {
  const chips = chipsOf(watchedIn(search), lang, organisation);
  return chips.length === 0 ? facts[lang].t('watches.everything') : chips.map(({ text }) => text).join(' · ');
}

/** The ids of the organisations that its words name. */
export function organisationsIn(search: string): readonly string[] {
  return watchedIn(search).criteria.chosen.organisation ?? [];
}

function watchedIn(query: string): Asked {
  const given = Object.fromEntries(
    [...Map.groupBy(new URLSearchParams(query), ([name]) => name)].map(([name, pairs]) => [
      name,
      pairs.map(([, value]) => value),
    ]),
  );
  return settled(readSearch(given).asked);
}

/** Where somebody is, is never stored: the place nearest to it stands for it. A point to measure from says nothing of what fits. */
function settled(asked: Asked): Asked {
  const { criteria } = asked;
  const { near, ...rest } = criteria;
  if (near?.km === undefined) return narrowed({ criteria: rest, page: 1 }, rest);
  if (asked.near?.includes(',') === false) return narrowed({ criteria, near: asked.near, page: 1 }, criteria);
  const place = nearestPlace(near);
  const there = { ...rest, near: { lat: place.lat, lon: place.lon, km: near.km } };
  return narrowed({ criteria: there, near: place.id, page: 1 }, there);
}

function queryOf(asked: Asked): string {
  return searchHref(asked).split('?')[1] ?? '';
}

function nearestPlace(point: Point) {
  let [nearest] = places();
  for (const one of places())
    if (nearest === undefined || kmBetween(point, one) < kmBetween(point, nearest)) nearest = one;
  if (nearest === undefined) throw new Error('There are no places');
  return nearest;
}
