// The address of a search: short, in one order, with nothing empty in it, and back to the same search when it is read. Pure.
import type { FacetName } from './engine/facets.ts';
import type { Criteria, Query, Sort } from './engine/query.ts';

export interface Asked {
  readonly criteria: Criteria;
  /** Where `criteria.near` is, as the address names it: a place's id, or a rounded point. */
  readonly near?: string;
  /** Only where it is another than what the search has by itself. */
  readonly sort?: Sort;
  readonly page: number;
}

export const everything: Asked = { criteria: { text: '', chosen: {} }, page: 1 };

export const pageSize = 20;
/** Whoever has not found it by then is helped by choosing, not by turning pages. */
export const mostPages = 50;

/** The facets as an address names them, in its order; municipalities and counties are one facet. */
const facets = [
  'cause',
  'group',
  'activity',
  'slot',
  'timing',
  'where',
  'swedish',
  'spoken',
  'practice',
  'access',
  'groups',
  'admission',
  'organisation',
] as const satisfies readonly FacetName[];

/** Names and values, in the order of an address. */
export function parametersOf({ criteria, near, sort, page }: Asked): [string, string][] {
  const { text, chosen, bounds, from, to, age, places } = criteria;
  const one = (name: string, value: string | number | undefined): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]];
  const each = (name: string, values: readonly string[] = []): [string, string][] =>
    values.map((value) => [name, value]);
  const regions = (length: number) => (chosen.region ?? []).filter((code) => code.length === length);
  return [
    ...one('q', text),
    ...each('municipality', regions(4)),
    ...each('county', regions(2)),
    ...one('near', near),
    ...one('km', criteria.near?.km),
    ...facets.flatMap((name) => each(name, chosen[name])),
    ...one('from', from),
    ...one('to', to),
    ...one('age', age),
    ...one('places', places),
    ...one('bounds', bounds && [bounds.south, bounds.west, bounds.north, bounds.east].join(',')),
    ...one('sort', sort),
    ...one('page', page === 1 ? undefined : page),
  ];
}

/** The path with its query, without a language in front; `path` is what answers the search where it is not its page. */
export function searchHref(asked: Asked, path = '/assignments'): string {
  const parameters = new URLSearchParams(parametersOf(asked));
  // A point and an area are easier to read so, and a comma may stand in a query.
  return parameters.size === 0 ? path : `${path}?${String(parameters).replaceAll('%2C', ',')}`;
}

/** The same search with other criteria, from its first page. An order that is no longer possible goes. */
export function narrowed({ near, sort }: Asked, criteria: Criteria): Asked {
  return {
    criteria,
    ...(near === undefined || criteria.near === undefined ? {} : { near }),
    ...(sort === undefined || !isPossible(sort, criteria) || sort === asItself(criteria) ? {} : { sort }),
    page: 1,
  };
}

/** The order that a search has when none is asked for. */
export function asItself({ text, near }: Criteria): Sort {
  if (text !== '') return 'relevance';
  return near === undefined ? 'newest' : 'nearest';
}

export function isPossible(sort: Sort, { text, near }: Criteria): boolean {
  return (sort !== 'relevance' || text !== '') && (sort !== 'nearest' || near !== undefined);
}

/** What the engine is asked. `fit` is only for whoever has told something of what would suit. */
export function queryOf({ criteria, sort, page }: Asked, hasTold: boolean): Query {
  const order = sort === undefined || (sort === 'fit' && !hasTold) ? asItself(criteria) : sort;
  return { ...criteria, sort: order, skip: (Math.min(page, mostPages) - 1) * pageSize, take: pageSize };
}

/** Criteria without one facet, or without one of its values. */
export function without(criteria: Criteria, name: FacetName, value?: string): Criteria {
  const { [name]: values = [], ...others } = criteria.chosen;
  const left = value === undefined ? [] : values.filter((one) => one !== value);
  return { ...criteria, chosen: left.length === 0 ? others : { ...others, [name]: left } };
}

/** Criteria without one of the others. */
export function withoutThe(
  criteria: Criteria,
  ...names: Exclude<keyof Criteria, 'text' | 'chosen'>[]
): Criteria {
  const left = Object.entries(criteria).filter(([name]) => !names.some((one) => one === name));
  return Object.fromEntries(left) as unknown as Criteria;
}

/** Where a search whose address that is can be watched. */
export function watchHrefOf(searchHref: string): string {
  return searchHref.replace('/assignments', '/watches/new');
}
