// Use cases of watches: begin one with or without an account, prove its address, change, renew and stop it.
import { randomUUID } from 'node:crypto';
import type { Connection, Types } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import { emailKey } from '../accounts/account.schema.ts';
import type { OneTimeLinks } from '../accounts/one-time-link.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { day } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Post } from '../platform/mail/post.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { keysOfWatch } from './watch.keys.ts';
import { watchModel } from './watch.model.ts';
import type { WatchDocument } from './watch.model.ts';
import { mayChangeWatch } from './watch.policy.ts';
import type { WatchReader } from './watch.policy.ts';
import type { WatchPace } from './watch.schema.ts';
import { watchedSearch } from './watch.search.ts';

export const watchEnding = 'WatchEnding';
export const mostWatches = 20;
/** How long a watch listens, a stopped one can be taken up again, and one is kept whose address nobody has proved. */
export const watchLifetimes = { listens: 365 * day, stopped: 30 * day, unconfirmed: 7 * day } as const;
/** So long before it ends its reader is told. */
export const endingFor = 30 * day;

export function createWatches(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
  accounts: Accounts;
}) {
  const { connection, clock, outbox, links, accounts } = parts;
  const watches = watchModel(connection);

  const after = (lifetime: number): Date => new Date(clock.now().getTime() + lifetime);

  /** What follows from how soon its mails are to come. */
  function listening({ criteria }: Pick<WatchDocument, 'criteria'>, pace: WatchPace) {
    return pace === 'never'
      ? { $set: { pace }, $unset: { keys: 1 } }
      : {
          $set: { pace, keys: keysOfWatch(criteria), endsAt: after(watchLifetimes.listens) },
          $unset: { toldEnding: 1 },
        };
  }

  async function insistRoom(of: { person: string } | { emailKey: string }): Promise<void> {
    if ((await watches.countDocuments({ ...of, isConfirmed: true }, { limit: mostWatches })) >= mostWatches)
      throw new Refused(409, 'watches.refused.many', { n: mostWatches });
  }

  /** 404 unless it is this reader's. */
  async function theirs(reader: WatchReader, id: string): Promise<WatchDocument> {
    const watch = await watches.findById(id).lean<WatchDocument>();
    if (watch === null) throw missing();
    insist(mayChangeWatch(reader, caseOf(watch)));
    return watch;
  }

  /** Whoever has proved an address in two ways is one reader: what was watched without the account belongs to it. */
  async function adopt(person: string, key: string): Promise<void> {
    await watches.updateMany(
      { emailKey: key, isConfirmed: true },
      { $set: { person }, $unset: { email: 1, emailKey: 1, language: 1 } },
    );
  }

  return {
    /** The same search again changes only how soon its mails come. */
    async begin(person: string, query: string, pace: WatchPace): Promise<void> {
      const { search, criteria } = watchedSearch(query);
      const known = await watches.findOne({ person, search }).lean<WatchDocument>();
      if (known !== null) {
        await watches.updateOne({ _id: known._id }, listening(known, pace));
        return;
      }
      await insistRoom({ person });
      await watches.create({
        ...{ person, search, criteria, pace, isConfirmed: true, at: clock.now() },
        ...listening({ criteria }, pace).$set,
      });
    },

    /** The same for every address. It watches nothing before the link in the mail has been used. */
    async ask(email: string, query: string, pace: WatchPace, language: Language): Promise<void> {
      const { search, criteria } = watchedSearch(query);
      await inTransaction(connection, async (transaction) => {
        const [watch] = await watches.create(
          [
            {
              ...{ email: email.trim(), emailKey: emailKey(email), language, search, criteria, pace },
              ...{ isConfirmed: false, at: clock.now(), endsAt: after(watchLifetimes.unconfirmed) },
            },
          ],
          { session: transaction },
        );
        if (watch === undefined) throw new Error('The watch was not created');
        const link = await links.create(transaction, {
          purpose: 'watch',
          email: email.trim(),
          watch: watch._id,
        });
        await outbox.record(transaction, 'WatchAsked', { link, language });
      });
      outbox.nudge();
    },

    /** The watch that a link is to begin, or 404 with what to do. Changes nothing. */
    async openLink(token: string): Promise<WatchDocument> {
      const link = await links.find('watch', token);
      const watch =
        link?.watch === undefined ? null : await watches.findById(link.watch).lean<WatchDocument>();
      if (watch === null) throw new Refused(404, 'watches.link.gone');
      return watch;
    },

    /** Returns the watch that listens from now on; one of the same search takes its place. */
    async confirm(token: string): Promise<WatchDocument> {
      const asked = await this.openLink(token);
      const key = asked.emailKey ?? '';
      const account = await accounts.findByEmail(asked.email ?? '');
      const of = account === null ? { emailKey: key } : { person: String(account._id) };
      const same = await watches
        .findOne({ ...of, search: asked.search, isConfirmed: true })
        .lean<WatchDocument>();
      if (same === null) await insistRoom(of);
      await inTransaction(connection, async (transaction) => {
        if ((await links.use(transaction, 'watch', token)) === null)
          throw new Refused(404, 'watches.link.gone');
        const { $set, $unset } = listening(asked, asked.pace);
        const owned = account === null ? {} : { person: account._id };
        const loses = account === null ? {} : { email: 1, emailKey: 1, language: 1 };
        await watches.updateOne(
          { _id: asked._id },
          { $set: { ...$set, ...owned, isConfirmed: true }, $unset: { ...$unset, ...loses } },
          { session: transaction },
        );
        if (same !== null) await watches.deleteOne({ _id: same._id }, { session: transaction });
      });
      return asked;
    },

    /** All of a person's, the newest first, with those that they began without the account. */
    async of(person: string): Promise<WatchDocument[]> {
      const found = await accounts.get(person);
      await adopt(person, emailKey(found.email));
      return watches
        .find({ person })
        .sort({ _id: -1 })
        .limit(mostWatches * 2)
        .lean<WatchDocument[]>();
    },

    /** Those that a mail was about, as far as they are still there. */
    behind: (ids: readonly string[]) =>
      watches
        .find({ _id: { $in: [...ids] }, isConfirmed: true })
        .sort({ _id: -1 })
        .limit(mostWatches)
        .lean<WatchDocument[]>(),

    /** The ids of those among them that still listen. */
    async listening(ids: readonly Types.ObjectId[]): Promise<ReadonlySet<string>> {
      const found = await watches
        .find({ _id: { $in: [...ids] }, keys: { $exists: true } }, { _id: 1 })
        .limit(1000)
        .lean<WatchDocument[]>();
      return new Set(found.map(({ _id }) => String(_id)));
    },

    async choose(reader: WatchReader, id: string, pace: WatchPace): Promise<void> {
      const watch = await theirs(reader, id);
      await watches.updateOne({ _id: watch._id }, listening(watch, pace));
    },

    async renew(reader: WatchReader, id: string): Promise<void> {
      const watch = await theirs(reader, id);
      await watches.updateOne(
        { _id: watch._id },
        { $set: { endsAt: after(watchLifetimes.listens) }, $unset: { toldEnding: 1 } },
      );
    },

    async remove(reader: WatchReader, id: string): Promise<void> {
      const watch = await theirs(reader, id);
      await watches.deleteOne({ _id: watch._id });
    },

    /** One click in a mail: they are silent, can be taken up again for a while, and go then. */
    async stop(ids: readonly string[]): Promise<void> {
      await watches.updateMany(
        { _id: { $in: [...ids] }, pace: { $ne: 'never' } },
        { $set: { pace: 'never', endsAt: after(watchLifetimes.stopped) }, $unset: { keys: 1 } },
      );
    },

    /** Those that end soon are told once, the mark and the letter in one step. */
    async tellEnding(post: Post): Promise<void> {
      const due = {
        endsAt: { $lte: after(endingFor) },
        keys: { $exists: true },
        toldEnding: { $exists: false },
      };
      for (let one = await watches.findOne(due); one !== null; one = await watches.findOne(due)) {
        const { _id, person } = one;
        const data = { watch: String(_id), ...(person === undefined ? {} : { person: String(person) }) };
        await inTransaction(connection, async (transaction) => {
          const { modifiedCount } = await watches.updateOne(
            { _id, ...due },
            { $set: { toldEnding: clock.now() } },
            { session: transaction },
          );
          if (modifiedCount === 1)
            await post.add({ _id: `we-${randomUUID()}`, kind: watchEnding, data }, transaction);
        });
      }
    },

    count: (person: string) => watches.countDocuments({ person }, { limit: mostWatches }),

    /** Whoever calls a mail of ours unwanted gets no more of these. */
    async stopAllTo(email: string): Promise<void> {
      const account = await accounts.findByEmail(email);
      const stopped = {
        $set: { pace: 'never' as const, endsAt: after(watchLifetimes.stopped) },
        $unset: { keys: 1 },
      };
      await watches.updateMany({ emailKey: emailKey(email) }, stopped);
      if (account !== null) await watches.updateMany({ person: account._id }, stopped);
    },

    adopt,
    model: watches,
  };
}

export type Watches = ReturnType<typeof createWatches>;

function caseOf({ _id, person, isConfirmed }: WatchDocument) {
  return { id: String(_id), person: person && String(person), isConfirmed };
}
