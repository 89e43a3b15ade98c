// Mails about accounts: what each says. The link in them is derived here, at sending, and stored nowhere.
import { writeLetter } from '../notifications/letter.ts';
import type { Content } from '../notifications/letter.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, isLanguage, pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow } from '../platform/mail/post.ts';
import type { Accounts } from './account.service.ts';
import type { OneTimeLinks } from './one-time-link.ts';

export const accountFacts = [
  'RegistrationRequested',
  'PasswordForgotten',
  'PasswordChanged',
  'CoordinatorInvited',
] as const;
export type AccountFact = (typeof accountFacts)[number];

export function createAccountMail(parts: {
  accounts: Accounts;
  links: OneTimeLinks;
  organisations: Organisations;
  views: Views;
  baseUrl: string;
}) {
  const { accounts, links } = parts;

  async function ofLink(row: MailRow): Promise<Letter | null> {
    const link = await links.byId(row.data['link'] ?? '');
    if (link === null || link.usedAt !== null) return null;
    const person = await accounts.findByEmail(link.email);
    const asked = row.data['language'];
    const lang: Language = person?.language ?? (isLanguage(asked) ? asked : 'sv');
    const { t } = facts[lang];
    const at = (path: string): string => parts.baseUrl + pathIn(lang, path);
    const token = links.token(String(link._id));
    // An account's own spelling of its address: another one, as somebody typed it, could be another mailbox.
    const letter = (content: Omit<Content, 'footer' | 'name'>): Letter =>
      writeLetter(parts.views, lang, person?.email ?? link.email, {
        ...content,
        name: person?.name,
        footer: t('mail.footer.account'),
      });

    if (row.kind === 'CoordinatorInvited') {
      const organisation = await parts.organisations.find(String(link.organisation));
      return letter({
        subject: t('mail.invited.subject', { organisation: organisation.name }),
        paragraphs: [t('mail.invited.text', { organisation: organisation.name })],
        button: { text: t('mail.invited.button'), href: at(`/invitations/${token}`) },
      });
    }
    if (row.kind === 'RegistrationRequested')
      return person === null
        ? letter({
            subject: t('mail.register.subject'),
            paragraphs: [t('mail.register.text')],
            button: { text: t('mail.register.button'), href: at(`/register/${token}`) },
          })
        : letter({
            subject: t('mail.already.subject'),
            paragraphs: [t('mail.already.text')],
            button: { text: t('mail.already.button'), href: at('/sign-in') },
          });
    if (person === null)
      return letter({
        subject: t('mail.password.unknown.subject'),
        paragraphs: [t('mail.password.unknown.text')],
        button: { text: t('mail.password.unknown.button'), href: at('/register') },
      });
    return letter({
      subject: t('mail.password.subject'),
      paragraphs: [t('mail.password.text')],
      button: { text: t('mail.password.button'), href: at(`/password/${token}`) },
    });
  }

  async function ofChange(row: MailRow): Promise<Letter | null> {
    const person = await accounts.find(row.data['person'] ?? '');
    if (person === null) return null;
    const { t } = facts[person.language];
    return writeLetter(parts.views, person.language, person.email, {
      subject: t('mail.changed.subject'),
      name: person.name,
      paragraphs: [t('mail.changed.text')],
      button: {
        text: t('mail.changed.button'),
        href: parts.baseUrl + pathIn(person.language, '/password/forgotten'),
      },
      footer: t('mail.footer.account'),
    });
  }

  return { compose: (row: MailRow) => (row.kind === 'PasswordChanged' ? ofChange(row) : ofLink(row)) };
}
