// Use cases of applications. Every move is a compare-and-set with its fact in one transaction; every limit is one conditional update in it.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor } from '../accounts/actor.ts';
import type { OneTimeLinks } from '../accounts/one-time-link.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { isFull } from '../assignments/assignment.state.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { oneAtATime } from '../platform/one-at-a-time.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { missing } from '../platform/refused.ts';
import { asksExtract, offered } from './application.awaited.policy.ts';
import { createConsents } from './application.consent.ts';
import type { Minor } from './application.consent.ts';
import { createExtracts } from './application.extract.ts';
import { applicationModel } from './application.model.ts';
import type { ApplicationDocument } from './application.model.ts';
import { createCounts } from './application.counts.ts';
import { createMoves } from './application.moves.ts';
import type { Said } from './application.moves.ts';
import {
  mayApply,
  mayMoveAsCoordinator,
  mayMoveAsVolunteer,
  maySeeApplication,
} from './application.policy.ts';
import { caseOf, factsOf } from './application.case.ts';
import type { OwnMove } from './application.policy.ts';
import { createReads } from './application.reads.ts';
import { standingOf } from './application.standing.ts';
import { isUnderWay, placeChange } from './application.state.ts';
import type { ApplicationMove } from './application.state.ts';
import { createProposals } from './application.proposal.ts';
import { createTalk } from './application.talk.ts';
import { createUpkeep } from './application.upkeep.ts';
import type { Swept } from './application.upkeep.ts';

export type { Minor } from './application.consent.ts';
export type { Said } from './application.moves.ts';

export interface ApplicationText {
  message: string;
  ticks: string[];
  /** Of somebody under 18. */
  minor?: Minor;
}

/** What of a document belongs to the time before it was re-opened. */
const ofEarlierTimes = [
  ...(['answeredAt', 'offeredAt', 'expiresAt', 'matchedAt', 'proposals', 'phoneLetAt'] as const),
  ...(['consent', 'extract', 'awaitedSince', 'awaitedUntil'] as const),
] as const;

