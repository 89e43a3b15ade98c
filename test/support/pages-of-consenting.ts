// What a guardian meets, and the page of an application while a consent or an extract is awaited.
import { page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

const guardians: PageCase[] = [
  page('visitor', '/consent/:token', 'consent link'),
  page('visitor', '/consent/:token', 'consent link', refused('refused', {})),
  page('visitor', '/consent/:token', 'nothing', { name: 'with a link that is worth nothing', status: 404 }),
  page('visitor', '/consent/given/:token', 'link of a consent'),
  page('visitor', '/consent/given/:token', 'matched consent'),
];

const awaited = (['applicant', 'coordinator'] as const).flatMap((role) =>
  (
    [
      'application awaiting consent',
      'consented application',
      'application awaiting an extract',
      'application with an extract',
      'application of a child',
    ] as const
  ).map((state) => page(role, '/applications/:id', state)),
);

const refusals: PageCase[] = [
  page(
    'applicant',
    '/applications/:id',
    'application awaiting consent',
    refused(
      'with a guardian that cannot be',
      { guardianName: '', guardianEmail: 'x' },
      '/applications/:id/guardian',
    ),
  ),
  page(
    'coordinator',
    '/applications/:id',
    'application awaiting an extract',
    refused('with a day to come', { shownOn: '2096-01-01' }, '/applications/:id/extract'),
  ),
  page(
    'volunteer',
    '/assignments/:id/apply',
    'published assignment',
    refused('by somebody under 18', { born: '2012-03-04', guardianEmail: 'x' }),
  ),
  page(
    'coordinator',
    '/assignments/:id/edit/:step',
    'draft assignment',
    refused('with an extract and no children', { recordExtract: 'yes' }, '/assignments/:id/edit/4'),
  ),
];

export const pagesOfConsenting: readonly PageCase[] = [...guardians, ...awaited, ...refusals];
