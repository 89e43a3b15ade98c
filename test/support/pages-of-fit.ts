// The guide, what it leads to, and the page on the order of lists.
import { page } from './page-case.ts';
import type { PageCase } from './page-case.ts';

const answers = '?activity=teaching&cause=children&when=days&municipality=1980&km=10&swedish=basic&speaks=ar';

export const pagesOfFit: readonly PageCase[] = [
  page('visitor', '/guide'),
  page('visitor', '/guide/when', 'nothing', { query: '?activity=it&cause=elderly' }),
  page('visitor', '/guide/where', 'nothing', { query: answers }),
  page('visitor', '/guide/language', 'nothing', { query: `${answers}&change=yes` }),
  page('volunteer', '/guide/matters', 'nothing', { query: `${answers}&practice=yes&age=15` }),
  page('visitor', '/guide/fit', 'nothing', { name: 'before there is anything', before: 'empty' }),
  page('visitor', '/guide/fit', 'published assignment', { query: `${answers}&access=hearingLoop` }),
  page('visitor', '/guide/fit', 'published assignment', {
    query: '?municipality=2584&km=5',
    name: 'that is wider',
  }),
  page('visitor', '/guide/fit'),
  page('visitor', '/order'),
];
