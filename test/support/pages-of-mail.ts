// The pages about which mails one wants, and those that a mail leads to.
import { page, sent } from './page-case.ts';
import type { PageCase } from './page-case.ts';

const oneClick = { 'List-Unsubscribe': 'One-Click' };

export const pagesOfMail: readonly PageCase[] = [
  page('volunteer', '/account/mail'),
  page('volunteer', '/account/mail', 'nothing', { query: '?saved=1' }),
  page('coordinator', '/account/mail'),
  page('moderator', '/account/mail'),
  page('volunteer', '/account/mail', 'nothing', {
    name: 'with a choice that there is not',
    form: { own: 'hourly' },
    status: 400,
  }),
  page('visitor', '/unsubscribe/:token', 'mail link'),
  page('visitor', '/unsubscribe/:token', 'used mail link'),
  page('visitor', '/unsubscribe/:token', 'mail link', { query: '?undone=1' }),
  page('visitor', '/unsubscribe/:token', 'mail link', sent('turned off', oneClick)),
  ...['/home', '/account', '/account/address', '/account/mail'].map((path) =>
    page('other', path, 'mail that comes back'),
  ),
  page('other', '/home', 'mail called unwanted'),
  page('visitor', '/unsubscribe/:token', 'nothing', {
    name: 'with a link that is worth nothing',
    status: 404,
  }),
];
