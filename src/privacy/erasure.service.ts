// Erases a person: from the database by the table of collections, from open sessions at once, and again after an hour for what was under way at that moment.
// What happened to others is told to them first, in words that name nobody.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Accounts } from '../accounts/account.service.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import type { Applications } from '../applications/application.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { hour, minute } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { LeavingGiven } from '../organisations/organisation.coordinators.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { socketCollection } from '../platform/sockets.ts';
import { kept } from './collections.ts';
import { erasureModel } from './erasure.model.ts';
import type { ErasureDocument } from './erasure.model.ts';
import { eraseFrom } from './rows.ts';

/** Longer than any request takes. */
const onceMoreAfter = hour;
/** A process that died is followed by another one after this. */
const triedAgainAfter = 10 * minute;

export function createErasure(parts: {
  connection: Connection;
  clock: Clock;
  log: Logger;
  outbox: Outbox<Events>;
  accounts: Accounts;
  applications: Applications;
  /** Leaves the organisations that the person coordinates; those that nobody else does are closed. */
  leaveOrganisations: (transaction: Transaction, person: string, given?: LeavingGiven) => Promise<void>;
  sayGoodbye: (transaction: Transaction, person: PersonDocument) => Promise<void>;
}) {
  const { connection, clock, log, outbox, accounts, applications } = parts;
  const erasures = erasureModel(connection);

  /** May be run again at any time, and goes on where it was cut short. The account goes last: it knows the address. */
  async function carryOut({ _id, at }: ErasureDocument): Promise<void> {
    const id = String(_id);
    const person = await accounts.find(id);
    if (person !== null) {
      await applications.leaveAll(id);
      await inTransaction(connection, (transaction) => parts.leaveOrganisations(transaction, id));
      await outbox.drain();
    }
    const whose = { id, emailKey: person?.emailKey ?? '' };
    for (const [name, what] of kept.toReversed()) await eraseFrom(connection, name, what, whose);
    await forgetSent();
    const now = clock.now();
    const isOver = now.getTime() - at.getTime() >= onceMoreAfter;
    await erasures.updateOne(
      { _id },
      { $set: { nextAt: isOver ? null : new Date(at.getTime() + onceMoreAfter) } },
    );
    if (person !== null) log.info('a person has been erased');
  }

  /** What went to open pages of other processes has arrived long since. */
  async function forgetSent(): Promise<void> {
    const before = Types.ObjectId.createFromTime(Math.floor(Date.now() / 1000) - 60);
    await connection.collection(socketCollection).deleteMany({ _id: { $lt: before } });
  }

  /** Whoever asked for it themselves has said what becomes of their organisations, and gets a last mail. */
  async function erase(id: string, asked?: LeavingGiven): Promise<void> {
    const at = clock.now();
    const erasure = { _id: new Types.ObjectId(id), at, nextAt: new Date(at.getTime() + triedAgainAfter) };
    await inTransaction(connection, async (transaction) => {
      await erasures.updateOne(
        { _id: erasure._id },
        { $set: erasure },
        { upsert: true, session: transaction },
      );
      const person = await accounts.lock(transaction, id);
      if (person === null || asked === undefined) return;
      await parts.leaveOrganisations(transaction, id, asked);
      await parts.sayGoodbye(transaction, person);
    });
    accounts.sessionsEnded(id);
    await carryOut(erasure);
  }

  /** Those that were cut short, and those an hour old. Returns how many. */
  async function finishDue(): Promise<number> {
    for (let done = 0; ; done += 1) {
      const now = clock.now();
      const due = await erasures
        .findOneAndUpdate(
          { nextAt: { $gt: new Date(0), $lte: now } },
          { $set: { nextAt: new Date(now.getTime() + triedAgainAfter) } },
          { sort: { nextAt: 1 }, returnDocument: 'after' },
        )
        .lean<ErasureDocument>();
      if (due === null) return done;
      await carryOut(due);
    }
  }

  return {
    erase,
    finishDue,

    /** After a backup was read back: everybody who has been erased is erased again. Returns how many. */
    async reapply(): Promise<number> {
      await erasures.updateMany({ at: { $gt: new Date(0) } }, { $set: { nextAt: clock.now() } });
      return finishDue();
    },
  };
}

export type ErasureService = ReturnType<typeof createErasure>;
