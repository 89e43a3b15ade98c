// The mail about a second factor: what has happened to it, and what to do where it was somebody else.
import { writeLetter } from '../notifications/letter.ts';
import type { Events } from '../events.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, pathIn } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow } from '../platform/mail/post.ts';
import type { Accounts } from './account.service.ts';

export function createSecondFactorMail(parts: { accounts: Accounts; views: Views; baseUrl: string }) {
  return async (row: MailRow): Promise<Letter | null> => {
    const { person: id, what } = row.data as Events['SecondFactorChanged'];
    const person = await parts.accounts.find(id);
    if (person === null) return null;
    const { language, email, name } = person;
    const { t } = facts[language];
    // Who is helped by staff signs in with the password, and sets it up anew.
    const path = what === 'reset' ? '/account/two-factor' : '/password/forgotten';
    const button = what === 'reset' ? t('mail.second.reset.button') : t('mail.changed.button');
    return writeLetter(parts.views, language, email, {
      subject: t(`mail.second.${what}.subject`),
      name,
      paragraphs: [t(`mail.second.${what}.text`), ...(what === 'reset' ? [] : [t('mail.second.stranger')])],
      button: { text: button, href: parts.baseUrl + pathIn(language, path) },
      footer: t('mail.footer.account'),
    });
  };
}
