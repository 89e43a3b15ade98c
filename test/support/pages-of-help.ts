// The pages of help.
import { page } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfHelp: readonly PageCase[] = [
  page('visitor', '/help'),
  page('visitor', '/help/volunteers'),
  page('coordinator', '/help/coordinators'),
  page('moderator', '/help/moderators'),
];
