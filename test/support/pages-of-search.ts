// The page of a search as it looks with much, little and nothing found.
import { page } from './page-case.ts';
import type { PageCase } from './page-case.ts';

const search = (query: string, name = ''): PageCase =>
  page('visitor', '/assignments', 'nothing', { query: `?${query}`, name });

export const pagesOfSearch: readonly PageCase[] = [
  search(
    'q=l%C3%A4xor&near=1980-vasteras&km=10&slot=2-afternoon&from=2026-11-25',
    'with words, place and time',
  ),
  search('municipality=0114&cause=sport&where=remote&spoken=th', 'that is empty'),
  search('q=l%C3%A4xor&municipality=1980&county=19&access=stepFree&age=14', 'that leads on'),
  search('near=Nowhere&km=x&cause=nothing', 'of which nothing can be read'),
  search('page=2', 'turned'),
  search('page=9', 'past its end'),
  search('page=51', 'that is too deep'),
  page('volunteer', '/assignments', 'nothing', { query: '?sort=soonest' }),
];
