// Delivers what follows from facts to people: a row in the bell, a push to open tabs, and what is still unopened by mail. Harmless when run twice.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/database.ts';
import { facts as languageFacts, languages, pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import type { Fact } from '../platform/outbox/outbox.ts';
import type { Sockets } from '../platform/sockets.ts';
import { notificationModel } from './notification.model.ts';
import type { NotificationDocument } from './notification.model.ts';
import { noticesOf, watchersOf } from './notification.rules.ts';
import type { FactAbout, Notice } from './notification.rules.ts';
import { tellsMatch, valuesIn } from './notification.words.ts';

/** Before everything: what is to be mailed has a date after it. */
const ever = new Date(0);
const atATime = 100;

/** A row as an open page shows it. */
export interface LiveNotice {
  id: string;
  text: string;
  href: string;
  thing: string;
  at: string;
  isMatch: boolean;
}

export type Push = Pick<Sockets, 'toPerson' | 'toTabs'>;

export function createNotifications(parts: {
  connection: Connection;
  clock: Clock;
  /** Milliseconds a notice waits to be opened before it is mailed. */
  mailDelay: number;
  /** Looks up what a fact is about; null if it is of no concern here or is gone. */
  about: (fact: Fact) => Promise<FactAbout | null>;
}) {
  const { clock } = parts;
  const notifications = notificationModel(parts.connection);
  let push: Push | undefined;

  async function store(fact: Fact, notice: Notice): Promise<NotificationDocument> {
    const now = clock.now();
    const delay = { now: 0, later: parts.mailDelay, never: null }[notice.mail];
    const found = await notifications
      .findOneAndUpdate(
        { fact: fact.id, person: notice.person },
        {
          $setOnInsert: {
            ...(notice.about === undefined ? {} : { about: new Types.ObjectId(notice.about) }),
            key: notice.key,
            values: notice.values,
            link: notice.link,
            thing: notice.thing,
            at: now,
            openedAt: null,
            mailAt: delay === null ? null : new Date(now.getTime() + delay),
            mailAnyway: notice.mail === 'now',
            mail: null,
          },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<NotificationDocument>();
    return found;
  }

  /** What has been opened needs no mail, but for what is mailed anyway. */
  async function open(which: { person: Types.ObjectId; thing?: string; openedAt: null }): Promise<void> {
    await notifications.updateMany(
      which,
      [
        {
          $set: { openedAt: clock.now(), mailAt: { $cond: ['$mailAnyway', '$mailAt', null] } },
        },
      ],
      { updatePipeline: true },
    );
  }

  async function deliver(fact: Fact): Promise<void> {
    const about = await parts.about(fact);
    if (about === null) return;
    // Who stands on both sides is told once: a row is of a fact and a person.
    const notices = new Map(
      noticesOf(about)
        .reverse()
        .map((notice) => [notice.person, notice]),
    ).values();
    const rows = await Promise.all(notices.map((notice) => store(fact, notice)).toArray());
    for (const row of rows)
      for (const lang of languages) push?.toPerson(String(row.person), lang, 'notice', asLive(row, lang));
    const thing = `${things[about.kind]}:${about.id}`;
    for (const person of new Set(watchersOf(about))) push?.toTabs(person, 'changed', { thing });
  }

  return {
    deliver,

    /** Called where sockets exist. */
    pushTo(sockets: Push): void {
      push = sockets;
    },

    unread: (person: string) => notifications.countDocuments({ person, openedAt: null }, { limit: 100 }),

    /** The centre: unread first, newest first, grouped by the thing they are about. */
    async centre(person: string) {
      const rows = await notifications
        .find({ person })
        .sort({ _id: -1 })
        .limit(200)
        .lean<NotificationDocument[]>();
      const groups = new Map<string, NotificationDocument[]>();
      for (const row of rows) groups.set(row.thing, [...(groups.get(row.thing) ?? []), row]);
      const hasUnread = (group: NotificationDocument[]) => group.some((row) => row.openedAt === null);
      return [...groups.values()].sort((a, b) => Number(hasUnread(b)) - Number(hasUnread(a)));
    },

    /** What a page that slept may have missed, oldest first: rows since a minute before `since`, for the page to leave out what it has. */
    async since(person: string, since: Date, lang: Language): Promise<LiveNotice[]> {
      const from = Types.ObjectId.createFromTime(Math.floor(since.getTime() / 1000) - 60);
      const rows = await notifications
        .find({ person, _id: { $gte: from } })
        .sort({ _id: -1 })
        .limit(50)
        .lean<NotificationDocument[]>();
      return rows.reverse().map((row) => asLive(row, lang));
    },

    /** The thing was opened, so what was told of it is read. */
    async opened(person: string, thing: string): Promise<void> {
      await open({ person: new Types.ObjectId(person), thing, openedAt: null });
    },

    async openedAll(person: string): Promise<void> {
      await open({ person: new Types.ObjectId(person), openedAt: null });
    },

    /** What waits to be mailed is looked at anew: its reader has chosen otherwise. */
    async reconsider(person: string): Promise<void> {
      await notifications.updateMany(
        { person, openedAt: null, mail: null, mailAt: { $gt: ever }, mailAnyway: false },
        { $set: { mailAt: clock.now() } },
      );
    },

    /** Some of the people who have something due for mail, those who have waited longest. */
    async dueForMail(): Promise<string[]> {
      const due = await notifications
        .find({ mail: null, mailAt: { $gt: ever, $lte: clock.now() } }, { person: 1 })
        .sort({ mailAt: 1 })
        .limit(atATime)
        .lean<NotificationDocument[]>();
      return [...new Set(due.map(({ person }) => String(person)))];
    },

    /** What waits to be mailed to a person, what is due first; each in a letter or put off before the next are read. */
    toMail: (person: string, transaction: Transaction): Promise<NotificationDocument[]> =>
      notifications
        .find({ person, mail: null, mailAt: { $gt: ever } })
        .sort({ mailAt: 1 })
        .limit(500)
        .session(transaction)
        .lean<NotificationDocument[]>(),

    model: notifications,
  };
}

/** What the page of a fact is about, as its regions name it. */
const things = {
  application: 'application',
  note: 'application',
  organisation: 'organisation',
  assignment: 'assignment',
  picture: 'picture',
  copy: 'copy',
  saved: 'assignment',
  joined: 'organisation',
  coordination: 'organisation',
} as const satisfies Record<FactAbout['kind'], string>;

export type Notifications = ReturnType<typeof createNotifications>;

/** What a stored row says, to a reader of this language. */
export function noticeText(
  { key, values }: Pick<NotificationDocument, 'key' | 'values'>,
  lang: Language,
): string {
  return languageFacts[lang].t(key as MessageKey, valuesIn(lang, values));
}

export function asLive(row: NotificationDocument, lang: Language): LiveNotice {
  return {
    id: String(row._id),
    text: noticeText(row, lang),
    href: pathIn(lang, row.link),
    thing: row.thing,
    at: row.at.toISOString(),
    isMatch: tellsMatch(row.key),
  };
}
