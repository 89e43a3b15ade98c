// What applications do with the places of an assignment: take and free them, and find where somebody may have been left waiting.
import type { Model, Types } from 'mongoose';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/database.ts';
import type { AssignmentDocument } from './assignment.model.ts';

export function createPlaces(parts: { assignments: Model<AssignmentDocument>; clock: Clock }) {
  const { assignments, clock } = parts;

  return {
    /** Takes so many places if they are there and it is published; a single conditional update, so that two never get the last. */
    async takePlaces(transaction: Transaction, id: string, count: number): Promise<boolean> {
      const { modifiedCount } = await assignments.updateOne(
        { _id: id, status: 'published', free: { $gte: count } },
        { $inc: { free: -count } },
        { session: transaction },
      );
      return modifiedCount === 1;
    },

    async freePlaces(transaction: Transaction, id: string, count: number): Promise<void> {
      if (count > 0)
        await assignments.updateOne({ _id: id }, { $inc: { free: count } }, { session: transaction });
    },

    /** Closed or past ones where somebody may have been left waiting. */
    toSweep: () =>
      assignments
        .find({
          swept: false,
          $or: [
            { status: 'closed' },
            { status: { $in: ['published', 'paused'] }, pastAt: { $lte: clock.now() } },
          ],
        })
        .limit(500)
        .lean<AssignmentDocument[]>(),

    /** Nobody can be left waiting on them any more, unless they have changed since they were read. */
    async markSwept(read: readonly AssignmentDocument[]): Promise<void> {
      if (read.length === 0) return;
      await assignments.bulkWrite(
        read.map(({ _id, status, pastAt }) => ({
          updateOne: {
            filter: { _id, status, pastAt: pastAt ?? null },
            update: { $set: { swept: true } },
          },
        })),
      );
    },

    /** Those among them that were over, or closed, before. */
    async overBefore(ids: readonly Types.ObjectId[], before: Date): Promise<Types.ObjectId[]> {
      const found = await assignments
        .find(
          { _id: { $in: [...ids] }, $or: [{ pastAt: { $lte: before } }, { closedAt: { $lte: before } }] },
          { _id: 1 },
        )
        .lean<AssignmentDocument[]>();
      return found.map(({ _id }) => _id);
    },

    /** Those among them that are published and have a place. */
    async withFreePlaces(ids: readonly Types.ObjectId[]): Promise<string[]> {
      const found = await assignments
        .find({ _id: { $in: [...ids] }, status: 'published', free: { $gt: 0 } }, { _id: 1 })
        .lean<AssignmentDocument[]>();
      return found.map(({ _id }) => String(_id));
    },
  };
}
