// The last mail to somebody: that the account is gone. By then nothing else knows the address, so the row of the mail holds it, and goes when it is sent.
import { writeLetter } from '../notifications/letter.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, isLanguage, pathIn } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow } from '../platform/mail/post.ts';

export const erasedMail = 'AccountErased';

/** What the row must know. */
export function erasedMailOf({ email, language }: PersonDocument): Record<string, string> {
  return { email, language };
}

export function createErasedMail(parts: { views: Views; baseUrl: string }) {
  return (row: MailRow): Letter => {
    const { email = '', language } = row.data;
    const lang = isLanguage(language) ? language : 'sv';
    const { t } = facts[lang];
    return writeLetter(parts.views, lang, email, {
      subject: t('mail.erased.subject'),
      paragraphs: [t('mail.erased.text'), t('mail.erased.back')],
      button: { text: t('mail.erased.button'), href: parts.baseUrl + pathIn(lang, '/') },
      footer: t('mail.footer.erased'),
    });
  };
}
