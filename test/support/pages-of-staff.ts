// Staff's pages of a person, in their states.
import { page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfStaff: readonly PageCase[] = [
  page('moderator', '/staff/people'),
  page('moderator', '/staff/people', 'nothing', refused('refused', { email: 'x', reason: 'other' })),
  page(
    'moderator',
    '/staff/people',
    'nothing',
    refused('that finds nobody', { email: 'ingen@example.org', reason: 'asked' }),
  ),
  page('moderator', '/staff/people/:id', 'person'),
  page('moderator', '/staff/people/:id', 'person', refused('refused')),
  page('moderator', '/staff/people/:id', 'person looked at'),
  page('moderator', '/staff/people/:id', 'protected person looked at'),
];
