// The pages where a picture is put up and reviewed, in their states.
import { late, page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfPictures: readonly PageCase[] = [
  page('visitor', '/assignments/:id', 'assignment with a picture'),
  page('visitor', '/organisations/:id', 'organisation with a picture'),
  page('coordinator', '/assignments/:id/picture', 'published assignment'),
  page('coordinator', '/assignments/:id/picture', 'assignment with a waiting picture', { query: '?saved=1' }),
  page('coordinator', '/assignments/:id/picture', 'assignment with a picture'),
  page('coordinator', '/assignments/:id/picture', 'published assignment', refused('refused', { alt: 'x' })),
  page(
    'coordinator',
    '/assignments/:id/picture',
    'closed assignment',
    late('removed too late', '/assignments/:id/picture/remove'),
  ),
  page('coordinator', '/organisations/:id/picture', 'organisation with a picture'),
  page('moderator', '/staff/pictures/:id', 'waiting picture'),
  page('moderator', '/staff/pictures/:id', 'refused picture'),
  page(
    'moderator',
    '/staff/pictures/:id',
    'waiting picture',
    refused('refused', { decision: 'reject' }, '/staff/pictures/:id/decide'),
  ),
];
