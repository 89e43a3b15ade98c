// The record extract: that one was shown, to whom and on which day. The paper itself, and what it says, has no place here.
import { Types } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { isFresh, runsOn } from './application.awaited.policy.ts';
import { caseOf } from './application.case.ts';
import type { ApplicationDocument } from './application.model.ts';
import { mayNoteExtract } from './application.policy.ts';

export function createExtracts(parts: {
  connection: Connection;
  applications: Model<ApplicationDocument>;
  clock: Clock;
  outbox: Outbox<Events>;
  assignments: Assignments;
}) {
  const { connection, applications, clock, outbox, assignments } = parts;

  async function insistNoting(actor: Actor, id: string, transaction?: Transaction) {
    const application = await applications
      .findById(id)
      .session(transaction ?? null)
      .lean<ApplicationDocument>();
    if (application === null) throw missing();
    const assignment = await assignments.find(String(application.assignment), transaction);
    insist(mayNoteExtract(actor, caseOf(application), assignment, clock.now()));
    return { application, assignment };
  }

  return {
    /** Refuses whoever may not note that an extract was shown. */
    async insistNoting(actor: Actor, id: string): Promise<void> {
      await insistNoting(actor, id);
    },

    /** Shown to this coordinator on that day, which is not to come and at most a year ago. */
    async noteExtract(actor: Actor, id: string, shownOn: string): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const { application, assignment } = await insistNoting(actor, id, transaction);
        const now = clock.now();
        if (!isFresh(shownOn, now)) throw new Refused(409, 'applications.refused.extractAgain');
        const { _id, status, extract = { askedAt: now } } = application;
        const clockOf = runsOn({ ...application, extract: { ...extract, shownOn } }, assignment, now);
        const { matchedCount } = await applications.updateOne(
          { _id, status },
          { $set: { 'extract.shownOn': shownOn, 'extract.to': new Types.ObjectId(actor.id), ...clockOf } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'applications.refused.changed');
        await outbox.record(transaction, 'ApplicationNoted', {
          application: id,
          note: 'extractShown',
          by: actor.id,
        });
      });
      outbox.nudge();
    },
  };
}
