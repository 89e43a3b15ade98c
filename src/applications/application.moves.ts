// Stores moves of applications: state, history, the places they take and free, the persons' counts and the facts, all in the transaction
// handed in, or nothing of it.
import { Types } from 'mongoose';
import type { Model } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { OneTimeLinks } from '../accounts/one-time-link.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { Refused } from '../platform/refused.ts';
import type { ApplicationDocument, HistoryEntry } from './application.model.ts';
import { isUnderWay, mayMove, moves, placeChange, waitingChange } from './application.state.ts';
import type { ApplicationMove, ApplicationState } from './application.state.ts';

/** Why, in the code of a reason and in one's own words. */
export interface Said {
  reason?: string;
  text?: string;
}

export interface MoveDetails {
  /** The person who makes the move; null for the system. */
  by: string | null;
  said?: Said;
  set?: Partial<ApplicationDocument>;
  unset?: readonly (keyof ApplicationDocument)[];
}

type NewApplication = Pick<
  ApplicationDocument,
  '_id' | 'assignment' | 'organisation' | 'person' | 'message' | 'ticks' | 'submittedAt'
> &
  Partial<ApplicationDocument>;

export function createMoves(parts: {
  applications: Model<ApplicationDocument>;
  clock: Clock;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
  accounts: Accounts;
  assignments: Assignments;
}) {
  const { applications, clock, outbox, links, accounts, assignments } = parts;

  /** Takes or frees the places, and counts for the persons; 409 where a limit is reached. */
  async function settleCounts(
    transaction: Transaction,
    moved: readonly Pick<ApplicationDocument, 'assignment' | 'person'>[],
    name: ApplicationMove,
    from: ApplicationState | 'none',
  ): Promise<void> {
    const assignment = String(moved[0]?.assignment);
    const places = placeChange(from, name) * moved.length;
    if (places < 0 && !(await assignments.takePlaces(transaction, assignment, -places)))
      throw new Refused(409, 'applications.refused.full');
    if (places > 0) await assignments.freePlaces(transaction, assignment, places);
    const people = moved.map(({ person }) => String(person));
    await accounts.countWaiting(transaction, people, waitingChange(from, name));
  }

  return {
    /** One move of applications of one assignment, each by compare-and-set; 409 if somebody was first with any of them. */
    async move(
      transaction: Transaction,
      before: readonly ApplicationDocument[],
      name: ApplicationMove,
      details: MoveDetails,
    ): Promise<void> {
      const now = clock.now();
      for (const [from, group] of Map.groupBy(before, ({ status }) => status)) {
        if (!mayMove(from, name)) throw new Refused(409, 'applications.refused.changed');
        await settleCounts(transaction, group, name, from);
        const { matchedCount } = await applications.updateMany(
          { _id: { $in: group.map(({ _id }) => _id) }, status: from },
          {
            $set: { ...details.set, status: moves[name].to, changedAt: now },
            $unset: Object.fromEntries((details.unset ?? []).map((field) => [field, 1])),
            $push: { history: entry(name, from, now, details) },
          },
          { session: transaction },
        );
        if (matchedCount < group.length) throw new Refused(409, 'applications.refused.changed');
      }
      const asked = before.filter(({ consent }) => consent !== undefined).map(({ _id }) => _id);
      if (asked.length > 0 && !isUnderWay(moves[name].to)) await links.endAbout(transaction, asked);
      await outbox.recordAll(
        transaction,
        'ApplicationMoved',
        before.map(({ _id }) => ({ application: String(_id), move: name, by: details.by })),
      );
    },

    /** The first move of a new application. A second one of the same person ends the transaction with a duplicate key. */
    async open(
      transaction: Transaction,
      created: NewApplication,
      name: ApplicationMove,
      by: string,
    ): Promise<void> {
      const now = clock.now();
      await settleCounts(transaction, [created], name, 'none');
      const history = [entry(name, 'none', now, { by })];
      await applications.create([{ ...created, status: moves[name].to, changedAt: now, history }], {
        session: transaction,
      });
      await outbox.record(transaction, 'ApplicationMoved', {
        application: String(created._id),
        move: name,
        by,
      });
    },
  };
}

export type Moves = ReturnType<typeof createMoves>;

function entry(
  move: ApplicationMove,
  from: ApplicationState | 'none',
  at: Date,
  { by, said = {} }: MoveDetails,
): HistoryEntry {
  return { move, from, to: moves[move].to, at, by: by === null ? null : new Types.ObjectId(by), ...said };
}
