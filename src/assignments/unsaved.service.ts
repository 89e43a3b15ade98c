// Keeps what is typed in a step of the form and not saved, for the one who types. What is public never changes by it.
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { isDuplicateKey } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused } from '../platform/refused.ts';
import { caseOf } from './assignment.case.ts';
import { mayEditAssignment } from './assignment.policy.ts';
import type { Step } from './assignment.schema.ts';
import type { Assignments } from './assignment.service.ts';
import { unsavedModel } from './unsaved.model.ts';
import type { UnsavedDocument } from './unsaved.model.ts';
import { longestUnsaved } from './unsaved.schema.ts';
import { basisOf, isLatest, withShown, withText, without } from './unsaved.texts.ts';
import type { Held, UnsavedField, UnsavedText } from './unsaved.texts.ts';

const tries = 5;

export function createUnsaved({
  connection,
  clock,
  assignments,
}: {
  connection: Connection;
  clock: Clock;
  assignments: Assignments;
}) {
  const rows = unsavedModel(connection);

  /** What the step holds as it is saved, for whoever may change it. */
  async function basisFor(actor: Actor, assignment: string, step: Step): Promise<string> {
    const found = await assignments.find(assignment);
    insist(mayEditAssignment(actor, caseOf(found)));
    return basisOf(step, found);
  }

  /** By compare-and-set: whoever comes second looks again at what the first has left. */
  async function change(
    person: string,
    assignment: string,
    step: Step,
    work: (texts: readonly UnsavedText[]) => UnsavedText[],
  ): Promise<void> {
    for (let n = 0; n < tries; n += 1) {
      const before = await rows.findOne({ person, assignment, step }).lean<UnsavedDocument>();
      const texts = work(before?.texts ?? []);
      if (before === null ? await begin(texts) : await replace(before, texts)) return;
    }
    throw new Refused(409, 'assignments.unsaved.changed');

    async function begin(texts: UnsavedText[]): Promise<boolean> {
      if (texts.length === 0) return true;
      try {
        await rows.create({ person, assignment, step, texts, at: clock.now() });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    }

    async function replace({ _id, changes }: UnsavedDocument, texts: UnsavedText[]): Promise<boolean> {
      if (texts.length === 0) return (await rows.deleteOne({ _id, changes })).deletedCount === 1;
      const set = { texts, at: clock.now(), changes: changes + 1 };
      return (await rows.updateOne({ _id, changes }, { $set: set })).matchedCount === 1;
    }
  }

  return {
    /** Newest first; those of this person alone. */
    async of(actor: Actor, assignment: string, step: Step): Promise<UnsavedText[]> {
      const found = await rows.findOne({ person: actor.id, assignment, step }).lean<UnsavedDocument>();
      return found?.texts ?? [];
    },

    /** 409 where another tab was first, unless `keep` says which of the two texts its person goes on with; the other one stays. */
    async keep(
      actor: Actor,
      assignment: string,
      step: Step,
      fields: UnsavedField[],
      held: Held,
      keep?: 'mine' | 'other',
    ): Promise<UnsavedText> {
      const basis = await basisFor(actor, assignment, step);
      if (JSON.stringify(fields).length > longestUnsaved)
        throw new Refused(413, 'assignments.unsaved.tooLong');
      const text = { version: randomUUID(), basis, fields, at: clock.now() };
      await change(actor.id, assignment, step, (texts) => {
        if (keep === undefined && !isLatest(texts, held, basis))
          throw new Refused(409, 'assignments.unsaved.changed');
        return withText(texts, text, held, keep ?? 'mine');
      });
      return text;
    },

    /** Shows one of several, or lets it go. */
    async choose(
      actor: Actor,
      assignment: string,
      step: Step,
      version: string,
      choice: 'show' | 'discard',
    ): Promise<void> {
      const basis = await basisFor(actor, assignment, step);
      await change(actor.id, assignment, step, (texts) =>
        choice === 'show' ? withShown(texts, version, basis) : without(texts, version),
      );
    },

    /** The step was saved with what a tab held. What another tab holds stays. */
    saved: (actor: Actor, assignment: string, step: Step, version: string) =>
      change(actor.id, assignment, step, (texts) => without(texts, version)),
  };
}

export type Unsaved = ReturnType<typeof createUnsaved>;
