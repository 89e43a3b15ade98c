// The mails to the guardian of somebody under 18: the question, and once they have consented, how to take it back. The volunteer is named as
// others see them before a match.
import type { Accounts } from '../accounts/account.service.ts';
import type { OneTimeLinks } from '../accounts/one-time-link.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { writeLetter } from '../notifications/letter.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, isLanguage, languages, pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow } from '../platform/mail/post.ts';
import type { Applications } from './application.service.ts';

export const consentFacts = ['ConsentAsked', 'ConsentGiven'] as const;
export type ConsentFact = (typeof consentFacts)[number];

export function createConsentMail(parts: {
  accounts: Accounts;
  links: OneTimeLinks;
  organisations: Organisations;
  assignments: Assignments;
  applications: Applications;
  views: Views;
  baseUrl: string;
}) {
  /** Null once the link is worth nothing. */
  return async (row: MailRow): Promise<Letter | null> => {
    const link = await parts.links.byId(row.data['link'] ?? '');
    if (link?.application === undefined || link.usedAt !== null) return null;
    const application = await parts.applications.find(String(link.application));
    const [assignment, organisation, volunteer] = await Promise.all([
      parts.assignments.find(String(application.assignment)),
      parts.organisations.find(String(application.organisation)),
      parts.accounts.get(String(application.person)),
    ]);
    const asked = row.data['language'];
    const lang: Language = isLanguage(asked) ? asked : 'sv';
    const { t } = facts[lang];
    const values = { name: volunteer.name, title: assignment.title, organisation: organisation.name };
    const kind = row.kind === 'ConsentGiven' ? 'given' : 'asked';
    const path = `/consent/${kind === 'given' ? 'given/' : ''}${parts.links.token(String(link._id))}`;
    const at = (language: Language): string => parts.baseUrl + pathIn(language, path);
    return writeLetter(parts.views, lang, link.email, {
      subject: t(`mail.consent.${kind}.subject`, values),
      name: application.consent?.guardian,
      paragraphs: [t(`mail.consent.${kind}.text`, values), t(`mail.consent.${kind}.more`, values)],
      button: { text: t(`mail.consent.${kind}.button`), href: at(lang) },
      // Which language a guardian reads is not known.
      items: languages
        .filter((other) => other !== lang)
        .map((other) => ({ text: facts[other].t('mail.consent.here', values), href: at(other) })),
      footer: t('mail.consent.footer'),
    });
  };
}
