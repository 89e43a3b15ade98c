// How the two sides of an application reach each other through the service. Nothing here moves the application: each change and its fact are
// one transaction.
import { Types } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { caseOf } from './application.case.ts';
import type { ApplicationDocument } from './application.model.ts';
import { mayWrite } from './application.policy.ts';

/** So many are kept of one application. */
export const mostNotes = 100;

export function createTalk(parts: {
  connection: Connection;
  applications: Model<ApplicationDocument>;
  clock: Clock;
  outbox: Outbox<Events>;
  accounts: Accounts;
  assignments: Assignments;
}) {
  const { connection, applications, clock, outbox, accounts, assignments } = parts;

  async function insistWriting(actor: Actor, id: string): Promise<void> {
    const application = await applications.findById(id).lean<ApplicationDocument>();
    if (application === null) throw missing();
    const { contact } = await assignments.find(String(application.assignment));
    const sides = await accounts.many([String(application.person), String(contact)]);
    const isThroughService = sides.some(({ isProtected }) => isProtected === true);
    insist(mayWrite(actor, caseOf(application), isThroughService));
  }

  return {
    /** Refuses whoever may not write to the other side. */
    insistWriting,

    /** A short text to the other side of a match; 409 when there are too many, or it is no match any more. */
    async write(actor: Actor, id: string, text: string): Promise<void> {
      await insistWriting(actor, id);
      await inTransaction(connection, async (transaction) => {
        const note = { by: new Types.ObjectId(actor.id), at: clock.now(), text };
        const { matchedCount } = await applications.updateOne(
          { _id: id, status: 'matched', [`notes.${mostNotes - 1}`]: { $exists: false } },
          { $push: { notes: note } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'applications.refused.notes', { most: mostNotes });
        await outbox.record(transaction, 'ApplicationNoted', {
          application: id,
          note: 'wrote',
          by: actor.id,
        });
      });
      outbox.nudge();
    },
  };
}
