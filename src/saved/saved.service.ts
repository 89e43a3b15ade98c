// Use cases of saved assignments: save, let go, list, and tell once when one is about to fill or to close.
import type { Connection } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Applications } from '../applications/application.service.ts';
import { caseOf } from '../assignments/assignment.case.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { isShownToAll } from '../assignments/assignment.policy.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Fact, Outbox } from '../platform/outbox/outbox.ts';
import { Refused, missing } from '../platform/refused.ts';
import { savedModel } from './saved.model.ts';
import type { SavedDocument } from './saved.model.ts';
import { closingFrom, nearingsOf } from './saved.rules.ts';
import type { Nearing } from './saved.rules.ts';

/** More than anybody comes back to. */
export const mostSaved = 200;
const atATime = 100;

export function createSaved(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  assignments: Assignments;
  applications: Applications;
}) {
  const { connection, clock, outbox, assignments, applications } = parts;
  const saved = savedModel(connection);

  async function nearings(assignment: AssignmentDocument): Promise<Nearing[]> {
    const queue = (await applications.queues([assignment._id])).get(String(assignment._id));
    const waiting = (queue?.waiting ?? 0) + (queue?.queued ?? 0);
    return nearingsOf(assignment, waiting, clock.now());
  }

  /** When to look again, of one who has not been told that it closes. */
  function lookAt(assignment: AssignmentDocument, told: readonly Nearing[]): Date | undefined {
    return told.includes('closing') ? undefined : closingFrom(assignment, clock.now());
  }

  /** Whoever has applied follows it in another way. */
  async function isTaken(assignment: AssignmentDocument): Promise<(person: string) => boolean> {
    const all = await applications.ofAssignment(String(assignment._id));
    const people = new Set(
      all
        .filter(({ status }) => ['submitted', 'waitlisted', 'offered', 'matched'].includes(status))
        .map(({ person }) => String(person)),
    );
    return (person) => people.has(person);
  }

  /** Tells each who has it saved once, the mark and the fact in one step. */
  async function tell(assignment: AssignmentDocument, nearing: Nearing): Promise<void> {
    const hasApplied = await isTaken(assignment);
    const some = (): Promise<number> =>
      inTransaction(connection, async (transaction) => {
        const rows = await saved
          .find({ assignment: assignment._id, told: { $ne: nearing } })
          .limit(atATime)
          .session(transaction)
          .lean<SavedDocument[]>();
        await saved.updateMany(
          { _id: { $in: rows.map(({ _id }) => _id) } },
          { $push: { told: nearing }, ...(nearing === 'closing' ? { $unset: { lookAt: 1 } } : {}) },
          { session: transaction },
        );
        const told = rows.map(({ person }) => String(person)).filter((person) => !hasApplied(person));
        if (told.length > 0)
          await outbox.recordAll(
            transaction,
            'SavedNears',
            told.map((person) => ({ person, assignment: String(assignment._id), nearing })),
          );
        return rows.length;
      });
    while ((await some()) === atATime);
  }

  /** What it is about to do is told, and when it closes may have changed. */
  async function consider(id: string): Promise<void> {
    if ((await saved.exists({ assignment: id })) === null) return;
    const [assignment] = await assignments.many([id]);
    if (assignment === undefined) return;
    for (const nearing of await nearings(assignment)) await tell(assignment, nearing);
    const next = lookAt(assignment, []);
    await saved.updateMany(
      { assignment: id, told: { $ne: 'closing' } },
      next === undefined ? { $unset: { lookAt: 1 } } : { $set: { lookAt: next } },
    );
    outbox.nudge();
  }

  return {
    /** 404 for what not everybody may see. Saving it again changes nothing. */
    async save(actor: Actor, id: string): Promise<void> {
      const assignment = await assignments.read(actor, id);
      if (!isShownToAll(caseOf(assignment))) throw missing();
      if ((await saved.countDocuments({ person: actor.id }, { limit: mostSaved })) >= mostSaved)
        throw new Refused(409, 'saved.refused.many', { n: mostSaved });
      // What it says on its page now need not be told.
      const told = await nearings(assignment);
      const next = lookAt(assignment, told);
      try {
        await saved.create({
          ...{ person: actor.id, assignment: id, at: clock.now(), told },
          ...(next === undefined ? {} : { lookAt: next }),
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async letGo(actor: Actor, id: string): Promise<void> {
      await saved.deleteOne({ person: actor.id, assignment: id });
    },

    /** Those of these assignments that somebody has saved; none of a visitor's. */
    async among(person: string | undefined, ids: readonly string[]): Promise<ReadonlySet<string>> {
      if (person === undefined || ids.length === 0) return new Set();
      const rows = await saved
        .find({ person, assignment: { $in: [...ids] } }, { assignment: 1 })
        .limit(1000)
        .lean<SavedDocument[]>();
      return new Set(rows.map(({ assignment }) => String(assignment)));
    },

    count: (person: string) => saved.countDocuments({ person }, { limit: mostSaved }),

    /** What somebody has saved and everybody may still see, newest first. */
    async of(person: string): Promise<AssignmentDocument[]> {
      const rows = await saved
        .find({ person }, { assignment: 1 })
        .sort({ at: -1, _id: -1 })
        .limit(mostSaved)
        .lean<SavedDocument[]>();
      const found = await assignments.many(rows.map(({ assignment }) => String(assignment)));
      const byId = new Map(found.map((one) => [String(one._id), one]));
      return rows
        .map(({ assignment }) => byId.get(String(assignment)))
        .filter((one) => one !== undefined && isShownToAll(caseOf(one))) as AssignmentDocument[];
    },

    /** What may make an assignment fill, or close sooner. Harmless the second time. */
    async deliver({ event, data }: Fact): Promise<void> {
      if (event === 'AssignmentChanged') await consider(String(data['assignment']));
      if (event !== 'ApplicationMoved') return;
      const id = await applications.assignmentOf(String(data['application']));
      if (id !== undefined) await consider(id);
    },

    /** Those that may be about to close by now. */
    async lookAtDue(): Promise<void> {
      const due = { lookAt: { $lte: clock.now() } };
      for (let one = await saved.findOne(due); one !== null; one = await saved.findOne(due)) {
        const { assignment } = one;
        await consider(String(assignment));
        // Its time has been put off, has been told or never comes; what is gone for good is not looked for again.
        await saved.updateMany({ ...due, assignment }, { $unset: { lookAt: 1 } });
      }
    },
  };
}

export type Saved = ReturnType<typeof createSaved>;
