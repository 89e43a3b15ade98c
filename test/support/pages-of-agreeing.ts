// The page of an application where the two sides have something to settle before or after the match.
import { formOf } from './forms.ts';
import { late, page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

const places: PageCase[] = [
  page('visitor', '/assignments/:id', 'discreet assignment'),
  page('visitor', '/assignments/:id', 'sheltered assignment'),
  page(
    'coordinator',
    '/assignments/:id/edit/:step',
    'draft assignment',
    refused(
      'with the address of a sheltered place',
      {
        ...formOf('POST /assignments/:id/edit/:step', { step: '2' }),
        addressShown: 'never',
      },
      '/assignments/:id/edit/2',
    ),
  ),
];

const notes = (['applicant', 'coordinator'] as const).flatMap((role) => [
  page(role, '/applications/:id', 'match through the service'),
  page(
    role,
    '/applications/:id',
    'match through the service',
    refused('written badly', { note: 'Ring amina@example.org' }, '/applications/:id/notes'),
  ),
]);

const proposals = (['applicant', 'coordinator'] as const).flatMap((role) => [
  ...(
    [
      'application by somebody with a telephone',
      'application with a proposal',
      'application with an agreed time',
      'application with several proposals',
    ] as const
  ).map((when) => page(role, '/applications/:id', when)),
  page(
    role,
    '/applications/:id',
    'application by somebody with a telephone',
    refused(
      'proposed badly',
      { kind: 'x', date: '2020-01-01', time: '25:00', words: 'Ring amina@example.org', after: '0' },
      '/applications/:id/proposals',
    ),
  ),
  page(
    role,
    '/applications/:id',
    'application with a proposal',
    late('proposed too late', '/applications/:id/proposals', {
      ...formOf('POST /applications/:id/proposals', {}),
    }),
  ),
]);

export const pagesOfAgreeing: readonly PageCase[] = [...places, ...notes, ...proposals];
