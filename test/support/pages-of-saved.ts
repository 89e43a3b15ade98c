// The pages of what somebody has saved or watches.
import { page } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfSaved: readonly PageCase[] = [
  page('other', '/saved', 'nothing', { before: 'empty' }),
  page('volunteer', '/saved', 'saved assignment'),
  page('volunteer', '/assignments/:id', 'saved assignment'),
  page('volunteer', '/assignments/:id', 'published assignment', {
    name: 'with a choice that there is not',
    form: { saved: 'perhaps' },
    to: '/assignments/:id/saved',
    status: 400,
  }),
];
