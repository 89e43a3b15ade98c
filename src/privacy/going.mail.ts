// The mail to whoever has been away for long: when the account goes, and that signing in keeps it.
import type { Accounts } from '../accounts/account.service.ts';
import { writeLetter } from '../notifications/letter.ts';
import type { Views } from '../platform/http/views.ts';
import { day } from '../platform/clock.ts';
import { facts, formatDate, pathIn } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow } from '../platform/mail/post.ts';
import { collections } from './collections.ts';
import { noticesBefore } from './retention.service.ts';

export function createGoingMail(parts: { accounts: Accounts; views: Views; baseUrl: string }) {
  /** Null if they have signed in meanwhile. */
  return async (row: MailRow): Promise<Letter | null> => {
    const person = await parts.accounts.find(row.data['person'] ?? '');
    const told = person?.toldGoing?.last ?? person?.toldGoing?.first;
    if (person === null || told === undefined) return null;
    const left = person.toldGoing?.last === undefined ? noticesBefore.first : noticesBefore.last;
    const goes = Math.max(
      person.lastSeenAt.getTime() + collections.people.keep.days * day,
      told.getTime() + left * day,
    );
    const { t } = facts[person.language];
    const date = formatDate(person.language, new Date(goes), 'full');
    return writeLetter(parts.views, person.language, person.email, {
      subject: t('mail.going.subject', { date }),
      name: person.name,
      paragraphs: [t('mail.going.text', { date }), t('mail.going.stay')],
      button: {
        text: t('mail.going.button'),
        href: parts.baseUrl + pathIn(person.language, '/sign-in'),
      },
      footer: t('mail.footer.account'),
    });
  };
}
