// The pages on which coordinators look after the organisation itself, in their states.
import { late, page } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfCoordinators: readonly PageCase[] = [
  page('coordinator', '/organisations/:id', 'numberless organisation'),
  page('coordinator', '/organisations/:id', 'numberless organisation', { query: '?created=1' }),
  page(
    'coordinator',
    '/organisations/:id',
    'numberless organisation',
    late('submitted without a number', '/organisations/:id/submit'),
  ),
  page('coordinator', '/organisations/:id/edit', 'numberless organisation'),
];
