// What is still unopened goes out by mail, as soon as its reader has chosen: one letter a person with all that waits, never one per application. The
// match goes at once, with its calendar file.
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, pathIn } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow, Post } from '../platform/mail/post.ts';
import { writeLetter } from './letter.ts';
import type { Content } from './letter.ts';
import type { MailLinks } from './mailing.link.ts';
import { lettersOf, mailKindOf, paceOf } from './mailing.rules.ts';
import { asLive } from './notification.service.ts';
import type { Notifications } from './notification.service.ts';
import type { NotificationDocument } from './notification.model.ts';

const shown = 15;

/** What the mail of a match holds besides its sentence; handed in by the applications. */
export type MatchContent = (
  application: string,
  person: string,
) => Promise<Pick<Content, 'facts' | 'attachments' | 'paragraphs'> | null>;

export function createNotificationMail(parts: {
  connection: Connection;
  clock: Clock;
  /** Milliseconds a notice waits to be opened before it is mailed. */
  mailDelay: number;
  notifications: Notifications;
  mailLinks: MailLinks;
  accounts: Accounts;
  views: Views;
  baseUrl: string;
  matchContent: MatchContent;
}) {
  const { notifications, accounts } = parts;
  const rows = notifications.model;

  async function gatherFor(person: string, post: Post, transaction: Transaction): Promise<void> {
    const { mailing } = (await accounts.find(person)) ?? {};
    const { letters, later } = lettersOf(await notifications.toMail(person, transaction), {
      mailing,
      now: parts.clock.now(),
      delay: parts.mailDelay,
    });
    const set = (some: readonly NotificationDocument[], change: { mailAt: Date | null } | { mail: string }) =>
      rows.updateMany(
        { _id: { $in: some.map((row) => row._id) }, mail: null },
        { $set: change },
        { session: transaction },
      );
    for (const { notice, mailAt } of later) await set([notice], { mailAt });
    for (const letter of letters) {
      const id = `n-${String(letter[0]?._id)}`;
      await set(letter, { mail: id });
      await post.add({ _id: id, kind: 'notifications', data: { person } }, transaction);
    }
  }

  return {
    /** Gathers what is due into letters, and puts off what its reader wants later or not at all. */
    async gather(post: Post): Promise<void> {
      for (let due = await notifications.dueForMail(); due.length > 0; due = await notifications.dueForMail())
        for (const person of due)
          await inTransaction(parts.connection, (transaction) => gatherFor(person, post, transaction));
    },

    /** Null when everything in it has been opened meanwhile, or turned off. */
    async compose(row: MailRow): Promise<Letter | null> {
      const person = await accounts.find(row.data['person'] ?? '');
      if (person === null) return null;
      const found = await rows
        .find({ mail: row._id, person: person._id })
        .sort({ _id: 1 })
        .limit(500)
        .lean<NotificationDocument[]>();
      const unopened = found.filter(
        (one) => one.mailAnyway || (one.openedAt === null && paceOf(one, person.mailing) !== 'never'),
      );
      const first = unopened[0];
      if (first === undefined) return null;
      const lang = person.language;
      const { t } = facts[lang];
      const items = unopened.slice(0, shown).map((one) => {
        const live = asLive(one, lang);
        return { text: live.text, href: parts.baseUrl + live.href };
      });
      const common = { name: person.name, settings: at('/account/mail') };
      if (first.mailAnyway) {
        const match = await parts.matchContent(first.thing.slice('application:'.length), String(person._id));
        if (match === null) return null;
        const isMoved = first.key === 'notifications.assignment.changed';
        return writeLetter(parts.views, lang, person.email, {
          ...common,
          ...match,
          footer: t('mail.footer.match'),
          subject: t(isMoved ? 'mail.moved.subject' : 'mail.match.subject', {
            title: String(first.values['title']),
          }),
          paragraphs: [items[0]?.text ?? '', ...(isMoved ? [t('mail.moved.text')] : match.paragraphs)],
          button: { text: t('mail.match.button'), href: items[0]?.href ?? parts.baseUrl },
        });
      }
      const more = unopened.length - items.length;
      const kinds = [...new Set(unopened.map(mailKindOf))].filter((kind) => kind !== undefined);
      const token = parts.mailLinks.token({ person: String(person._id), kinds });
      return writeLetter(parts.views, lang, person.email, {
        ...common,
        footer: t('mail.footer.notice'),
        ...(kinds.length === 0 ? {} : { unsubscribe: at(`/unsubscribe/${token}`) }),
        subject:
          unopened.length === 1 ? (items[0]?.text ?? '') : t('mail.notices.subject', { n: unopened.length }),
        paragraphs: [t('mail.notices.text', { n: unopened.length })],
        items:
          more > 0
            ? [...items, { text: t('mail.notices.more', { n: more }), href: at('/notifications') }]
            : items,
        button: { text: t('mail.notices.button'), href: at('/home') },
      });

      function at(path: string): string {
        return parts.baseUrl + pathIn(lang, path);
      }
    },
  };
}
