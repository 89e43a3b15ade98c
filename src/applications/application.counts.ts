// Counts of applications. Nothing here asks who is reading: whoever shows it does.
import { Types } from 'mongoose';
import type { Model } from 'mongoose';
import type { ApplicationDocument } from './application.model.ts';
import type { ApplicationState } from './application.state.ts';

export function createCounts(applications: Model<ApplicationDocument>) {
  return {
    /** How many a person has in each state. */
    async countOf(person: string): Promise<Map<ApplicationState, number>> {
      const rows = await applications.aggregate<{ _id: ApplicationState; n: number }>([
        { $match: { person: new Types.ObjectId(person) } },
        { $group: { _id: '$status', n: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, n }) => [_id, n]));
    },
  };
}
