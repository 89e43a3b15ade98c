// The pages for those who come from elsewhere: municipality by municipality.
import { page } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfFinding: readonly PageCase[] = [
  page('visitor', '/in', 'nothing', { before: 'empty' }),
  page('visitor', '/in', 'published assignment'),
  page('visitor', '/in/:municipality', 'published assignment'),
  page('visitor', '/in/:municipality/:cause', 'published assignment'),
];
