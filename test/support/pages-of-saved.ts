// The pages of what somebody has saved or watches.
import { page, refused, sent } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfSaved: readonly PageCase[] = [
  page('other', '/saved', 'nothing', { before: 'empty' }),
  page('volunteer', '/saved', 'saved assignment'),
  page('volunteer', '/assignments/:id', 'saved assignment'),
  page('volunteer', '/assignments/:id', 'published assignment', {
    name: 'with a choice that there is not',
    form: { saved: 'perhaps' },
    to: '/assignments/:id/saved',
    status: 404,
  }),
  page('other', '/watches', 'nothing', { before: 'empty' }),
  page('volunteer', '/watches', 'watch'),
  ...['made', 'changed', 'removed'].map((said) =>
    page('volunteer', '/watches', 'watch', { query: `?said=${said}` }),
  ),
  page('volunteer', '/watches/new'),
  page('visitor', '/watches/new'),
  page('visitor', '/watches/new', 'nothing', { query: '?municipality=1980&cause=children&slot=2-evening' }),
  page(
    'visitor',
    '/watches/new',
    'nothing',
    refused('refused', { search: 'q=barn', email: 'x' }, '/watches'),
  ),
  page('visitor', '/watches/new', 'nothing', {
    ...sent('taken', { search: 'q=barn', pace: 'daily', email: 'sida@example.org' }),
    to: '/watches',
  }),
  page('visitor', '/watches/confirm/:token', 'watch link'),
  page('visitor', '/watches/confirm/:token', 'nothing', {
    name: 'with a link that is worth nothing',
    status: 404,
  }),
  page('visitor', '/watches/mail/:token', 'watch mail'),
  page('visitor', '/watches/mail/:token', 'watch mail', { query: '?said=confirmed' }),
  page('visitor', '/watches/mail/:token', 'watch that ends soon'),
  page('visitor', '/watches/mail/:token', 'removed watch'),
  page(
    'visitor',
    '/watches/mail/:token',
    'watch that ends soon',
    sent('stopped', { 'List-Unsubscribe': 'One-Click' }),
  ),
];
