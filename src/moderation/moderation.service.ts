// Staff's use cases: the queue, and decisions on organisations and assignments, each with its row in the log in the same transaction.
import type { Connection } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { mayDecideAssignment } from '../assignments/assignment.policy.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { caseOf } from '../assignments/assignment.case.ts';
import { assignmentMoves } from '../assignments/assignment.state.ts';
import type { Decision, Events } from '../events.ts';
import type { OrganisationDocument } from '../organisations/organisation.model.ts';
import { mayDecideOrganisation } from '../organisations/organisation.policy.ts';
import { organisationCase } from '../organisations/organisation.service.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import { organisationMoves } from '../organisations/organisation.state.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { missing } from '../platform/refused.ts';
import { decisionModel } from './decision.model.ts';
import type { DecisionDocument } from './decision.model.ts';

export interface StaffDecision {
  decision: Decision;
  /** The version that was read. */
  revision: number;
  reasons: DecisionDocument['reasons'];
  text: string;
  /** How it was shown that somebody speaks for the organisation; asked for when one is approved. */
  shown?: string;
}

export interface QueueItem {
  dueAt: Date;
  organisation: OrganisationDocument;
  /** True if the organisation itself waits. */
  decidesOrganisation: boolean;
  assignments: AssignmentDocument[];
}

export function createModeration(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  organisations: Organisations;
  assignments: Assignments;
}) {
  const { connection, clock, outbox, organisations, assignments } = parts;
  const decisions = decisionModel(connection);

  async function log(
    transaction: Transaction,
    actor: Actor,
    given: StaffDecision,
    about: Pick<DecisionDocument, 'kind' | 'thing' | 'before' | 'after'>,
  ): Promise<void> {
    await decisions.create([{ ...given, ...about, at: clock.now(), by: actor.id }], { session: transaction });
  }

  return {
    /** All that waits, by due time; a new organisation stands together with its assignments, as decisions of their own. */
    async queue(actor: Actor): Promise<QueueItem[]> {
      if (!actor.isModerator) throw missing();
      const [waitingOrganisations, waitingAssignments] = await Promise.all([
        organisations.pending(),
        assignments.pending(),
      ]);
      const items = new Map<string, QueueItem>();
      const far = new Date(8_640_000_000_000_000);
      for (const organisation of waitingOrganisations)
        items.set(String(organisation._id), {
          dueAt: organisation.dueAt ?? far,
          organisation,
          decidesOrganisation: true,
          assignments: [],
        });
      const missingOnes = waitingAssignments
        .map((one) => String(one.organisation))
        .filter((id) => !items.has(id));
      const others = new Map((await organisations.many(missingOnes)).map((one) => [String(one._id), one]));
      for (const assignment of waitingAssignments) {
        const together = items.get(String(assignment.organisation));
        if (together !== undefined) together.assignments.push(assignment);
        else {
          const organisation = others.get(String(assignment.organisation));
          if (organisation !== undefined)
            items.set(`assignment ${String(assignment._id)}`, {
              dueAt: assignment.dueAt ?? far,
              organisation,
              decidesOrganisation: false,
              assignments: [assignment],
            });
        }
      }
      return [...items.values()].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    },

    /** 409 if somebody decided first or the text is newer than the one read. Suspending closes all that the organisation has. */
    async decideOrganisation(actor: Actor, id: string, given: StaffDecision): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const organisation = await organisations.find(id, transaction);
        insist(mayDecideOrganisation(actor, organisationCase(organisation), given.decision));
        const before = await organisations.decide(transaction, id, given.revision, given.decision);
        const after = organisationMoves[given.decision].to;
        if (given.decision === 'suspend' || given.decision === 'reject')
          await assignments.suspendAllOf(transaction, id, actor.id);
        await log(transaction, actor, given, {
          kind: 'organisation',
          thing: before._id,
          before: before.status,
          after,
        });
        await outbox.record(transaction, 'OrganisationDecided', {
          organisation: id,
          decision: given.decision,
        });
      });
      outbox.nudge();
    },

    async decideAssignment(
      actor: Actor,
      id: string,
      given: StaffDecision & { decision: Exclude<Decision, 'lift'> },
    ): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const assignment = await assignments.find(id, transaction);
        insist(mayDecideAssignment(actor, caseOf(assignment), given.decision));
        const before = await assignments.decide(transaction, id, given.revision, given.decision, actor.id);
        const after = assignmentMoves[given.decision].to;
        await log(transaction, actor, given, {
          kind: 'assignment',
          thing: before._id,
          before: before.status,
          after,
        });
        await outbox.record(transaction, 'AssignmentDecided', { assignment: id, decision: given.decision });
      });
      outbox.nudge();
      if (given.decision === 'approve') await assignments.placesOpened(id);
    },

    /** What staff has decided on a thing, newest first. */
    history: (thing: string) =>
      decisions.find({ thing }).sort({ at: -1 }).limit(100).lean<DecisionDocument[]>(),
  };
}

export type Moderation = ReturnType<typeof createModeration>;
