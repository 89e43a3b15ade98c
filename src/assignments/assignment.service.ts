// Use cases of assignments: write, submit, publish, pause, close, and the places that applications take and free.
import type { Connection } from 'mongoose';
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import type { Events } from '../events.ts';
import { addWorkingDays } from '../moderation/working-days.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { CloseReason } from '../taxonomies/taxonomies.ts';
import { createAgain } from './assignment.again.ts';
import { caseOf } from './assignment.case.ts';
import { planChange } from './assignment.change.ts';
import type { AssignmentChange } from './assignment.change.ts';
import { assignmentModel } from './assignment.model.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import {
  mayCreateAssignment,
  mayEditAssignment,
  mayMoveAsCoordinator,
  mayReadAsOwner,
  maySeeAssignment,
} from './assignment.policy.ts';
import { assignmentMoves } from './assignment.state.ts';
import type { AssignmentMove } from './assignment.state.ts';
import { createPlaces } from './assignment.places.ts';
import { missingParts } from './assignment.words.ts';

/**
 * Runs inside the transaction that closes an assignment; handed in, so that applications know assignments and not the other way.
 * Returns how many people it concerned.
 */
export type OnClosing = (
  transaction: Transaction,
  assignment: string,
  reason: CloseReason,
  by: string | null,
) => Promise<number>;