export function createApplications(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
  accounts: Accounts;
  assignments: Assignments;
}) {
  const { connection, clock, outbox, links, accounts, assignments } = parts;
  const applications = applicationModel(connection);
  const moves = createMoves({ applications, clock, outbox, links, accounts, assignments });
  const inTurn = oneAtATime();
  const talk = createTalk({ connection, applications, clock, outbox, accounts, assignments });
  const proposals = createProposals({ connection, applications, clock, outbox, accounts });
  const upkeep = createUpkeep({ connection, applications, clock, assignments, moves, inTurn });

  const consents = createConsents({
    ...{ connection, applications, clock, outbox, links, assignments, moves, inTurn },
    promote: (assignment) => promote(assignment),
  });

  async function find(id: string, transaction?: Transaction): Promise<ApplicationDocument> {
    const found = await applications
      .findById(id)
      .session(transaction ?? null)
      .lean<ApplicationDocument>();
    if (found === null) throw missing();
    return found;
  }

  function mine(person: string, assignment: string, transaction?: Transaction) {
    return applications
      .findOne({ assignment, person })
      .session(transaction ?? null)
      .lean<ApplicationDocument>();
  }

  /** The change that made room is stored already: what fails here is finished by the sweep. */
  async function promote(assignment: string): Promise<void> {
    await upkeep.promote(assignment).catch(() => 0);
    outbox.nudge();
  }

  /** One application's move from outside: those of one assignment take turns, and a freed place goes on to the queue. */
  async function make(
    id: string,
    name: ApplicationMove,
    actor: Actor,
    check: (application: ApplicationDocument, assignment: AssignmentDocument) => Partial<ApplicationDocument>,
    said: Said = {},
  ): Promise<void> {
    const assignment = String((await find(id)).assignment);
    const freed = await inTurn(assignment, () =>
      inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        const set = check(before, await assignments.find(assignment, transaction));
        await moves.move(transaction, [before], name, { by: actor.id, said, set });
        return placeChange(before.status, name) === 1;
      }),
    );
    outbox.nudge();
    if (freed) await promote(assignment);
  }

  function asCoordinator(actor: Actor, id: string, name: CoordinatorMove, said: Said = {}): Promise<void> {
    const check = (application: ApplicationDocument, assignment: AssignmentDocument) => {
      const now = clock.now();
      insist(mayMoveAsCoordinator(actor, caseOf(application), assignment, name, now));
      return {
        ...(name === 'offer' ? offered(now, assignment, application) : {}),
        ...(application.answeredAt === undefined ? { answeredAt: now } : {}),
      };
    };
    return make(id, name, actor, check, said);
  }

  /** Stores the application, or re-opens the one that is there; one that is under way stays as it is. */
  async function applyOnce(
    transaction: Transaction,
    actor: Actor,
    assignmentId: string,
    text: ApplicationText,
  ): Promise<Applied> {
    const assignment = await assignments.find(assignmentId, transaction);
    const existing = await mine(actor.id, assignmentId, transaction);
    if (existing !== null && isUnderWay(existing.status)) return { id: String(existing._id) };
    const now = clock.now();
    insist(mayApply(actor, factsOf(assignment), existing && caseOf(existing), now));
    const { minor, ...said } = text;
    const consent = minor && { guardian: minor.guardian.name, isUnder15: minor.isUnder15, askedAt: now };
    const isAwaited = consent !== undefined || asksExtract(assignment, consent);
    const name = await admission(transaction, assignment, isAwaited);
    const isAnswered = name === 'applyDirect' || name === 'offerDirect';
    const fresh: Fresh = {
      ...said,
      ...(consent === undefined ? {} : { consent }),
      submittedAt: now,
      ...(isAnswered ? { answeredAt: now } : {}),
      ...(name === 'applyDirect' ? { matchedAt: now } : {}),
      ...(name === 'offerDirect' ? offered(now, assignment, consent === undefined ? {} : { consent }) : {}),
    };
    const queuesForNothing = name === 'applyToQueue' && !isFull(assignment);
    if (existing !== null) {
      const unset = ofEarlierTimes.filter((field) => !(field in fresh));
      await moves.move(transaction, [existing], name, { by: actor.id, set: fresh, unset });
      if (minor) await consents.ask(transaction, existing._id, existing.person, minor);
      return { id: String(existing._id), queuesForNothing };
    }
    const created = {
      _id: new Types.ObjectId(),
      assignment: assignment._id,
      organisation: assignment.organisation,
      person: new Types.ObjectId(actor.id),
      ...fresh,
    };
    await moves.open(transaction, created, name, actor.id);
    if (minor) await consents.ask(transaction, created._id, created.person, minor);
    return { id: String(created._id), queuesForNothing };
  }

  /**
   * By review: waiting for an answer, or in the queue of something full. Direct: a place at once, unless there is none or others queue; only
   * offered while something is awaited.
   */
  async function admission(
    transaction: Transaction,
    assignment: AssignmentDocument,
    isAwaited: boolean,
  ): Promise<'apply' | 'applyToQueue' | 'applyDirect' | 'offerDirect'> {
    if (isFull(assignment)) return 'applyToQueue';
    if (assignment.admission === 'review') return 'apply';
    const queued = await applications
      .findOne({ assignment: assignment._id, status: 'waitlisted' }, { _id: 1 })
      .session(transaction)
      .lean();
    if (queued !== null) return 'applyToQueue';
    return isAwaited ? 'offerDirect' : 'applyDirect';
  }

  /** Does the work in turn where it may take a place at once; undefined where it may not, and need not wait for others. */
  async function forAPlace<T>(assignmentId: string, work: () => Promise<T>): Promise<T | undefined> {
    const mayTakeOne = async (): Promise<boolean> => {
      const assignment = await assignments.find(assignmentId);
      return assignment.admission === 'direct' && !isFull(assignment);
    };
    if (!(await mayTakeOne())) return undefined;
    return inTurn(assignmentId, async () => ((await mayTakeOne()) ? work() : undefined));
  }

  assignments.onClosing(upkeep.closeAll);
  assignments.onPlacesOpened(promote);

  return {
    ...talk,
    ...proposals,
    ...createReads(applications),
    ...consents,
    ...createExtracts({ connection, applications, clock, outbox, assignments }),
    ...createCounts(applications),
    find,
    mine: (person: string, assignment: string) => mine(person, assignment),

    /** Whether this reader may apply to the assignment, or has, or why not. */
    async standing(reader: Actor, assignment: AssignmentDocument) {
      const own = await mine(reader.id, String(assignment._id));
      return standingOf(assignment, own, reader, clock.now());
    },

    /** The same for whoever is not signed in. */
    standingOfVisitor: (assignment: AssignmentDocument) => standingOf(assignment, null, null, clock.now()),

    /** Returns the application's id; twice is once. Direct ones take turns for the places. */
    async apply(actor: Actor, assignmentId: string, text: ApplicationText): Promise<string> {
      const work = () =>
        inTransaction(connection, (transaction) => applyOnce(transaction, actor, assignmentId, text));
      try {
        const { id, queuesForNothing } = (await forAPlace(assignmentId, work)) ?? (await work());
        outbox.nudge();
        if (queuesForNothing === true) await promote(assignmentId);
        return id;
      } catch (error) {
        const first = isDuplicateKey(error) ? await mine(actor.id, assignmentId) : null;
        if (first === null) throw error;
        return String(first._id);
      }
    },

    /** 404 for everybody but the two sides. */
    async read(actor: Actor, id: string): Promise<ApplicationDocument> {
      const application = await find(id);
      insist(maySeeApplication(actor, caseOf(application)));
      return application;
    },

    offer: (actor: Actor, id: string) => asCoordinator(actor, id, 'offer'),
    queue: (actor: Actor, id: string) => asCoordinator(actor, id, 'queue'),
    decline: (actor: Actor, id: string, said: Said) => asCoordinator(actor, id, 'decline', said),
    cancelAsCoordinator: (actor: Actor, id: string, said: Said) => asCoordinator(actor, id, 'cancel', said),

    /** The volunteer's own moves: withdraw, confirm the offer, cancel the match. */
    async moveOwn(actor: Actor, id: string, name: OwnMove, said: Said = {}): Promise<void> {
      const check = (application: ApplicationDocument, assignment: AssignmentDocument) => {
        const now = clock.now();
        insist(mayMoveAsVolunteer(actor, caseOf(application), assignment, name, now));
        return name === 'confirm' ? { matchedAt: now } : {};
      };
      await make(id, name, actor, check, said);
    },

    /** The links to guardians of what has ended, with their addresses. */
    forgetGuardians: (ids: readonly Types.ObjectId[]) => links.endAbout(undefined, ids),

    leaveAll: (person: string) => upkeep.leaveAll(person),
    endedBefore: (before: Date, limit: number) => upkeep.endedBefore(before, limit),

    /** Ends the offers whose time is out. Returns how many. */
    async expireDue(): Promise<number> {
      const expired = await upkeep.expireDue();
      if (expired > 0) outbox.nudge();
      return expired;
    },

    /** Finishes what slipped through between two documents, or was cut short: closing and promoting. Returns how much there was. */
    async sweep(): Promise<Swept> {
      const swept = await upkeep.sweep();
      if (swept.closed + swept.promoted > 0) outbox.nudge();
      return swept;
    },
  };
}

export type Applications = ReturnType<typeof createApplications>;

type Fresh = Pick<ApplicationDocument, 'message' | 'ticks' | 'submittedAt'> & Partial<ApplicationDocument>;
type CoordinatorMove = 'offer' | 'queue' | 'decline' | 'cancel';

interface Applied {
  id: string;
  /** True if it stands in the queue though a place is free: the queue must move. */
  queuesForNothing?: boolean;
}
