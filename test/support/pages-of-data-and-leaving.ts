// The pages of a person's own data, and those by which they leave, in their states.
import { page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfDataAndLeaving: readonly PageCase[] = [
  page('volunteer', '/account/data'),
  page('applicant', '/account/data', 'copy'),
  page('applicant', '/account/data', 'waiting copy'),
  page('applicant', '/account/data', 'waiting copy', {
    name: 'asked for too often',
    form: {},
    to: '/account/data',
    status: 409,
  }),
  page('volunteer', '/account/delete'),
  page('volunteer', '/account/delete', 'nothing', refused('with a wrong password', { present: 'fel' })),
  page('coordinator', '/account/delete', 'shared organisation'),
  page('coordinator', '/account/delete', 'nothing', refused('with nothing decided', { present: '' })),
  page('visitor', '/goodbye'),
];
