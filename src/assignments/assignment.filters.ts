// The filters of the list: what there is to choose, and their addresses, of a search and of the same search with one filter less. Pure.
import { municipalities } from '../places/places.ts';
import { CAUSES, LANGUAGES } from '../taxonomies/taxonomies.ts';

export interface Filters {
  municipality: string;
  cause: string;
  language: string;
  remote: string;
}

export interface FilterLink {
  /** The filter that is left out. */
  name: keyof Filters;
  href: string;
  filters: Filters;
}

export function listHref(filters: Filters & { after?: string }): string {
  const params = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  return params.size === 0 ? '/assignments' : `/assignments?${params.toString()}`;
}

/** One link for each filter that is set, to the search without it. */
export function filterLinks(filters: Filters): FilterLink[] {
  return (['municipality', 'cause', 'language', 'remote'] as const)
    .filter((name) => filters[name] !== '')
    .map((name) => {
      const rest = { ...filters, [name]: '' };
      return { name, href: listHref(rest), filters: rest };
    });
}

export function filterOptions() {
  return {
    municipalityOptions: municipalities().map(({ code, name }) => ({ value: code, text: name })),
    causeOptions: CAUSES.map((value) => ({ value, key: `taxonomies.cause.${value}` })),
    languageOptions: [
      { value: 'none', key: 'assignments.filter.noSwedish' },
      { value: 'practice', key: 'assignments.filter.practice' },
      ...LANGUAGES.map((value) => ({ value, key: `taxonomies.language.${value}` })),
    ],
  };
}
