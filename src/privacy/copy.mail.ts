// The mail that a copy is ready, also for whoever did not ask for one.
import type { Accounts } from '../accounts/account.service.ts';
import { writeLetter } from '../notifications/letter.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, pathIn } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow } from '../platform/mail/post.ts';

export function createCopyMail(parts: { accounts: Accounts; views: Views; baseUrl: string }) {
  /** Null if they are gone meanwhile. */
  return async (row: MailRow): Promise<Letter | null> => {
    const person = await parts.accounts.find(row.data['person'] ?? '');
    if (person === null) return null;
    const { t } = facts[person.language];
    return writeLetter(parts.views, person.language, person.email, {
      subject: t('mail.copy.subject'),
      name: person.name,
      paragraphs: [t('mail.copy.text'), t('mail.copy.other')],
      button: {
        text: t('mail.copy.button'),
        href: parts.baseUrl + pathIn(person.language, '/account/data'),
      },
      footer: t('mail.footer.account'),
    });
  };
}
