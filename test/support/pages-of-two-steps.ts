// The pages of signing in in two steps, in their states.
import { page, refused } from './page-case.ts';
import type { PageCase } from './page-case.ts';

const home = '/account/two-factor';

export const pagesOfTwoSteps: readonly PageCase[] = [
  page('visitor', '/sign-in', 'nothing', { query: '?late=1' }),
  page(
    'visitor',
    '/sign-in',
    'nothing',
    refused('with a bad passkey', { credential: 'x' }, '/sign-in/passkey'),
  ),
  page('visitor', '/sign-in/second', 'nothing', { before: 'halfway' }),
  page('visitor', '/sign-in/second', 'nothing', {
    ...refused('with a wrong code', { code: 'x' }),
    before: 'halfway',
  }),
  page('volunteer', home),
  page('volunteer', home, 'nothing', { query: '?done=off' }),
  page('volunteer', home, 'nothing', refused('with a wrong password', { present: 'fel' }, `${home}/sure`)),
  page('volunteer', home, 'nothing', refused('with a bad passkey', { name: '' }, `${home}/passkeys`)),
  page('applicant', `${home}/app`, 'app to add'),
  page(
    'applicant',
    `${home}/app`,
    'app to add',
    refused('with a wrong code', { code: 'x' }, `${home}/app/confirm`),
  ),
  page('moderator', home),
  page('moderator', home, 'nothing', { name: 'with new codes', form: {}, to: `${home}/codes` }),
  page('moderator', `${home}/passkeys/rename`, 'passkey', { query: '?passkey=:passkey' }),
];
