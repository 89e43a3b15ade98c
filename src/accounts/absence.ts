// Accounts that nobody uses any more: who is to be told that theirs will go, and whose goes. Signing in stops it.
import type { Model } from 'mongoose';
import type { Transaction } from '../platform/database.ts';
import type { PersonDocument } from './person.model.ts';

export type GoingNotice = 'first' | 'last';

export function createAbsence(people: Model<PersonDocument>) {
  async function ids(filter: object, limit: number): Promise<string[]> {
    const found = await people
      .find(filter, { _id: 1 })
      .sort({ lastSeenAt: 1 })
      .limit(limit)
      .lean<PersonDocument[]>();
    return found.map(({ _id }) => String(_id));
  }

  const untold = (notice: GoingNotice, away: Date) => ({
    lastSeenAt: { $lte: away },
    [`toldGoing.${notice}`]: { $exists: false },
  });

  return {
    /** People last seen before `away` who have not had this notice; for the last one, those who had the first before `told`. */
    awaySince: (away: Date, notice: GoingNotice, told: Date, limit: number): Promise<string[]> =>
      ids(
        { ...untold(notice, away), ...(notice === 'last' ? { 'toldGoing.first': { $lte: told } } : {}) },
        limit,
      ),

    /** People last seen before `away` who had the last notice before `told`. */
    goneSince: (away: Date, told: Date, limit: number): Promise<string[]> =>
      ids({ lastSeenAt: { $lte: away }, 'toldGoing.last': { $lte: told } }, limit),

    /** Somebody has signed in. */
    async noteSeen(id: string, now: Date): Promise<void> {
      await people.updateOne({ _id: id }, { $set: { lastSeenAt: now }, $unset: { toldGoing: 1 } });
    },

    /** False if they have been told, or have signed in, meanwhile. */
    async noteGoing(
      transaction: Transaction,
      id: string,
      notice: GoingNotice,
      away: Date,
      now: Date,
    ): Promise<boolean> {
      const { modifiedCount } = await people.updateOne(
        { _id: id, ...untold(notice, away) },
        { $set: { [`toldGoing.${notice}`]: now } },
        { session: transaction },
      );
      return modifiedCount === 1;
    },
  };
}
