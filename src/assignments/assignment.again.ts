// Takes up an assignment again: undoes a closing that nobody has met, or begins a new draft from an earlier one.
import type { Connection, Model } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused } from '../platform/refused.ts';
import { caseOf } from './assignment.case.ts';
import { copyOf } from './assignment.copy.ts';
import type { MakeDraft } from './assignment.drafts.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import { mayCreateAssignment, mayReopen } from './assignment.policy.ts';
import { assignmentTimes } from './assignment.times.ts';
import { wordFlags } from './assignment.words.ts';

export function createAgain(parts: {
  connection: Connection;
  assignments: Model<AssignmentDocument>;
  organisations: Organisations;
  clock: Clock;
  find: (id: string, transaction?: Transaction) => Promise<AssignmentDocument>;
  makeDraft: MakeDraft;
}) {
  const { connection, assignments, organisations, clock, find, makeDraft } = parts;

  return {
    /** For ten minutes, where nobody was told of the closing: open or paused, as it was. */
    async reopen(actor: Actor, id: string): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        insist(mayReopen(actor, caseOf(before), before, clock.now()));
        await organisations.insistApproved(transaction, String(before.organisation));
        const { matchedCount } = await assignments.updateOne(
          { _id: before._id, status: before.status, closedAt: before.closedAt ?? null },
          {
            $set: { status: before.closedFrom ?? 'paused', swept: false },
            $unset: { closedFrom: 1, closedAt: 1, closeReason: 1 },
          },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'assignments.refused.changed');
      });
    },

    /** A new draft of whoever copies it. `lostTimes` if times that have passed were left out. */
    async copy(actor: Actor, id: string): Promise<{ id: string; lostTimes: boolean }> {
      const earlier = await find(id);
      const organisation = String(earlier.organisation);
      insist(mayCreateAssignment(actor, organisation));
      await organisations.insistWorking(organisation);
      const { parts: copied, lostTimes } = copyOf(earlier, clock.now());
      const times = Object.entries(assignmentTimes(copied)).filter(([, at]) => at !== undefined);
      const draft = await makeDraft(actor, organisation, {
        ...copied,
        ...(earlier.template === undefined ? {} : { template: earlier.template }),
        ...Object.fromEntries(times),
        free: copied.places,
        flags: wordFlags(copied),
      });
      return { id: draft, lostTimes };
    },
  };
}
