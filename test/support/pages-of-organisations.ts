// The pages that coordinators and staff open, in their states.
import type { Form } from './http.ts';
import { applicationStates, late, page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

/** For each step of an assignment's form, what it cannot take. */
const wrong: Readonly<Record<'1' | '2' | '3' | '4', Form>> = {
  1: {
    title: 'x',
    description: 'Ring 070-174 06 05 eller skriv till anna@example.org',
    causes: ['children', 'sport', 'health', 'animals'],
  },
  2: {
    timing: 'dates',
    where: 'onsite',
    'dates.0.date': '2026-02-30',
    'dates.0.from': '25:00',
    'dates.1.from': '10:00',
    hours: 'x',
  },
  3: { places: '0', others: 'x', lowestAge: '-1' },
  4: { 'requirements.0': 'www.example.org', membershipFee: 'x' },
};

const organisationStates = ['draft', 'pending', 'approved', 'returned', 'rejected', 'suspended'] as const;
const assignmentStates = [
  'draft',
  'pending',
  'published',
  'returned',
  'rejected',
  'paused',
  'full',
  'detailed',
  'past',
  'closed',
  'cancelled',
  'suspended',
] as const;

const coordinators: PageCase[] = [
  page('coordinator', '/home'),
  page('coordinator', '/notifications'),
  page('coordinator', '/assignments/new'),
  page('coordinator', '/assignments/new', 'nothing', refused('refused')),
  ...organisationStates.map((state) => page('coordinator', '/organisations/:id', `${state} organisation`)),
  ...['?created=1', '?saved=1'].map((query) =>
    page('coordinator', '/organisations/:id', 'draft organisation', { query }),
  ),
  page('coordinator', '/organisations/:id', 'pending organisation', { query: '?submitted=1' }),
  page(
    'coordinator',
    '/organisations/:id',
    'pending organisation',
    late('submitted again', '/organisations/:id/submit'),
  ),
  page('coordinator', '/organisations/:id/edit', 'draft organisation'),
  page('coordinator', '/organisations/:id/edit', 'approved organisation'),
  page(
    'coordinator',
    '/organisations/:id/edit',
    'draft organisation',
    refused('refused', { number: '1', about: 'x' }),
  ),
  page('coordinator', '/organisations/:id/coordinators', 'approved organisation', { query: '?sent=1' }),
  page(
    'coordinator',
    '/organisations/:id/coordinators',
    'approved organisation',
    refused('refused', { email: 'x' }),
  ),
  ...assignmentStates.map((state) => page('coordinator', '/assignments/:id/manage', `${state} assignment`)),
  page(
    'coordinator',
    '/assignments/:id/manage',
    'published assignment',
    refused('closed without a reason', {}, '/assignments/:id/close'),
  ),
  page(
    'coordinator',
    '/assignments/:id/manage',
    'published assignment',
    refused('without places', { places: '0' }, '/assignments/:id/places'),
  ),
  page(
    'coordinator',
    '/assignments/:id/manage',
    'full assignment',
    late('with too few places', '/assignments/:id/places', { places: '1', others: '1' }),
  ),
  page(
    'coordinator',
    '/assignments/:id/manage',
    'closed assignment',
    late('resumed too late', '/assignments/:id/resume'),
  ),
  page('coordinator', '/assignments/:id/manage', 'assignment just closed'),
  page('coordinator', '/assignments/:id/manage', 'assignment just closed', { query: '?closed=1' }),
  page('coordinator', '/assignments/:id/manage', 'published assignment', { query: '?reopened=1' }),
  page(
    'coordinator',
    '/assignments/:id/manage',
    'closed assignment',
    late('reopened too late', '/assignments/:id/reopen'),
  ),
  page('coordinator', '/assignments/:id/close', 'published assignment'),
  page('coordinator', '/assignments/:id/close', 'published assignment', { query: '?reason=over' }),
  page('coordinator', '/assignments/:id/edit/:step', 'draft assignment', {
    name: '1',
    query: '?copied=words',
  }),
  ...(['reworded assignment', 'assignment with returned words'] as const).flatMap((when) => [
    page('coordinator', '/assignments/:id/manage', when),
    page('coordinator', '/assignments/:id/edit/:step', when, { name: '1' }),
  ]),
  page('coordinator', '/assignments/:id/manage', 'published assignment', { query: '?withdrawn=1' }),
  page('coordinator', '/assignments/:id', 'draft assignment'),
  page('coordinator', '/assignments/:id', 'published assignment'),
  ...(['1', '2', '3', '4'] as const).flatMap((step) => [
    page('coordinator', '/assignments/:id/edit/:step', 'draft assignment', { name: step }),
    page('coordinator', '/assignments/:id/edit/:step', 'detailed assignment', { name: step }),
    page(
      'coordinator',
      '/assignments/:id/edit/:step',
      'draft assignment',
      refused(`${step} refused`, wrong[step]),
    ),
  ]),
  page('coordinator', '/assignments/:id/preview', 'empty assignment'),
  page('coordinator', '/assignments/:id/preview', 'draft assignment'),
  page('coordinator', '/assignments/:id/preview', 'detailed assignment'),
  ...applicationStates.map((state) => page('coordinator', '/applications/:id', `${state} application`)),
  page(
    'coordinator',
    '/applications/:id',
    'submitted application',
    refused('declined without a reason', {}, '/applications/:id/decline'),
  ),
  page('coordinator', '/applications/:id', 'application to something full'),
  page(
    'coordinator',
    '/applications/:id',
    'application to something full',
    late('offered too late', '/applications/:id/offer'),
  ),
];

const moderators: PageCase[] = [
  page('moderator', '/home'),
  page('moderator', '/notifications'),
  page('moderator', '/staff', 'nothing', { name: 'with nothing to do', before: 'empty' }),
  page('moderator', '/staff'),
  page('moderator', '/staff', 'nothing', { query: '?decided=1' }),
  page('moderator', '/staff/assignments/:id', 'pending assignment', { query: '?decided=1' }),
  page('moderator', '/organisations/:id', 'pending organisation'),
  page('moderator', '/assignments/:id', 'pending assignment'),
  ...organisationStates.map((state) =>
    page('moderator', '/staff/organisations/:id', `${state} organisation`),
  ),
  page(
    'moderator',
    '/staff/organisations/:id',
    'pending organisation',
    refused('refused', { revision: '1' }, '/staff/organisations/:id/decide'),
  ),
  page(
    'moderator',
    '/staff/organisations/:id',
    'approved organisation',
    late('decided twice', '/staff/organisations/:id/decide', {
      decision: 'approve',
      revision: '1',
      shown: 'Protokoll.',
    }),
  ),
  ...(['pending', 'published', 'detailed', 'rejected', 'closed', 'suspended'] as const).map((state) =>
    page('moderator', '/staff/assignments/:id', `${state} assignment`),
  ),
  ...(['reworded assignment', 'assignment with returned words', 'corrected assignment'] as const).map(
    (when) => page('moderator', '/staff/assignments/:id', when),
  ),
  page(
    'moderator',
    '/staff/assignments/:id',
    'pending assignment',
    refused('refused', { decision: 'reject', revision: '2' }, '/staff/assignments/:id/decide'),
  ),
  page(
    'moderator',
    '/staff/assignments/:id',
    'pending assignment',
    late('decided on an older text', '/staff/assignments/:id/decide', { decision: 'approve', revision: '1' }),
  ),
];

export const pagesOfOrganisations: readonly PageCase[] = [...coordinators, ...moderators];
