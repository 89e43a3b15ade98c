// Who answers for an assignment: handed to another coordinator, who is told.
import { Types } from 'mongoose';
import type { Model } from 'mongoose';
import type { Events } from '../events.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { assignmentMoves } from './assignment.state.ts';

const ended = ['closed', 'rejected'] as const;

export function createHandover(parts: { assignments: Model<AssignmentDocument>; outbox: Outbox<Events> }) {
  const { assignments, outbox } = parts;

  return {
    /** What an organisation has that is not over. */
    underWay: (transaction: Transaction, organisation: string) =>
      assignments
        .find({ organisation, status: { $in: assignmentMoves.suspend.from } })
        .session(transaction)
        .lean<AssignmentDocument[]>(),

    /** What somebody answered for in an organisation is another's now. Returns how many of them are not over. */
    async handOver(
      transaction: Transaction,
      organisation: string,
      from: string,
      to: string,
    ): Promise<number> {
      const change = { $set: { contact: new Types.ObjectId(to) } };
      const session = { session: transaction };
      await assignments.updateMany(
        { organisation, contact: from, status: { $in: [...ended] } },
        change,
        session,
      );
      return (await assignments.updateMany({ organisation, contact: from }, change, session)).modifiedCount;
    },

    /** Tells whoever has become responsible by another's hand. */
    async tellResponsible(
      transaction: Transaction,
      before: AssignmentDocument,
      contact: Types.ObjectId,
      by: string,
    ): Promise<void> {
      const person = String(contact);
      if (person === String(before.contact) || person === by) return;
      await outbox.record(transaction, 'CoordinationChanged', {
        organisation: String(before.organisation),
        what: 'responsible',
        person,
        by,
        n: 1,
      });
    },
  };
}
