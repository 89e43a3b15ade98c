// The pages that visitors, volunteers and applicants open, in their states.
import { applicationStates, late, page, refused, sent } from './page-case.ts';
import type { PageCase } from './page-case.ts';

const visitors: PageCase[] = [
  page('visitor', '/', 'nothing', { name: 'before there is anything', before: 'empty' }),
  page('visitor', '/assignments', 'nothing', { name: 'before there is anything', before: 'empty' }),
  page('visitor', '/'),
  page('visitor', '/', 'nothing', { query: '?signed-out=1' }),
  page('visitor', '/assignments'),
  ...(
    ['published', 'direct', 'full', 'wanted', 'detailed', 'paused', 'past', 'closed', 'cancelled'] as const
  ).map((state) => page('visitor', '/assignments/:id', `${state} assignment`)),
  page('visitor', '/organisations/:id', 'approved organisation'),
  page('visitor', '/about'),
  page('visitor', '/privacy'),
  page('visitor', '/privacy/retention'),
  page('visitor', '/accessibility'),
  page('visitor', '/contact'),
  page('visitor', '/report'),
  page('visitor', '/register'),
  page('visitor', '/register', 'nothing', refused('refused')),
  page('visitor', '/register', 'nothing', sent('taken', { email: 'ny.person@example.org' })),
  page('visitor', '/register/:token', 'registration link'),
  page(
    'visitor',
    '/register/:token',
    'registration link',
    refused('refused', { password: 'x', name: 'Amina' }),
  ),
  page('visitor', '/register/:token', 'nothing', { name: 'with a link that is worth nothing', status: 404 }),
  page('visitor', '/sign-in'),
  page('visitor', '/sign-in', 'nothing', { query: '?next=/home' }),
  page('visitor', '/sign-in', 'nothing', { query: '?changed=1' }),
  page(
    'visitor',
    '/sign-in',
    'nothing',
    refused('with a wrong password', { email: 'nobody@example.org', password: 'fel lösenord' }),
  ),
  page('visitor', '/sign-in', 'nothing', {
    ...refused('tried too often', { email: 'often@example.org', password: 'fel lösenord' }),
    status: 429,
    before: 'exhaust',
  }),
  page('visitor', '/password/forgotten'),
  page('visitor', '/password/forgotten', 'nothing', refused('refused', { email: 'x' })),
  page('visitor', '/password/forgotten', 'nothing', sent('taken', { email: 'ny.person@example.org' })),
  page('visitor', '/password/:token', 'password link'),
  page('visitor', '/password/:token', 'password link', refused('refused', { password: 'x' })),
  page('visitor', '/account', 'nothing', { ...refused('sent by nobody'), status: 403 }),
  page('visitor', '/assignments/:id', 'nothing', {
    to: '/assignments/%E0%A4%A',
    name: 'that cannot be read',
    status: 400,
  }),
  page('visitor', '/about', 'nothing', { query: '/nothing-here', name: 'that is missing', status: 404 }),
  page('visitor', '/register', 'nothing', {
    ...refused('too large', { email: 'x'.repeat(120_000) }),
    status: 413,
  }),
];

const volunteers: PageCase[] = [
  page('volunteer', '/home', 'nothing', { name: 'of somebody new', before: 'empty' }),
  page('volunteer', '/home', 'nothing', { query: '?welcome=1', name: 'of somebody new', before: 'empty' }),
  page('volunteer', '/notifications', 'nothing', { name: 'without any', before: 'empty' }),
  page('volunteer', '/notifications', 'nothing', { name: 'that broke', status: 500, before: 'break' }),
  page('volunteer', '/account'),
  page('volunteer', '/account', 'nothing', { query: '?saved=1' }),
  page('volunteer', '/account', 'nothing', refused('refused', { phone: 'x', 'languages.0.code': 'xx' })),
  page('volunteer', '/account/password'),
  page('volunteer', '/account/password', 'nothing', { query: '?saved=1' }),
  page('volunteer', '/account/password', 'nothing', refused('refused', { present: 'fel', password: 'x' })),
  page('volunteer', '/account/address'),
  page('volunteer', '/account/address', 'nothing', { query: '?saved=1' }),
  page('volunteer', '/account/address', 'nothing', refused('refused', { email: 'x' })),
  page('applicant', '/address/:token', 'address link'),
  page('visitor', '/address/keep/:token', 'keeping link'),
  page('volunteer', '/account/sessions'),
  page('volunteer', '/account/sessions', 'nothing', { query: '?ended=1' }),
  page('volunteer', '/organisations/new'),
  page(
    'volunteer',
    '/organisations/new',
    'nothing',
    refused('refused', { number: '19121212-1212', legalForm: 'party', web: 'x' }),
  ),
  page('volunteer', '/assignments/new', 'nothing', { name: 'without an organisation' }),
  ...(['published', 'direct', 'full', 'wanted', 'detailed', 'paused', 'past', 'closed'] as const).flatMap(
    (state) => [
      page('volunteer', '/assignments/:id', `${state} assignment`),
      page('volunteer', '/assignments/:id/apply', `${state} assignment`),
    ],
  ),
  page(
    'volunteer',
    '/assignments/:id/apply',
    'detailed assignment',
    refused('refused', { message: 'Ring mig: amina@example.org' }),
  ),
  page(
    'volunteer',
    '/assignments/:id/apply',
    'paused assignment',
    late('too late', '/assignments/:id/apply', { message: 'Jag vill gärna hjälpa till.', adult: 'yes' }),
  ),
  page('volunteer', '/invitations/:token', 'invitation'),
];

const applicants: PageCase[] = [
  page('applicant', '/home'),
  page('applicant', '/notifications', 'notices'),
  page('applicant', '/assignments/:id', 'published assignment'),
  page('applicant', '/assignments/:id/apply', 'published assignment'),
  ...applicationStates.map((state) => page('applicant', '/applications/:id', `${state} application`)),
  page(
    'applicant',
    '/applications/:id',
    'matched application',
    refused('cancelled without a reason', {}, '/applications/:id/cancel'),
  ),
  page(
    'applicant',
    '/applications/:id',
    'submitted application',
    late('confirmed too early', '/applications/:id/confirm'),
  ),
];

export const pagesOfVolunteers: readonly PageCase[] = [...visitors, ...volunteers, ...applicants];
