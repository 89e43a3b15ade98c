// What everybody may know of what is published, for the index: no draft, no words that wait for staff, no address or point that not
// everybody knows, nothing of a person.
import type { Model } from 'mongoose';
import type { AssignmentDocument } from './assignment.model.ts';
import { shownToAll } from './assignment.policy.ts';

export const publishedFields = [
  ...(['_id', 'organisation', 'status', 'createdAt', 'publishedAt', 'pastAt', 'applyUntil'] as const),
  ...(['title', 'description', 'easySummary', 'textLang'] as const),
  ...(['causes', 'targetGroups', 'activities', 'accessibility'] as const),
  ...(['timing', 'dates', 'slots', 'startsOn', 'endsOn'] as const),
  ...(['where', 'addressShown', 'municipality', 'place', 'point'] as const),
  ...(['places', 'free', 'admission', 'lowestAge', 'groups'] as const),
  ...(['swedishNeeded', 'practice', 'spoken'] as const),
] as const;

export type PublishedAssignment = Pick<AssignmentDocument, (typeof publishedFields)[number]>;

const projection: Record<string, 1> = Object.fromEntries(publishedFields.map((field) => [field, 1]));
/** What the driver reads ahead, and so what is read at the same moment. */
const batchSize = 200;

export function createPublished(assignments: Model<AssignmentDocument>) {
  return {
    /** Those of these that are published. What the majority of the replica set has is never taken back. */
    async published(ids: readonly string[]): Promise<PublishedAssignment[]> {
      const found = await assignments
        .find({ _id: { $in: [...ids] }, status: 'published' }, projection)
        .readConcern('majority')
        .lean<PublishedAssignment[]>();
      return found.map(withoutHidden);
    },

    /** Ids of those that organisations show, open or not. */
    async shownBy(organisations: readonly string[]): Promise<string[]> {
      const found = await assignments
        .find({ organisation: { $in: [...organisations] }, status: { $in: [...shownToAll] } }, { _id: 1 })
        .readConcern('majority')
        .lean<Pick<AssignmentDocument, '_id'>[]>();
      return found.map(({ _id }) => String(_id));
    },

    /** All that are published, in no order. Each batch is read when it is asked for. */
    async *everyPublished(): AsyncGenerator<PublishedAssignment[]> {
      const cursor = assignments.collection
        .find({ status: 'published' }, { projection, readConcern: 'majority' })
        .hint('list')
        .batchSize(batchSize);
      try {
        for (let first = await cursor.next(); first !== null; first = await cursor.next())
          yield ([first, ...cursor.readBufferedDocuments()] as PublishedAssignment[]).map(withoutHidden);
      } finally {
        await cursor.close();
      }
    },
  };
}

function withoutHidden({ point, ...rest }: PublishedAssignment): PublishedAssignment {
  const { addressShown = 'all' } = rest;
  return point === undefined || addressShown !== 'all' ? rest : { ...rest, point };
}
