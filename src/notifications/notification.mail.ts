// What is still unopened goes out by mail: one letter a person with all that waits, never one per application. The match goes at once, with its calendar file.
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Views } from '../platform/http/views.ts';
import { facts, pathIn } from '../platform/i18n/languages.ts';
import type { Letter } from '../platform/mail/mailer.ts';
import type { MailRow, Post } from '../platform/mail/post.ts';
import { writeLetter } from './letter.ts';
import type { Content } from './letter.ts';
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
  notifications: Notifications;
  accounts: Accounts;
  views: Views;
  baseUrl: string;
  matchContent: MatchContent;
}) {
  const { notifications } = parts;
  const rows = notifications.model;

  return {
    /**
     * Gathers what is due into one letter a person, with what would be due a little later. A match has its own, and does not hurry the rest.
     */
    async gather(post: Post): Promise<void> {
      for (const person of await notifications.dueForMail()) {
        await inTransaction(parts.connection, async (transaction) => {
          const now = parts.clock.now();
          const found = await rows
            .find({ person, mail: null, mailAt: { $ne: null } })
            .sort({ _id: 1 })
            .limit(500)
            .session(transaction)
            .lean<NotificationDocument[]>();
          const matches = found.filter((row) => row.mailAnyway);
          const rest = found.filter((row) => !row.mailAnyway);
          const restIsDue = rest.some(({ mailAt }) => mailAt !== null && mailAt <= now);
          for (const letter of [...matches.map((row) => [row]), ...(restIsDue ? [rest] : [])]) {
            const id = `n-${String(letter[0]?._id)}`;
            await rows.updateMany(
              { _id: { $in: letter.map((row) => row._id) }, mail: null },
              { $set: { mail: id } },
              { session: transaction },
            );
            await post.add({ _id: id, kind: 'notifications', data: { person: String(person) } }, transaction);
          }
        });
      }
    },

    /** Null when everything in it has been opened meanwhile. */
    async compose(row: MailRow): Promise<Letter | null> {
      const person = await parts.accounts.find(row.data['person'] ?? '');
      if (person === null) return null;
      const found = await rows
        .find({ mail: row._id, person: person._id })
        .sort({ _id: 1 })
        .limit(500)
        .lean<NotificationDocument[]>();
      const unopened = found.filter((one) => one.openedAt === null || one.mailAnyway);
      const first = unopened[0];
      if (first === undefined) return null;
      const lang = person.language;
      const { t } = facts[lang];
      const items = unopened.slice(0, shown).map((one) => {
        const live = asLive(one, lang);
        return { text: live.text, href: parts.baseUrl + live.href };
      });
      const common = { name: person.name, footer: t('mail.footer.notice') };
      if (first.mailAnyway) {
        const match = await parts.matchContent(first.thing.slice('application:'.length), String(person._id));
        if (match === null) return null;
        const isMoved = first.key === 'notifications.assignment.changed';
        return writeLetter(parts.views, lang, person.email, {
          ...common,
          ...match,
          subject: t(isMoved ? 'mail.moved.subject' : 'mail.match.subject', {
            title: String(first.values['title']),
          }),
          paragraphs: [items[0]?.text ?? '', ...(isMoved ? [t('mail.moved.text')] : match.paragraphs)],
          button: { text: t('mail.match.button'), href: items[0]?.href ?? parts.baseUrl },
        });
      }
      const more = unopened.length - items.length;
      return writeLetter(parts.views, lang, person.email, {
        ...common,
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
