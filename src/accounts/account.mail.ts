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
import type { LinkDocument, OneTimeLinks } from './one-time-link.ts';
import type { PersonDocument } from './person.model.ts';

export const accountFacts = [
  'RegistrationRequested',
  'PasswordForgotten',
  'PasswordChanged',
  'AddressChangeRequested',
  'AddressChangeAnnounced',
  'AddressChanged',
  'SecondFactorChanged',
  'CoordinatorInvited',
] as const;
export type AccountFact = (typeof accountFacts)[number];

/** Somebody asks for these, and waits for them: they go also to an address that mail has come back from, and the link in them proves it anew. */
export const askedFor: readonly string[] = [
  'RegistrationRequested',
  'PasswordForgotten',
  'AddressChangeRequested',
] satisfies AccountFact[];

type Words = Omit<Content, 'footer' | 'name'>;

/** What the words of a mail are made of. */
interface About {
  row: MailRow;
  link: LinkDocument;
  /** Who has an account with the address that the mail goes to. */
  person: PersonDocument | null;
  t: (typeof facts)[Language]['t'];
  at: (path: string) => string;
  token: string;
}

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
    const owner = person ?? (link.person === undefined ? null : await accounts.find(String(link.person)));
    const asked = row.data['language'];
    const lang: Language = owner?.language ?? (isLanguage(asked) ? asked : 'sv');
    const { t } = facts[lang];
    const at = (path: string): string => parts.baseUrl + pathIn(lang, path);
    const about = { row, link, person, t, at, token: links.token(String(link._id)) };
    // An account's own spelling of its address: another one, as somebody typed it, could be another mailbox.
    return writeLetter(parts.views, lang, person?.email ?? link.email, {
      ...(await wordsOf(about)),
      name: owner?.name,
      footer: t('mail.footer.account'),
    });
  }

  async function wordsOf(about: About): Promise<Words> {
    const { row, link, t, at, token } = about;
    switch (row.kind as AccountFact) {
      case 'CoordinatorInvited': {
        const { name } = await parts.organisations.find(String(link.organisation));
        return {
          subject: t('mail.invited.subject', { organisation: name }),
          paragraphs: [t('mail.invited.text', { organisation: name })],
          button: { text: t('mail.invited.button'), href: at(`/invitations/${token}`) },
        };
      }
      case 'RegistrationRequested':
        return ofRegistration(about);
      case 'AddressChangeRequested':
        return ofNewAddress(about);
      case 'AddressChangeAnnounced':
      case 'AddressChanged': {
        const kind = row.kind === 'AddressChanged' ? 'changed' : 'announced';
        return {
          subject: t(`mail.address.${kind}.subject`),
          paragraphs: [t(`mail.address.${kind}.text`), t('mail.address.contact')],
          button: { text: t(`mail.address.${kind}.button`), href: at(`/address/keep/${token}`) },
        };
      }
      default:
        return ofPassword(about);
    }
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

function ofRegistration({ person, link, t, at, token }: About): Words {
  if (person === null)
    return {
      subject: t('mail.register.subject'),
      paragraphs: [t('mail.register.text')],
      button: { text: t('mail.register.button'), href: at(`/register/${token}`) },
    };
  return {
    subject: t('mail.already.subject'),
    paragraphs: [t('mail.already.text')],
    button: { text: t('mail.already.button'), href: at(signInPath(link.next)) },
  };
}

function ofPassword({ person, t, at, token }: About): Words {
  if (person === null)
    return {
      subject: t('mail.password.unknown.subject'),
      paragraphs: [t('mail.password.unknown.text')],
      button: { text: t('mail.password.unknown.button'), href: at('/register') },
    };
  return {
    subject: t('mail.password.subject'),
    paragraphs: [t('mail.password.text')],
    button: { text: t('mail.password.button'), href: at(`/password/${token}`) },
  };
}

/** An address that has an account of its own already learns so here, and nowhere else. */
function ofNewAddress({ person, link, t, at, token }: About): Words {
  if (person !== null && String(person._id) !== String(link.person))
    return {
      subject: t('mail.already.subject'),
      paragraphs: [t('mail.address.taken.text')],
      button: { text: t('mail.already.button'), href: at('/sign-in') },
    };
  return {
    subject: t('mail.register.subject'),
    paragraphs: [t('mail.address.text')],
    button: { text: t('mail.register.button'), href: at(`/address/${token}`) },
  };
}

function signInPath(next: string | undefined): string {
  return next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
