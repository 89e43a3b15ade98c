// Lists and counts of applications, as pages and mails read them. Nothing here asks who is reading: whoever shows it does.
import type { Model, Types } from 'mongoose';
import type { ApplicationDocument } from './application.model.ts';
import type { ApplicationState } from './application.state.ts';

export function createReads(applications: Model<ApplicationDocument>) {
  return {
    ofPerson: (person: string) =>
      applications.find({ person }).sort({ changedAt: -1 }).limit(200).lean<ApplicationDocument[]>(),

    ofAssignment: (assignment: string) =>
      applications.find({ assignment }).sort({ submittedAt: 1 }).limit(1000).lean<ApplicationDocument[]>(),

    async assignmentOf(id: string): Promise<string | undefined> {
      const found = await applications.findById(id, { assignment: 1 }).lean<ApplicationDocument>();
      return found === null ? undefined : String(found.assignment);
    },

    /** What waits for an answer in these organisations, oldest first. */
    waitingFor: (organisations: readonly string[]) =>
      applications
        .find({ organisation: { $in: [...organisations] }, status: 'submitted' })
        .sort({ submittedAt: 1 })
        .limit(200)
        .lean<ApplicationDocument[]>(),

    /** Which assignments these are for. */
    async assignmentsOf(ids: readonly string[]): Promise<string[]> {
      const found = await applications
        .find({ _id: { $in: [...ids] } }, { assignment: 1 })
        .readConcern('majority')
        .lean<Pick<ApplicationDocument, 'assignment'>[]>();
      return found.map(({ assignment }) => String(assignment));
    },

    /** How many wait and queue at each of these assignments. */
    async queues(ids: readonly Types.ObjectId[]): Promise<Map<string, { waiting: number; queued: number }>> {
      const rows = await applications.aggregate<{
        _id: { assignment: Types.ObjectId; status: ApplicationState };
        n: number;
      }>([
        { $match: { assignment: { $in: [...ids] }, status: { $in: ['submitted', 'waitlisted'] } } },
        { $group: { _id: { assignment: '$assignment', status: '$status' }, n: { $sum: 1 } } },
      ]);
      const queues = new Map(ids.map((id) => [String(id), { waiting: 0, queued: 0 }]));
      for (const { _id, n } of rows) {
        const queue = queues.get(String(_id.assignment));
        if (queue !== undefined) queue[_id.status === 'submitted' ? 'waiting' : 'queued'] = n;
      }
      return queues;
    },
  };
}
