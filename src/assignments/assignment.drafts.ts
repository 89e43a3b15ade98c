// Makes drafts of assignments, at most so many for one person at a time.
import type { Connection, Model } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import { Refused } from '../platform/refused.ts';
import type { AssignmentDocument } from './assignment.model.ts';

const draftLimit = 50;

export function createDrafts(parts: {
  connection: Connection;
  assignments: Model<AssignmentDocument>;
  accounts: Accounts;
  clock: Clock;
}) {
  const { connection, assignments, accounts, clock } = parts;

  /** Returns the new draft's id. Counting on the person first sets the drafts of one person in a row: a count alone would let two slip by. */
  return (
    actor: Actor,
    organisation: string,
    values: Partial<AssignmentDocument> & Pick<AssignmentDocument, 'title'>,
  ): Promise<string> =>
    inTransaction(connection, async (transaction) => {
      await accounts.countDraft(transaction, actor.id);
      const drafts = await assignments
        .countDocuments({ contact: actor.id, status: 'draft' })
        .session(transaction);
      if (drafts >= draftLimit) throw new Refused(409, 'assignments.refused.drafts', { limit: draftLimit });
      const draft = {
        ...values,
        organisation,
        status: 'draft' as const,
        contact: actor.id,
        createdAt: clock.now(),
      };
      const [created] = await assignments.create([draft], { session: transaction });
      return String(created?._id);
    });
}

export type MakeDraft = ReturnType<typeof createDrafts>;
