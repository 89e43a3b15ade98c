// What the system does with applications by itself: pass a free place on, end offers whose time is out, close what nobody can answer any
// more, and finish what slipped through between two documents. Each may run twice, or in two processes at once.
import type { Connection, Model, Types } from 'mongoose';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { isFull, isPast } from '../assignments/assignment.state.ts';
import type { Clock } from '../platform/clock.ts';
import { minute } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { InTurn } from '../platform/one-at-a-time.ts';
import type { CloseReason } from '../taxonomies/taxonomies.ts';
import { offered } from './application.awaited.policy.ts';
import type { ApplicationDocument } from './application.model.ts';
import type { Moves } from './application.moves.ts';
import { applicationStates, placeChange } from './application.state.ts';
import type { ApplicationState } from './application.state.ts';

const undecided: readonly ApplicationState[] = ['submitted', 'waitlisted', 'offered'];
const underWay: readonly ApplicationState[] = [...undecided, 'matched'];
const ended = applicationStates.filter((state) => !underWay.includes(state));

/** So many of a queue move in one transaction. */
const atATime = 200;
/** A transaction that began before something closed or was over has ended by then: MongoDB gives it a minute. */
const settledAfter = 3 * minute;

export interface Swept {
  /** Applications left waiting, or with an offer, on something closed or over. */
  closed: number;
  /** Applications left in the queue though a place was free. */
  promoted: number;
}

