// Keeps the words that were sent to staff, in the transaction that sends them, and finds them again.
import type { Connection } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/database.ts';
import type { Words } from './proposal.state.ts';
import { revisionModel } from './revision.model.ts';
import type { RevisionDocument } from './revision.model.ts';

export function createRevisions({ connection, clock }: { connection: Connection; clock: Clock }) {
  const revisions = revisionModel(connection);
  return {
    /** The same words sent twice are one revision. */
    async keep(
      transaction: Transaction,
      actor: Actor,
      thing: { _id: RevisionDocument['_id'] },
      revision: number,
      words: Words,
    ): Promise<void> {
      await revisions.updateOne(
        { thing: thing._id, revision },
        { $setOnInsert: { words, by: actor.id, at: clock.now() } },
        { upsert: true, session: transaction },
      );
    },

    /** Newest first. */
    of: (thing: string) =>
      revisions.find({ thing }).sort({ revision: -1 }).limit(100).lean<RevisionDocument[]>(),
  };
}

export type Revisions = ReturnType<typeof createRevisions>;