export function createAssignments(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  organisations: Organisations;
}) {
  const { connection, clock, outbox, organisations } = parts;
  const assignments = assignmentModel(connection);
  const closing: OnClosing[] = [];
  const opening: ((assignment: string) => Promise<void>)[] = [];

  async function find(id: string, transaction?: Transaction): Promise<AssignmentDocument> {
    const found = await assignments
      .findById(id)
      .session(transaction ?? null)
      .lean<AssignmentDocument>();
    if (found === null) throw missing();
    return found;
  }

  /** Moves it by compare-and-set; 409 if somebody was first. */
  async function move(
    transaction: Transaction,
    before: Pick<AssignmentDocument, '_id' | 'status' | 'revision'>,
    name: AssignmentMove,
    set: Partial<AssignmentDocument> = {},
  ): Promise<void> {
    const { matchedCount } = await assignments.updateOne(
      { _id: before._id, status: before.status, revision: before.revision },
      { $set: { ...set, status: assignmentMoves[name].to } },
      { session: transaction },
    );
    if (matchedCount === 0) throw new Refused(409, 'assignments.refused.changed');
  }

  async function placesOpened(id: string): Promise<void> {
    for (const listener of opening) await listener(id);
  }

  function ended() {
    return { closedAt: clock.now(), swept: false };
  }

  async function close(
    transaction: Transaction,
    before: AssignmentDocument,
    reason: CloseReason,
    by: string | null,
  ) {
    const set = { closeReason: reason, ...ended() };
    await move(transaction, before, reason === 'suspended' ? 'suspend' : 'close', set);
    let concerned = before.places - before.others - before.free;
    for (const listener of closing) concerned += await listener(transaction, String(before._id), reason, by);
    if (concerned > 0 || reason === 'suspended') return;
    if (before.status !== 'published' && before.status !== 'paused') return;
    await assignments.updateOne(
      { _id: before._id },
      { $set: { closedFrom: before.status } },
      { session: transaction },
    );
  }

  async function moveAsCoordinator(
    actor: Actor,
    id: string,
    name: AssignmentMove,
    work: (transaction: Transaction, before: AssignmentDocument) => Promise<void>,
  ): Promise<void> {
    await inTransaction(connection, async (transaction) => {
      const before = await find(id, transaction);
      insist(mayMoveAsCoordinator(actor, caseOf(before), name));
      await work(transaction, before);
    });
    outbox.nudge();
  }

  function insistComplete(assignment: AssignmentDocument): void {
    if (missingParts(assignment, clock.now()).length > 0)
      throw new Refused(409, 'assignments.refused.incomplete');
  }

  function submittedNow() {
    const now = clock.now();
    return { submittedAt: now, dueAt: addWorkingDays(now, 2) };
  }

  return {
    /** Called by services.ts. */
    onClosing: (listener: OnClosing) => void closing.push(listener),
    onPlacesOpened: (listener: (assignment: string) => Promise<void>) => void opening.push(listener),

    find,

    many: (ids: readonly string[]) =>
      assignments
        .find({ _id: { $in: [...ids] } })
        .limit(1000)
        .lean<AssignmentDocument[]>(),

    /** 404 unless this reader may see it. */
    async read(actor: MaybeActor, id: string): Promise<AssignmentDocument> {
      const assignment = await find(id);
      const isPublic = await organisations.isPublic(String(assignment.organisation));
      insist(maySeeAssignment(actor, caseOf(assignment), isPublic));
      return assignment;
    },

    /** 404 unless this reader coordinates it or is staff. */
    async readAsOwner(actor: Actor, id: string): Promise<AssignmentDocument> {
      const assignment = await find(id);
      insist(mayReadAsOwner(actor, caseOf(assignment)));
      return assignment;
    },

    ofOrganisation: (organisation: string) =>
      assignments
        .find({ organisation })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(500)
        .lean<AssignmentDocument[]>(),

    ofOrganisations: (ids: readonly string[]) =>
      assignments
        .find({ organisation: { $in: [...ids] } })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(1000)
        .lean<AssignmentDocument[]>(),

    /** A new draft. Returns its id. */
    async create(actor: Actor, organisation: string, title: string): Promise<string> {
      insist(mayCreateAssignment(actor, organisation));
      await organisations.insistWorking(organisation);
      const created = await assignments.create({
        organisation,
        title,
        status: 'draft',
        contact: actor.id,
        createdAt: clock.now(),
      });
      return String(created._id);
    },

    /**
     * Saves what was changed. New words on something submitted or published send it to review (again); places never go below those taken.
     * Changed dates or place of something published are told to all who are matched or waiting.
     */
    async save(actor: Actor, id: string, change: AssignmentChange): Promise<void> {
      const opened = await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        insist(mayEditAssignment(actor, caseOf(before)));
        if (change.contact !== undefined)
          await organisations.insistCoordinator(String(before.organisation), String(change.contact));
        const plan = planChange(before, change);
        const { free } = plan.set as { free: number };
        if (free < 0)
          throw new Refused(409, 'assignments.refused.places', { taken: plan.taken + plan.after.others });
        if (plan.toReview) insistComplete(plan.after);
        const { matchedCount } = await assignments.updateOne(
          { _id: before._id, revision: before.revision, status: before.status, free: before.free },
          {
            $set: {
              ...plan.set,
              ...(plan.toReview ? { status: 'pending', wasPaused: isPaused(before), ...submittedNow() } : {}),
            },
            $unset: plan.unset,
          },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'assignments.refused.changed');
        if (plan.toReview) await outbox.record(transaction, 'AssignmentSubmitted', { assignment: id });
        if (plan.movedInTimeOrPlace)
          await outbox.record(transaction, 'AssignmentChanged', { assignment: id });
        return free > before.free && !plan.toReview;
      });
      outbox.nudge();
      if (opened) await placesOpened(id);
    },

    /** Sends a draft to review; 409 if something is still missing. */
    async submit(actor: Actor, id: string): Promise<void> {
      await moveAsCoordinator(actor, id, 'submit', async (transaction, before) => {
        await organisations.insistWorking(String(before.organisation));
        await organisations.insistNumbered(String(before.organisation));
        insistComplete(before);
        await move(transaction, before, 'submit', submittedNow());
        await outbox.record(transaction, 'AssignmentSubmitted', { assignment: id });
      });
    },

    pause: (actor: Actor, id: string) =>
      moveAsCoordinator(actor, id, 'pause', (transaction, before) => move(transaction, before, 'pause')),

    async resume(actor: Actor, id: string): Promise<void> {
      await moveAsCoordinator(actor, id, 'resume', (transaction, before) =>
        move(transaction, before, 'resume'),
      );
      await placesOpened(id);
    },

    /** Those who wait or have an offer are told in the same step; matches stand unless it is cancelled. */
    close: (actor: Actor, id: string, reason: Exclude<CloseReason, 'suspended'>) =>
      moveAsCoordinator(actor, id, 'close', (transaction, before) =>
        close(transaction, before, reason, actor.id),
      ),

    /** Staff's decision, inside the transaction that also writes the log. The revision is the one that was read. */
    async decide(
      transaction: Transaction,
      id: string,
      revision: number,
      decision: 'approve' | 'return' | 'reject' | 'suspend',
      by: string,
    ): Promise<AssignmentDocument> {
      const before = await find(id, transaction);
      if (before.revision !== revision) throw new Refused(409, 'moderation.refused.newer');
      if (decision === 'suspend') await close(transaction, before, 'suspended', by);
      else if (decision === 'approve') {
        await organisations.insistApproved(transaction, String(before.organisation));
        const publishedAt = before.publishedAt ?? clock.now();
        await move(transaction, before, 'approve', { publishedAt, approvedRevision: revision });
        if (before.wasPaused)
          await move(transaction, { ...before, status: 'published' }, 'pause', { wasPaused: false });
      } else await move(transaction, before, decision, decision === 'reject' ? ended() : {});
      if (decision === 'reject')
        for (const listener of closing) await listener(transaction, id, 'suspended', by);
      return before;
    },

    /** Suspending an organisation closes what it has; lifting it reopens none. */
    async suspendAllOf(transaction: Transaction, organisation: string, by: string): Promise<void> {
      const found = await assignments
        .find({ organisation, status: { $in: assignmentMoves.suspend.from } })
        .session(transaction)
        .lean<AssignmentDocument[]>();
      for (const assignment of found) await close(transaction, assignment, 'suspended', by);
    },

    placesOpened,

    /** Waiting for staff's decision, most urgent first. */
    pending: () =>
      assignments.find({ status: 'pending' }).sort({ dueAt: 1 }).limit(200).lean<AssignmentDocument[]>(),

    ...createAgain({ connection, assignments, organisations, clock, find }),
    ...createPlaces({ assignments, clock }),
  };
}

export type Assignments = ReturnType<typeof createAssignments>;

/** A pause outlives the review of new words. */
function isPaused({ status, wasPaused }: AssignmentDocument): boolean {
  return status === 'paused' || (status === 'pending' && wasPaused);
}
