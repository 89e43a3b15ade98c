// Use cases of applications. Every move is a compare-and-set with its fact in one transaction; every limit is one conditional update in it.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { isFull, isPast } from '../assignments/assignment.state.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { oneAtATime } from '../platform/one-at-a-time.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { CloseReason } from '../taxonomies/taxonomies.ts';
import { applicationModel } from './application.model.ts';
import type { ApplicationDocument, HistoryEntry } from './application.model.ts';
import {
  mayApply,
  mayMoveAsCoordinator,
  mayMoveAsVolunteer,
  maySeeApplication,
} from './application.policy.ts';
import { caseOf, factsOf } from './application.case.ts';
import type { OwnMove } from './application.policy.ts';
import { mayMove, moves, offerExpiry, placeChange, waitingChange } from './application.state.ts';
import type { ApplicationMove, ApplicationState } from './application.state.ts';

export interface ApplicationText {
  message: string;
  ticks: string[];
}

export interface Said {
  reason?: string;
  text?: string;
}

export function createApplications(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  accounts: Accounts;
  assignments: Assignments;
}) {
  const { connection, clock, outbox, accounts, assignments } = parts;
  const applications = applicationModel(connection);
  const inTurn = oneAtATime();

  async function find(id: string, transaction?: Transaction): Promise<ApplicationDocument> {
    const found = await applications
      .findById(id)
      .session(transaction ?? null)
      .lean<ApplicationDocument>();
    if (found === null) throw missing();
    return found;
  }

  /** Stores one move of one application: state, history, place, the person's count and the fact, or nothing of it. */
  async function move(
    transaction: Transaction,
    before: ApplicationDocument,
    name: ApplicationMove,
    by: string | null,
    set: Partial<ApplicationDocument> = {},
    said: Said = {},
  ): Promise<void> {
    if (!mayMove(before.status, name)) throw new Refused(409, 'applications.refused.changed');
    await settleCounts(transaction, before, name, before.status);
    const now = clock.now();
    const { matchedCount } = await applications.updateOne(
      { _id: before._id, status: before.status },
      {
        $set: { ...set, status: moves[name].to, changedAt: now },
        $push: { history: entry(name, before.status, now, by, said) },
      },
      { session: transaction },
    );
    if (matchedCount === 0) throw new Refused(409, 'applications.refused.changed');
    await outbox.record(transaction, 'ApplicationMoved', { application: String(before._id), move: name, by });
  }

  async function settleCounts(
    transaction: Transaction,
    application: Pick<ApplicationDocument, 'assignment' | 'person'>,
    name: ApplicationMove,
    from: ApplicationState | 'none',
  ): Promise<void> {
    const assignment = String(application.assignment);
    const places = placeChange(from, name);
    if (places === -1 && !(await assignments.takePlace(transaction, assignment)))
      throw new Refused(409, 'applications.refused.full');
    if (places === 1) await assignments.freePlaces(transaction, assignment, 1);
    await accounts.countWaiting(transaction, String(application.person), waitingChange(from, name));
  }

  /** One application's move from outside: those that touch a place take turns, and a freed place goes on to the queue. */
  async function make(
    id: string,
    name: ApplicationMove,
    by: string | null,
    check: (application: ApplicationDocument, assignment: AssignmentDocument) => Partial<ApplicationDocument>,
    said: Said = {},
  ): Promise<void> {
    const { assignment } = await find(id);
    const freed = await inTurn(String(assignment), () =>
      inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        const about = await assignments.find(String(before.assignment), transaction);
        await move(transaction, before, name, by, check(before, about), said);
        return placeChange(before.status, name) === 1;
      }),
    );
    outbox.nudge();
    if (freed) await promote(String(assignment));
  }

  async function apply(actor: Actor, assignmentId: string, text: ApplicationText): Promise<string> {
    const person = new Types.ObjectId(actor.id);
    const { admission: kind } = await assignments.find(assignmentId);
    const inOrder = kind === 'direct' ? inTurn : atOnce;
    try {
      const id = await inOrder(assignmentId, () =>
        inTransaction(connection, async (transaction) => {
          const assignment = await assignments.find(assignmentId, transaction);
          const existing = await applications
            .findOne({ assignment: assignmentId, person: actor.id })
            .session(transaction)
            .lean<ApplicationDocument>();
          insist(mayApply(actor, factsOf(assignment), existing && caseOf(existing), clock.now()));
          const name = await admission(transaction, assignment);
          const now = clock.now();
          const to = moves[name].to;
          const fresh = {
            ...text,
            submittedAt: now,
            ...(to === 'matched' ? { matchedAt: now, answeredAt: now } : {}),
          };
          if (existing !== null) {
            await move(transaction, existing, name, actor.id, fresh);
            return String(existing._id);
          }
          const _id = new Types.ObjectId();
          const created = { _id, assignment: assignment._id, organisation: assignment.organisation, person };
          await settleCounts(transaction, created, name, 'none');
          await applications.create(
            [
              {
                ...created,
                ...fresh,
                status: to,
                changedAt: now,
                history: [entry(name, 'none', now, actor.id)],
              },
            ],
            { session: transaction },
          );
          await outbox.record(transaction, 'ApplicationMoved', {
            application: String(_id),
            move: name,
            by: actor.id,
          });
          return String(_id);
        }),
      );
      outbox.nudge();
      return id;
    } catch (error) {
      const first = isDuplicateKey(error) ? await mine(actor.id, assignmentId) : null;
      if (first === null) throw error;
      return String(first._id);
    }
  }

  /** By review: waiting for an answer, or in the queue of something full. Direct: a place at once, unless there is none or others queue. */
  async function admission(
    transaction: Transaction,
    assignment: AssignmentDocument,
  ): Promise<ApplicationMove> {
    if (isFull(assignment)) return 'applyToQueue';
    if (assignment.admission === 'review') return 'apply';
    const queued = await applications
      .findOne({ assignment: assignment._id, status: 'waitlisted' }, { _id: 1 })
      .session(transaction)
      .lean();
    return queued === null ? 'applyDirect' : 'applyToQueue';
  }

  function mine(person: string, assignment: string) {
    return applications.findOne({ assignment, person }).lean<ApplicationDocument>();
  }

  /** A place is free: by review everybody in the queue waits for an answer again; direct, the first is offered it. */
  async function promote(assignmentId: string): Promise<void> {
    for (;;) {
      const moved = await inTurn(assignmentId, () =>
        inTransaction(connection, async (transaction) => {
          const assignment = await assignments.find(assignmentId, transaction);
          const now = clock.now();
          if (assignment.status !== 'published' || isFull(assignment) || isPast(assignment, now))
            return false;
          const next = await applications
            .findOne({ assignment: assignmentId, status: 'waitlisted' })
            .sort({ submittedAt: 1, _id: 1 })
            .session(transaction)
            .lean<ApplicationDocument>();
          if (next === null) return false;
          if (assignment.admission === 'review')
            await move(transaction, next, 'promote', null, { submittedAt: now });
          else await move(transaction, next, 'promoteDirect', null, offered(now, assignment));
          return true;
        }),
      );
      if (!moved) break;
      outbox.nudge();
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
    const statuses: ApplicationState[] = [
      'submitted',
      'waitlisted',
      'offered',
      ...(calledOff ? (['matched'] as const) : []),
    ];
    const found = await applications
      .find({ assignment, status: { $in: statuses } })
      .session(transaction)
      .lean<ApplicationDocument[]>();
    for (const application of found)
      await move(
        transaction,
        application,
        application.status === 'matched' ? 'closeMatch' : 'close',
        by,
        {},
        { reason },
      );
    return found.length;
  }

  assignments.onClosing(async (transaction, assignment, reason, by) => {
    await closeAll(transaction, assignment, reason, by);
  });
  assignments.onPlacesOpened(promote);

  return {
    apply,
    promote,
    mine,
    find,

    /** 404 for everybody but the two sides. */
    async read(actor: Actor, id: string): Promise<ApplicationDocument> {
      const application = await find(id);
      insist(maySeeApplication(actor, caseOf(application)));
      return application;
    },

    ofPerson: (person: string) =>
      applications.find({ person }).sort({ changedAt: -1 }).limit(200).lean<ApplicationDocument[]>(),

    ofAssignment: (assignment: string) =>
      applications.find({ assignment }).sort({ submittedAt: 1 }).limit(1000).lean<ApplicationDocument[]>(),

    /** What waits for an answer in these organisations, oldest first. */
    waitingFor: (organisations: readonly string[]) =>
      applications
        .find({ organisation: { $in: [...organisations] }, status: 'submitted' })
        .sort({ submittedAt: 1 })
        .limit(200)
        .lean<ApplicationDocument[]>(),

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

    async offer(actor: Actor, id: string): Promise<void> {
      await make(id, 'offer', actor.id, (application, assignment) => {
        const now = clock.now();
        insist(mayMoveAsCoordinator(actor, caseOf(application), assignment, 'offer', now));
        return { ...offered(now, assignment), ...answered(application, now) };
      });
    },

    async queue(actor: Actor, id: string): Promise<void> {
      await make(id, 'queue', actor.id, (application, assignment) => {
        const now = clock.now();
        insist(mayMoveAsCoordinator(actor, caseOf(application), assignment, 'queue', now));
        return answered(application, now);
      });
    },

    async decline(actor: Actor, id: string, said: Said): Promise<void> {
      const check = (application: ApplicationDocument, assignment: AssignmentDocument) => {
        const now = clock.now();
        insist(mayMoveAsCoordinator(actor, caseOf(application), assignment, 'decline', now));
        return answered(application, now);
      };
      await make(id, 'decline', actor.id, check, said);
    },

    /** The volunteer's own moves: withdraw, confirm the offer, cancel the match. */
    async moveOwn(actor: Actor, id: string, name: OwnMove, said: Said = {}): Promise<void> {
      const check = (application: ApplicationDocument) => {
        const now = clock.now();
        insist(mayMoveAsVolunteer(actor, caseOf(application), name, now));
        return name === 'confirm' ? { matchedAt: now } : {};
      };
      await make(id, name, actor.id, check, said);
    },

    async cancelAsCoordinator(actor: Actor, id: string, said: Said): Promise<void> {
      const check = (application: ApplicationDocument, assignment: AssignmentDocument) => {
        insist(mayMoveAsCoordinator(actor, caseOf(application), assignment, 'cancel', clock.now()));
        return {};
      };
      await make(id, 'cancel', actor.id, check, said);
    },

    /** Offers whose time is out. Returns how many expired now. */
    async expireDue(): Promise<number> {
      const due = await applications
        .find({ status: 'offered', expiresAt: { $lte: clock.now() } })
        .limit(500)
        .lean<ApplicationDocument[]>();
      for (const { _id } of due) await ignoringRaces(() => make(String(_id), 'expire', null, () => ({})));
      return due.length;
    },

    /** Finishes what slipped through between two documents, or was cut short: closing and promoting. Returns how much there was. */
    async sweep(): Promise<{ closed: number; promoted: number }> {
      const settled = clock.now().getTime() - 60_000;
      let closed = 0;
      for (const assignment of await assignments.toSweep()) {
        const id = String(assignment._id);
        const reason = assignment.status === 'closed' ? (assignment.closeReason ?? 'over') : 'past';
        closed += await inTurn(id, () =>
          inTransaction(connection, (transaction) => closeAll(transaction, id, reason, null)),
        );
        const since =
          (assignment.status === 'closed' ? assignment.closedAt : assignment.pastAt) ?? clock.now();
        if (since.getTime() < settled) await assignments.markSwept(id);
      }
      const queued = await applications.distinct('assignment', { status: 'waitlisted' });
      for (const id of queued) await promote(String(id));
      outbox.nudge();
      return { closed, promoted: queued.length };
    },
  };
}

export type Applications = ReturnType<typeof createApplications>;

function entry(
  move: ApplicationMove,
  from: ApplicationState | 'none',
  at: Date,
  by: string | null,
  said: Said = {},
): HistoryEntry {
  return { move, from, to: moves[move].to, at, by: by === null ? null : new Types.ObjectId(by), ...said };
}

function offered(now: Date, assignment: AssignmentDocument): Partial<ApplicationDocument> {
  return { offeredAt: now, expiresAt: offerExpiry(now, assignment.beginsAt) };
}

function answered(application: ApplicationDocument, now: Date): Partial<ApplicationDocument> {
  return application.answeredAt === undefined ? { answeredAt: now } : {};
}

/** A move that neither takes nor frees a place need not wait for others. */
function atOnce<T>(_name: string, work: () => Promise<T>): Promise<T> {
  return work();
}

/** A sweep that comes second has nothing to do. */
async function ignoringRaces(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
