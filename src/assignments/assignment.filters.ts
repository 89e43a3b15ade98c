// The filters of the list as addresses: of a search, and of the same search with one filter less. Pure.

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
