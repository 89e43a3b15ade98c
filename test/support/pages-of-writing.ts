// The pages on which coordinators write an assignment, with what is typed and not saved, in their states.
import { late, page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfWriting: readonly PageCase[] = [
  page('coordinator', '/assignments/:id/edit/:step', 'unsaved step', { name: 'step 1' }),
  page('coordinator', '/assignments/:id/edit/:step', 'two unsaved texts', { name: 'step 1' }),
  page('coordinator', '/assignments/:id/edit/:step', 'templated assignment', { name: 'step 1' }),
  page('coordinator', '/assignments/:id/edit/:step', 'templated assignment', {
    name: 'step 1',
    query: '?missing=1',
  }),
  page('coordinator', '/assignments/:id/preview', 'templated assignment'),
  page('moderator', '/staff/templates', 'withdrawn template', { query: '?saved=1' }),
  page('moderator', '/staff/templates/new'),
  page('moderator', '/staff/templates/new', 'nothing', refused('refused', { name: 'x' })),
  page('moderator', '/staff/templates/:id', 'template'),
  page('moderator', '/staff/templates/:id', 'withdrawn template'),
  page('moderator', '/staff/templates/:id', 'template', refused('refused', { revision: '1' })),
  page(
    'moderator',
    '/staff/templates/:id',
    'withdrawn template',
    late('withdrawn again', '/staff/templates/:id/withdraw'),
  ),
];
