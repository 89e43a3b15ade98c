// Lets go of what has been kept for as long as the table of collections says. Each step means "due and not done": a missed run is caught up, a double run does nothing.
import type { Connection } from 'mongoose';
import type { Document, Filter } from 'mongodb';
import type { Accounts } from '../accounts/account.service.ts';
import type { Applications } from '../applications/application.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { day } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { collections, kept } from './collections.ts';
import type { ErasureService } from './erasure.service.ts';
import { emptied } from './emptied.ts';
import type { Row } from './row.ts';

const atATime = 500;

/** So many days before an account goes its person is told, twice. */
export const noticesBefore = { first: 60, last: 14 } as const;

/** What was done, by what it was done to; for the command line and the log. */
export type Released = Record<string, number>;

export function createRetention(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  accounts: Accounts;
  applications: Applications;
  erasure: ErasureService;
}) {
  const { connection, clock, outbox, accounts, applications, erasure } = parts;

  function daysAgo(days: number): Date {
    return new Date(clock.now().getTime() - days * day);
  }

  /** Rows of one collection whose time is up, oldest first, so many at a time. */
  async function removeOld(name: string, after: string, days: number): Promise<number> {
    const rows = connection.collection<Document>(name);
    for (let removed = 0; ;) {
      const old = await rows
        .find({ [after]: { $lte: daysAgo(days) } })
        .sort({ [after]: 1 })
        .limit(atATime)
        .project({ _id: 1 })
        .toArray();
      removed += (await rows.deleteMany({ _id: { $in: old.map(({ _id }) => _id as never) } })).deletedCount;
      if (old.length < atATime) return removed;
    }
  }

  /** The texts of what has ended go, and whose it was; that somebody applied, and how it went, stays. */
  async function emptyApplications(): Promise<number> {
    const what = collections.applications;
    const rows = connection.collection<Document>('applications');
    for (let done = 0; ;) {
      const ids = await applications.endedBefore(daysAgo(what.keep.days), atATime);
      for (const row of (await rows.find({ _id: { $in: ids } }).toArray()) as Row[])
        await rows.replaceOne(
          { _id: row._id, changedAt: row['changedAt'] } as Filter<Document>,
          emptied(row, what, String(row['person'])),
        );
      await applications.forgetGuardians(ids);
      done += ids.length;
      if (ids.length < atATime) return done;
    }
  }

  /** Tells whoever has been away for long, and once more; the second notice leaves the whole time between them. */
  async function tell(notice: 'first' | 'last'): Promise<number> {
    const { days } = collections.people.keep;
    const away = daysAgo(days - noticesBefore[notice]);
    const told = daysAgo(noticesBefore.first - noticesBefore.last);
    const due = await accounts.awaySince(away, notice, told, atATime);
    for (const id of due)
      await inTransaction(connection, async (transaction) => {
        if (await accounts.noteGoing(transaction, id, notice, away, clock.now()))
          await outbox.record(transaction, 'AccountGoing', { person: id, notice });
      });
    if (due.length > 0) outbox.nudge();
    return due.length;
  }

  async function eraseAccounts(): Promise<number> {
    const due = await accounts.goneSince(
      daysAgo(collections.people.keep.days),
      daysAgo(noticesBefore.last),
      atATime,
    );
    for (const id of due) await erasure.erase(id);
    return due.length;
  }

  return {
    async run(): Promise<Released> {
      const released: Released = {};
      for (const [name, { keep }] of kept)
        if ('days' in keep && keep.by === undefined)
          released[name] = await removeOld(name, keep.after, keep.days);
      released['applications'] = await emptyApplications();
      released['people told first'] = await tell('first');
      released['people told last'] = await tell('last');
      released['people'] = await eraseAccounts();
      return released;
    },
  };
}

export type Retention = ReturnType<typeof createRetention>;
