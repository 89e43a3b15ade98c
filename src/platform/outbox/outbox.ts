// Facts, then consequences. A use case records what happened in its own transaction; a dispatcher delivers after the commit and a sweep
// finds what a crash left. Delivery is at least once: whoever listens must be harmless the second time.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Transaction } from '../database.ts';
import { outboxModel } from './outbox.model.ts';
import type { OutboxRow } from './outbox.model.ts';

export interface Fact {
  id: string;
  event: string;
  data: Record<string, unknown>;
  at: Date;
}

export type Deliver = (fact: Fact) => Promise<void>;

export interface Outbox<Events extends object> {
  /** Stores the fact within the change's own transaction. */
  record<E extends Extract<keyof Events, string>>(
    transaction: Transaction,
    event: E,
    data: Events[E],
  ): Promise<void>;
  /** The same for several facts of one kind. */
  recordAll<E extends Extract<keyof Events, string>>(
    transaction: Transaction,
    event: E,
    data: readonly Events[E][],
  ): Promise<void>;
  /** Delivers what waits, soon; called after a commit. Never throws. */
  nudge(): void;
  /** Delivers all that is due and resolves when nothing is. */
  drain(): Promise<number>;
  waiting(): Promise<{ count: number; oldest: Date | undefined; failing: number }>;
  list(limit: number): Promise<Fact[]>;
  /** Makes everything undelivered due now; returns how many rows. */
  retry(): Promise<number>;
}

/** A row that was claimed is tried again after this long if its process died, in milliseconds. */
const claim = 10_000;
const longestWait = 10 * 60_000;
/** So many deliveries are under way at once. */
const atOnce = 4;

export function createOutbox<Events extends object>(parts: {
  connection: Connection;
  clock: Clock;
  log: Logger;
  deliver: Deliver;
}): Outbox<Events> {
  const { clock, log, deliver } = parts;
  const rows = outboxModel(parts.connection);
  let draining: Promise<number> | undefined;
  let asked = 0;

  async function recordAll(transaction: Transaction, event: string, data: readonly unknown[]): Promise<void> {
    const at = clock.now();
    await rows.insertMany(
      data.map((one) => ({ event, data: one as Record<string, unknown>, at, nextAt: at })),
      { session: transaction },
    );
  }

  async function claimNext(): Promise<OutboxRow | null> {
    const now = clock.now();
    return rows
      .findOneAndUpdate(
        { deliveredAt: null, nextAt: { $lte: now } },
        { $set: { nextAt: new Date(now.getTime() + claim) }, $inc: { attempts: 1 } },
        { sort: { nextAt: 1, _id: 1 }, returnDocument: 'after' },
      )
      .lean<OutboxRow>();
  }

  /** Never throws: what cannot be noted now is claimed again later. */
  async function deliverOne(row: OutboxRow): Promise<void> {
    try {
      await deliver(asFact(row));
      await rows.updateOne({ _id: row._id }, { $set: { deliveredAt: clock.now() } });
    } catch (error) {
      log.error(
        { err: error, event: row.event, row: String(row._id), attempts: row.attempts },
        'delivery failed',
      );
      const wait = Math.min(longestWait, 1_000 * 2 ** row.attempts);
      await rows
        .updateOne({ _id: row._id }, { $set: { nextAt: new Date(clock.now().getTime() + wait) } })
        .catch(() => undefined);
    }
  }

  /** Claims one after the other, oldest first, and has a few under way at a time. */
  async function drainOnce(): Promise<number> {
    const underWay = new Set<Promise<void>>();
    let delivered = 0;
    try {
      for (let row = await claimNext(); row !== null; row = await claimNext()) {
        const one = deliverOne(row).finally(() => underWay.delete(one));
        underWay.add(one);
        delivered += 1;
        if (underWay.size >= atOnce) await Promise.race(underWay);
      }
    } finally {
      await Promise.all(underWay);
    }
    return delivered;
  }

  /** Goes on until nothing came while it looked. What is asked for after the last look starts anew, so that no nudge is lost. */
  async function drainUntilQuiet(): Promise<number> {
    let delivered = 0;
    try {
      for (let answered = -1; answered !== asked;) {
        answered = asked;
        delivered += await drainOnce();
      }
    } finally {
      draining = undefined;
    }
    return delivered;
  }

  function drain(): Promise<number> {
    asked += 1;
    return (draining ??= drainUntilQuiet());
  }

  return {
    record: (transaction, event, data) => recordAll(transaction, event, [data]),
    recordAll,
    nudge() {
      drain().catch((error: unknown) => {
        log.warn({ err: error }, 'outbox waits for the sweep');
      });
    },
    drain,
    async waiting() {
      const undelivered = { deliveredAt: null };
      const [count, oldest, failing] = await Promise.all([
        rows.countDocuments(undelivered),
        rows.findOne(undelivered).sort({ at: 1 }).lean<OutboxRow>(),
        rows.countDocuments({ ...undelivered, attempts: { $gt: 1 } }),
      ]);
      return { count, oldest: oldest?.at, failing };
    },
    async list(limit) {
      const found = await rows
        .find({ deliveredAt: null })
        .sort({ nextAt: 1 })
        .limit(limit)
        .lean<OutboxRow[]>();
      return found.map(asFact);
    },
    async retry() {
      const { modifiedCount } = await rows.updateMany(
        { deliveredAt: null },
        { $set: { nextAt: clock.now() } },
      );
      return modifiedCount;
    },
  };
}

function asFact(row: OutboxRow): Fact {
  return { id: String(row._id), event: row.event, data: row.data, at: row.at };
}
