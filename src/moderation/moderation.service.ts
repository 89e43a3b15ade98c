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
import { mayDecidePicture } from '../pictures/picture.policy.ts';
import { pictureCase } from '../pictures/picture.service.ts';
import type { Pictures } from '../pictures/picture.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { missing } from '../platform/refused.ts';
import { decidesProposal, inReview } from './proposal.state.ts';
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

const shownSoon: readonly string[] = ['pending', 'approved', 'published', 'paused'];

export interface QueueItem {
  dueAt: Date;
  organisation: OrganisationDocument;
  /** True if the organisation itself waits. */
  decidesOrganisation: boolean;
  assignments: AssignmentDocument[];
  /** A picture that waits; its decision is one of its own. */
  picture?: { id: string; name: string };
}

export function createModeration(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  organisations: Organisations;
  assignments: Assignments;
  pictures: Pictures;
}) {
  const { connection, clock, outbox, organisations, assignments, pictures } = parts;
  const decisions = decisionModel(connection);

  async function log(
    transaction: Transaction,
    actor: Actor,
    given: StaffDecision,
    about: Pick<DecisionDocument, 'about' | 'kind' | 'thing' | 'before' | 'after' | 'proposal'>,
  ): Promise<void> {
    await decisions.create([{ ...given, ...about, at: clock.now(), by: actor.id }], { session: transaction });
  }

  /** Those of drafts wait until there is something to show them with. */
  async function waitingPictures(): Promise<QueueItem[]> {
    const waiting = await pictures.pending();
    const [of, from] = await Promise.all([
      assignments.many(waiting.map(({ thing }) => String(thing))),
      organisations.many([...new Set(waiting.map(({ organisation }) => String(organisation)))]),
    ]);
    return waiting.flatMap(({ _id, kind, thing, organisation: owner, dueAt }) => {
      const organisation = from.find((one) => one._id.equals(owner));
      const about = kind === 'assignment' ? of.find((one) => one._id.equals(thing)) : organisation;
      if (organisation === undefined || about === undefined || !shownSoon.includes(about.status)) return [];
      const name = 'title' in about ? about.title : about.name;
      return [
        {
          dueAt,
          organisation,
          decidesOrganisation: false,
          assignments: [],
          picture: { id: String(_id), name },
        },
      ];
    });
  }

  return {
    /** All that waits, by due time; a new organisation stands together with its assignments, as decisions of their own. */
    async queue(actor: Actor): Promise<QueueItem[]> {
      if (!actor.isModerator) throw missing();
      const [waitingOrganisations, waitingAssignments] = await Promise.all([
        organisations.pending(),
        assignments.inReview(),
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
              dueAt: inReview(assignment)?.dueAt ?? far,
              organisation,
              decidesOrganisation: false,
              assignments: [assignment],
            });
        }
      }
      for (const item of await waitingPictures()) items.set(`picture ${String(item.picture?.id)}`, item);
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
          await assignments.closeAllOf(transaction, id, 'suspended', actor.id);
        await log(transaction, actor, given, {
          kind: 'organisation',
          thing: before._id,
          about: before.contact,
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
        const proposal = decidesProposal(before.proposed?.status, given.decision);
        await log(transaction, actor, given, {
          kind: 'assignment',
          thing: before._id,
          proposal,
          before: before.status,
          after: proposal ? before.status : assignmentMoves[given.decision].to,
        });
        await outbox.record(transaction, 'AssignmentDecided', {
          assignment: id,
          decision: given.decision,
          proposal,
        });
      });
      outbox.nudge();
      if (given.decision === 'approve') await assignments.placesOpened(id);
    },

    /** A picture is never changed: its id names exactly what was looked at. */
    async decidePicture(
      actor: Actor,
      id: string,
      given: { decision: 'approve' | 'reject'; text: string },
    ): Promise<void> {
      await inTransaction(connection, async (transaction) => {
        const picture = await pictures.find(id, transaction);
        insist(mayDecidePicture(actor, pictureCase(picture)));
        await pictures.decide(transaction, picture, given.decision, given.text, actor.id);
        await log(
          transaction,
          actor,
          { ...given, revision: 1, reasons: [] },
          {
            kind: 'picture',
            thing: picture._id,
            before: picture.status,
            after: given.decision === 'approve' ? 'approved' : 'refused',
          },
        );
        await outbox.record(transaction, 'PictureDecided', { picture: id, decision: given.decision });
      });
      outbox.nudge();
    },

    /** What staff has decided on a thing, newest first. */
    history: (thing: string) =>
      decisions.find({ thing }).sort({ at: -1, _id: -1 }).limit(100).lean<DecisionDocument[]>(),
  };
}

export type Moderation = ReturnType<typeof createModeration>;
