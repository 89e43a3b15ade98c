// The pages on which coordinators write an assignment, with what is typed and not saved, in their states.
import { page } from './page-case.ts';
import type { PageCase } from './page-case.ts';

export const pagesOfWriting: readonly PageCase[] = [
  page('coordinator', '/assignments/:id/edit/:step', 'unsaved step', { name: 'step 1' }),
  page('coordinator', '/assignments/:id/edit/:step', 'two unsaved texts', { name: 'step 1' }),
];
