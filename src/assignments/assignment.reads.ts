// Finds assignments, for whoever has been asked already whether they may be read.
import type { Model } from 'mongoose';
import type { Transaction } from '../platform/database.ts';
import { missing } from '../platform/refused.ts';
import type { AssignmentDocument } from './assignment.model.ts';

/** So many can wait for staff before the last are left out of the queue. */
const mostInReview = 200;

export function createReads(assignments: Model<AssignmentDocument>) {
  async function find(id: string, transaction?: Transaction): Promise<AssignmentDocument> {
    const found = await assignments
      .findById(id)
      .session(transaction ?? null)
      .lean<AssignmentDocument>();
    if (found === null) throw missing();
    return found;
  }

  return {
    find,

    many: (ids: readonly string[]) =>
      assignments
        .find({ _id: { $in: [...ids] } })
        .limit(1000)
        .lean<AssignmentDocument[]>(),

    ofOrganisation: (organisation: string) =>
      assignments
        .find({ organisation })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(500)
        .lean<AssignmentDocument[]>(),

    ofOrganisations: (ids: readonly string[]) =>
      assignments
        .find({ organisation: { $in: [...ids] } })
        .sort({ publishedAt: -1, _id: -1 })
        // The lists of several are merged in this order; the planner might sort them all instead.
        .hint({ organisation: 1, publishedAt: -1, _id: -1 })
        .limit(1000)
        .lean<AssignmentDocument[]>(),

    /** All that has a page of its own to find, open or not, newest first: for the sitemap. */
    newestPublished: (skip: number, limit: number) =>
      assignments
        .find({ status: 'published' }, { publishedAt: 1 })
        .sort({ publishedAt: -1, _id: -1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<AssignmentDocument, '_id' | 'publishedAt'>[]>(),

    /** Waiting for staff's decision, themselves or their new words, most urgent of each first. */
    async inReview(): Promise<AssignmentDocument[]> {
      const found = await Promise.all([
        assignments
          .find({ status: 'pending' })
          .sort({ dueAt: 1 })
          .limit(mostInReview)
          .lean<AssignmentDocument[]>(),
        assignments
          .find({ 'proposed.status': 'pending' })
          .sort({ 'proposed.dueAt': 1 })
          .limit(mostInReview)
          .lean<AssignmentDocument[]>(),
      ]);
      return found.flat();
    },
  };
}
