// Use cases of assignments: write, submit, publish, pause, close, and the places that applications take and free.
import type { Connection, UpdateQuery } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import type { Events } from '../events.ts';
import { addWorkingDays } from '../moderation/working-days.ts';
import type { Revisions } from '../moderation/revision.service.ts';
import type { Templates } from '../moderation/template.service.ts';
import { decidesProposal } from '../moderation/proposal.state.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused } from '../platform/refused.ts';
import type { CloseReason } from '../taxonomies/taxonomies.ts';
import { createAgain } from './assignment.again.ts';
import { createBegin } from './assignment.begin.ts';
import { caseOf } from './assignment.case.ts';
import { planChange, proposalUpdate } from './assignment.change.ts';
import type { AssignmentChange } from './assignment.change.ts';
import { createDrafts } from './assignment.drafts.ts';
import { createHandover } from './assignment.handover.ts';
import { assignmentModel } from './assignment.model.ts';
import type { AssignmentDocument, AssignmentWords } from './assignment.model.ts';
import {
  mayEditAssignment,
  mayMoveAsCoordinator,
  mayReadAsOwner,
  maySeeAssignment,
  mayWithdrawProposal,
} from './assignment.policy.ts';
import { assignmentMoves } from './assignment.state.ts';
import type { AssignmentMove } from './assignment.state.ts';
import { createPlaces } from './assignment.places.ts';
import { createPublished } from './assignment.published.ts';
import { createReads } from './assignment.reads.ts';
import { missingParts, wordsOf } from './assignment.words.ts';

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
  accounts: Accounts;
  revisions: Revisions;
  templates: Templates;
}) {
  const { connection, clock, outbox, organisations, accounts, revisions, templates } = parts;
  const assignments = assignmentModel(connection);
  const reads = createReads(assignments);
  const closing: OnClosing[] = [];
  const makeDraft = createDrafts({ connection, assignments, accounts, clock });
  const handover = createHandover({ assignments, outbox });
  const opening: ((assignment: string) => Promise<void>)[] = [];

  const { find } = reads;

  /** Moves it by compare-and-set; 409 if somebody was first. */
  async function move(
    transaction: Transaction,
    before: Pick<AssignmentDocument, '_id' | 'status' | 'revision'>,
    name: AssignmentMove,
    set: Partial<AssignmentDocument> = {},
  ): Promise<void> {
    await change(transaction, before, { $set: { ...set, status: assignmentMoves[name].to } });
  }

  async function change(
    transaction: Transaction,
    before: Pick<AssignmentDocument, '_id' | 'status' | 'revision'>,
    update: UpdateQuery<AssignmentDocument>,
  ): Promise<void> {
    const { matchedCount } = await assignments.updateOne(
      { _id: before._id, status: before.status, revision: before.revision },
      update,
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
    const { to } = assignmentMoves[reason === 'suspended' ? 'suspend' : 'close'];
    const set = { status: to, closeReason: reason, ...ended() };
    // What staff has not decided on by then need not be read any more.
    await change(transaction, before, { $set: set, $unset: { proposed: 1 } });
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

  async function closeAllOf(transaction: Transaction, organisation: string, reason: CloseReason, by: string) {
    for (const one of await handover.underWay(transaction, organisation))
      await close(transaction, one, reason, by);
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

  /** Keeps the words as staff will read them, and tells staff. */
  async function submitted(
    transaction: Transaction,
    actor: Actor,
    assignment: AssignmentDocument,
    revision: number,
    words: AssignmentWords,
  ): Promise<void> {
    await revisions.keep(transaction, actor, assignment, revision, wordsOf(words));
    await outbox.record(transaction, 'AssignmentSubmitted', { assignment: String(assignment._id) });
  }

  organisations.onClosing(closeAllOf);
  organisations.onLeaving((...leaving) => handover.handOver(...leaving));

  return {
    /** Called by services.ts. */
    onClosing: (listener: OnClosing) => void closing.push(listener),
    onPlacesOpened: (listener: (assignment: string) => Promise<void>) => void opening.push(listener),

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

    /**
     * Saves what was changed. New words on something submitted go to staff again; on something published the approved words stay until staff
     * has approved the new ones, and the rest applies at once. Places never go below those taken.
     * Changed dates or place of something published are told to all who are matched or waiting.
     */
    async save(actor: Actor, id: string, change: AssignmentChange): Promise<void> {
      const opened = await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        insist(mayEditAssignment(actor, caseOf(before)));
        if (change.contact !== undefined)
          await organisations.insistCoordinator(String(before.organisation), String(change.contact));
        const plan = planChange(before, change, submittedNow());
        if (plan.free < 0)
          throw new Refused(409, 'assignments.refused.places', { taken: plan.taken + plan.after.others });
        if (plan.toReview !== undefined) insistComplete(plan.after);
        const { matchedCount } = await assignments.updateOne(
          { _id: before._id, revision: before.revision, status: before.status, free: before.free },
          { $set: plan.set, $unset: plan.unset },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'assignments.refused.changed');
        if (plan.toReview !== undefined)
          await submitted(transaction, actor, before, plan.toReview, plan.after);
        if (plan.withdrawn) await outbox.record(transaction, 'AssignmentReclaimed', { assignment: id });
        await handover.tellResponsible(transaction, before, plan.after.contact, actor.id);
        if (plan.movedFrom !== undefined)
          await outbox.record(transaction, 'AssignmentChanged', { assignment: id, before: plan.movedFrom });
        return plan.free > before.free;
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
        await submitted(transaction, actor, before, before.revision, before);
      });
    },

    /** Takes back new words, read or returned: the approved ones stay. */
    async withdrawProposal(actor: Actor, id: string): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        insist(mayWithdrawProposal(actor, caseOf(before)));
        await change(transaction, before, {
          $set: { revision: before.revision + 1 },
          $unset: { proposed: 1 },
        });
        await outbox.record(transaction, 'AssignmentReclaimed', { assignment: id });
      });
      outbox.nudge();
    },

    pause: (actor: Actor, id: string) =>
      moveAsCoordinator(actor, id, 'pause', (transaction, before) => move(transaction, before, 'pause')),

    async resume(actor: Actor, id: string): Promise<void> {
      await moveAsCoordinator(actor, id, 'resume', async (transaction, before) => {
        await move(transaction, before, 'resume');
        await outbox.record(transaction, 'AssignmentResumed', { assignment: id });
      });
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
      const { proposed } = before;
      if (before.revision !== revision) throw new Refused(409, 'moderation.refused.newer');
      if (decision === 'approve')
        await organisations.insistApproved(transaction, String(before.organisation));
      if (proposed !== undefined && decidesProposal(proposed.status, decision))
        await change(transaction, before, proposalUpdate(proposed, decision));
      else if (decision === 'suspend') await close(transaction, before, 'suspended', by);
      else if (decision === 'approve')
        await move(transaction, before, 'approve', { publishedAt: clock.now(), approvedRevision: revision });
      else await move(transaction, before, decision, decision === 'reject' ? ended() : {});
      return before;
    },

    /** Suspending an organisation, or closing it, closes what it has; lifting it reopens none. */
    closeAllOf,
    placesOpened,

    ...reads,
    ...createPublished(assignments),
    ...createBegin({ organisations, templates, makeDraft }),
    ...createAgain({ connection, assignments, organisations, clock, find, makeDraft }),
    ...createPlaces({ assignments, clock }),
  };
}

export type Assignments = ReturnType<typeof createAssignments>;
