// What people choose about their mails: on their page when they are signed in, and by the link in a mail when they are not.
import type { Accounts } from '../accounts/account.service.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import { Refused } from '../platform/refused.ts';
import type { MailLinks } from './mailing.link.ts';
import { chosenPace } from './mailing.rules.ts';
import { MAIL_KINDS } from './mailing.schema.ts';
import type { MailKind, Mailing } from './mailing.schema.ts';
import type { Notifications } from './notification.service.ts';

/** What a link is about, with how soon each of its kinds comes as things are. */
export interface OpenedMailLink {
  kinds: readonly MailKind[];
  chosen: Mailing;
}

export function createMailings(parts: {
  accounts: Accounts;
  notifications: Notifications;
  mailLinks: MailLinks;
}) {
  const { accounts, notifications, mailLinks } = parts;

  async function choose(person: string, mailing: Mailing): Promise<void> {
    await accounts.saveMailing(person, mailing);
    await notifications.reconsider(person);
  }

  /** 404 for what we have not sealed, and when the account is gone. */
  async function behind(token: string): Promise<{ person: PersonDocument; kinds: readonly MailKind[] }> {
    const link = mailLinks.open(token);
    const person = link && (await accounts.find(link.person));
    if (!person) throw new Refused(404, 'accounts.link.gone');
    return { person, kinds: link.kinds };
  }

  return {
    choose,

    /** Changes nothing: mail scanners follow links. */
    async open(token: string): Promise<OpenedMailLink> {
      const { person, kinds } = await behind(token);
      return {
        kinds,
        chosen: Object.fromEntries(kinds.map((kind) => [kind, chosenPace(kind, person.mailing)])),
      };
    },

    async turnOff(token: string): Promise<void> {
      const { person, kinds } = await behind(token);
      await choose(String(person._id), inPace(kinds, 'never'));
    },

    /** Takes it back. A kind of which it is not said what it was before comes at once. */
    async turnOn(token: string, before: Mailing): Promise<void> {
      const { person, kinds } = await behind(token);
      const mailing = kinds.map((kind) => [kind, before[kind] ?? 'atOnce']);
      await choose(String(person._id), Object.fromEntries(mailing) as Mailing);
    },

    /** Whoever calls a mail of ours unwanted gets none that can do without. */
    turnAllOff: (person: string): Promise<void> => choose(person, inPace(MAIL_KINDS, 'never')),
  };
}

function inPace(kinds: readonly MailKind[], pace: 'never'): Mailing {
  return Object.fromEntries(kinds.map((kind) => [kind, pace]));
}

export type Mailings = ReturnType<typeof createMailings>;
