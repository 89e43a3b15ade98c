// The pages on which coordinators look after the organisation itself, in their states.
import { late, page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfCoordinators: readonly PageCase[] = [
  page('coordinator', '/assignments/:id/people', 'published assignment'),
  page('coordinator', '/assignments/:id/people', 'full assignment'),
  page('coordinator', '/organisations/:id', 'numberless organisation'),
  page('coordinator', '/organisations/:id', 'numberless organisation', { query: '?created=1' }),
  page(
    'coordinator',
    '/organisations/:id',
    'numberless organisation',
    late('submitted without a number', '/organisations/:id/submit'),
  ),
  page('coordinator', '/organisations/:id/edit', 'numberless organisation'),
  page('coordinator', '/organisations/:id', 'closed organisation'),
  page('coordinator', '/organisations/:id/coordinators', 'shared organisation', { query: '?removed=1' }),
  page('coordinator', '/organisations/:id/coordinators', 'invited organisation'),
  page('coordinator', '/organisations/:id/coordinators', 'asked organisation', { query: '?answered=1' }),
  page('coordinator', '/organisations/:id/coordinators/:person/remove', 'shared organisation'),
  page('coordinator', '/organisations/:id/coordinators/:person/remove', 'approved organisation'),
  page('coordinator', '/organisations/:id/close', 'approved organisation'),
  page(
    'coordinator',
    '/organisations/:id/close',
    'approved organisation',
    refused('closed without a reason'),
  ),
  page('coordinator', '/organisations/:id/rests', 'approved organisation'),
  page('coordinator', '/organisations/:id/rests', 'resting organisation', { query: '?saved=1' }),
  page(
    'coordinator',
    '/organisations/:id/rests',
    'resting organisation',
    refused('refused', { from: '2026-02-30' }),
  ),
  page('visitor', '/organisations/:id', 'resting organisation'),
  page('volunteer', '/organisations/:id/join', 'approved organisation'),
  page(
    'volunteer',
    '/organisations/:id/join',
    'approved organisation',
    refused('refused', { message: 'a@example.org' }),
  ),
  page('applicant', '/join-requests/:id', 'join request', { query: '?sent=1' }),
  page('applicant', '/join-requests/:id', 'answered join request'),
  page(
    'applicant',
    '/join-requests/:id',
    'answered join request',
    late('withdrawn too late', '/join-requests/:id/withdraw'),
  ),
  page('applicant', '/join-requests/:id', 'join request to staff'),
  page('moderator', '/staff/organisations/:id', 'asked organisation'),
  page('moderator', '/staff/organisations/:id', 'unit to confirm'),
];