export function createUpkeep(parts: {
  connection: Connection;
  applications: Model<ApplicationDocument>;
  clock: Clock;
  assignments: Assignments;
  moves: Moves;
  inTurn: InTurn;
}) {
  const { connection, applications, clock, assignments, moves, inTurn } = parts;

  /** By review everybody in the queue waits for an answer again; direct, the first is offered the place. Returns how many moved. */
  async function promoteSome(transaction: Transaction, assignmentId: string): Promise<number> {
    const assignment = await assignments.find(assignmentId, transaction);
    const now = clock.now();
    if (assignment.status !== 'published' || isFull(assignment) || isPast(assignment, now)) return 0;
    const byReview = assignment.admission === 'review';
    const next = await applications
      .find({ assignment: assignmentId, status: 'waitlisted' })
      .sort({ submittedAt: 1, _id: 1 })
      .limit(byReview ? atATime : assignment.free)
      .session(transaction)
      .lean<ApplicationDocument[]>();
    if (byReview && next.length > 0)
      await moves.move(transaction, next, 'promote', { by: null, set: { submittedAt: now } });
    if (!byReview) await offerAll(transaction, next, assignment, now);
    return next.length;
  }

  /** One move for all of whom the same is awaited. */
  async function offerAll(
    transaction: Transaction,
    next: readonly ApplicationDocument[],
    assignment: AssignmentDocument,
    now: Date,
  ): Promise<void> {
    const alike = Map.groupBy(next, (one) => JSON.stringify(offered(now, assignment, one)));
    for (const [first, ...rest] of alike.values())
      if (first !== undefined)
        await moves.move(transaction, [first, ...rest], 'promoteDirect', {
          by: null,
          set: offered(now, assignment, first),
        });
  }

  /** Passes free places on to the queue. Returns how many moved. */
  async function promote(assignmentId: string): Promise<number> {
    for (let promoted = 0; ;) {
      const moved = await inTurn(assignmentId, () =>
        inTransaction(connection, (transaction) => promoteSome(transaction, assignmentId)),
      );
      if (moved === 0) return promoted;
      promoted += moved;
    }
  }

  /** Runs in the transaction that closes the assignment: all who wait or have an offer are closed; matches too if it is called off. */
  async function closeAll(
    transaction: Transaction,
    assignment: string,
    reason: CloseReason | 'past',
    by: string | null,
  ): Promise<number> {
    const calledOff = reason === 'cancelled' || reason === 'suspended';
    const found = await applications
      .find({ assignment, status: { $in: calledOff ? underWay : undecided } })
      .session(transaction)
      .lean<ApplicationDocument[]>();
    const matched = found.filter(({ status }) => status === 'matched');
    const rest = found.filter(({ status }) => status !== 'matched');
    if (rest.length > 0) await moves.move(transaction, rest, 'close', { by, said: { reason } });
    if (matched.length > 0) await moves.move(transaction, matched, 'closeMatch', { by, said: { reason } });
    return found.length;
  }

  /** Closes those who wait, or have an offer, on something closed or over. Returns how many there were. */
  async function closeLeftOvers(id: string): Promise<number> {
    return inTurn(id, () =>
      inTransaction(connection, async (transaction) => {
        const end = endOf(await assignments.find(id, transaction), clock.now());
        return end === undefined ? 0 : closeAll(transaction, id, end.reason, null);
      }),
    );
  }

  /** Ends one offer, unless it was answered meanwhile. */
  async function expire(id: Types.ObjectId, assignment: string): Promise<boolean> {
    return inTurn(assignment, () =>
      inTransaction(connection, async (transaction) => {
        const before = await applications
          .findOne({ _id: id, ...timeIsOut() })
          .session(transaction)
          .lean<ApplicationDocument>();
        if (before !== null) await moves.move(transaction, [before], 'expire', { by: null });
        return before !== null;
      }),
    );
  }

  function timeIsOut() {
    return { status: 'offered', expiresAt: { $lte: clock.now() } } as const;
  }

  /** The person goes: what waits is withdrawn, a match is off and its place goes on. */
  async function leave(id: Types.ObjectId, assignment: string): Promise<void> {
    const freed = await inTurn(assignment, () =>
      inTransaction(connection, async (transaction) => {
        const before = await applications
          .findOne({ _id: id, status: { $in: underWay } })
          .session(transaction)
          .lean<ApplicationDocument>();
        if (before === null) return false;
        const name = before.status === 'matched' ? 'eraseMatch' : 'erase';
        await moves.move(transaction, [before], name, { by: null });
        return placeChange(before.status, name) === 1;
      }),
    );
    if (freed) await promote(assignment);
  }

  return {
    promote,
    closeAll,

    /** Ends all that a person has under way, since the account goes. */
    async leaveAll(person: string): Promise<void> {
      const own = await applications
        .find({ person, status: { $in: underWay } }, { assignment: 1 })
        .lean<ApplicationDocument[]>();
      throwFirst(await forEach(own, ({ _id, assignment }) => leave(_id, String(assignment))));
    },

    /** Ids of those that still have their texts and ended before: answered, given up or cancelled, or a match of something that is over. */
    async endedBefore(before: Date, limit: number): Promise<Types.ObjectId[]> {
      const old = { changedAt: { $lte: before }, message: { $exists: true } };
      const matches = await applications
        .find({ ...old, status: 'matched' }, { assignment: 1 })
        .lean<ApplicationDocument[]>();
      const over = await assignments.overBefore(
        matches.map(({ assignment }) => assignment),
        before,
      );
      const found = await applications
        .find(
          {
            ...old,
            $or: [{ status: { $in: ended } }, { status: 'matched', assignment: { $in: over } }],
          },
          { _id: 1 },
        )
        .limit(limit)
        .lean<ApplicationDocument[]>();
      return found.map(({ _id }) => _id);
    },

    /** Ends the offers whose time is out, and passes their places on. Returns how many ended. */
    async expireDue(): Promise<number> {
      const due = await applications
        .find(timeIsOut())
        .sort({ expiresAt: 1 })
        .limit(500)
        .lean<ApplicationDocument[]>();
      const freed: string[] = [];
      const faults = await forEach(due, async ({ _id, assignment }) => {
        if (await expire(_id, String(assignment))) freed.push(String(assignment));
      });
      faults.push(...(await forEach(new Set(freed), promote)));
      throwFirst(faults);
      return freed.length;
    },

    /** Finishes closing and promoting where something slipped through, or was cut short. */
    async sweep(): Promise<Swept> {
      const swept: Swept = { closed: 0, promoted: 0 };
      const ended = await assignments.toSweep();
      const under = { $in: ended.map(({ _id }) => _id) };
      const left = await applications.distinct('assignment', {
        assignment: under,
        status: { $in: underWay },
      });
      const faults = await forEach(left, async (id) => {
        swept.closed += await closeLeftOvers(String(id));
      });
      const settled = clock.now().getTime() - settledAfter;
      if (faults.length === 0)
        await assignments.markSwept(
          ended.filter((one) => (endOf(one, clock.now())?.since?.getTime() ?? Infinity) < settled),
        );
      const queued = await applications.distinct('assignment', { status: 'waitlisted' });
      const roomy = await assignments.withFreePlaces(queued);
      faults.push(
        ...(await forEach(roomy, async (id) => {
          swept.promoted += await promote(id);
        })),
      );
      throwFirst(faults);
      return swept;
    },
  };
}

export type Upkeep = ReturnType<typeof createUpkeep>;

/** Does the work for every one: one for whom it fails must not keep the others waiting. Returns the faults. */
async function forEach<T>(all: Iterable<T>, work: (one: T) => Promise<unknown>): Promise<unknown[]> {
  const faults: unknown[] = [];
  for (const one of all) await work(one).catch((fault: unknown) => faults.push(fault));
  return faults;
}

function throwFirst([fault]: readonly unknown[]): void {
  if (fault !== undefined) throw fault instanceof Error ? fault : new Error('The upkeep failed');
}

/** Why and since when nobody on it can be answered any more; undefined while somebody can. */
function endOf(
  assignment: AssignmentDocument,
  now: Date,
): { reason: CloseReason | 'past'; since: Date | undefined } | undefined {
  const { status, closeReason, closedAt, pastAt } = assignment;
  if (status === 'closed') return { reason: closeReason ?? 'over', since: closedAt };
  return isPast(assignment, now) ? { reason: 'past', since: pastAt } : undefined;
}
