// How a reader stands to an assignment: may they apply, and how, or why not; or have they applied already. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { isFull } from '../assignments/assignment.state.ts';
import type { Message } from '../platform/i18n/translate.ts';
import type { Verdict } from '../platform/policy.ts';
import { caseOf, factsOf } from './application.case.ts';
import type { ApplicationDocument } from './application.model.ts';
import { mayApply, takes } from './application.policy.ts';

/** What stands where one applies: a button, one's own application, or the reason why not. */
export function standingOf(
  assignment: AssignmentDocument,
  mine: ApplicationDocument | null,
  reader: MaybeActor,
  now: Date,
) {
  const about = factsOf(assignment);
  const verdict =
    reader === null ? takes(about, now) : mayApply(reader, about, mine === null ? null : caseOf(mine), now);
  return {
    may: verdict.allowed,
    reason: reasonOf(verdict),
    toQueue: isFull(assignment),
    direct: assignment.admission === 'direct',
    ...applyWords(assignment, verdict.allowed),
    adultAge: adultAge(assignment),
    asksExtract: assignment.recordExtract,
    own:
      mine === null
        ? undefined
        : {
            href: `/applications/${String(mine._id)}`,
            statusKey: `applications.state.${mine.status}` as const,
          },
    isOwnOrganisation: coordinates(reader, String(assignment.organisation)),
  };
}

/** Whoever has reached this need not say when they were born: they are of age, and old enough for the assignment. */
export function adultAge({ lowestAge }: Pick<AssignmentDocument, 'lowestAge'>): number {
  return Math.max(18, lowestAge);
}

/** What the page calls it: taking a place, joining the queue, or asking to be chosen. */
function applyWords(assignment: AssignmentDocument, may: boolean) {
  const kind = isFull(assignment) ? 'queue' : assignment.admission;
  const how = kind === 'queue' ? (`queue.${assignment.admission}` as const) : kind;
  return {
    heading: `applications.apply.heading.${may ? kind : 'no'}` as const,
    how: `applications.apply.how.${how}` as const,
    send: `applications.form.send.${kind}` as const,
  };
}

/** The sentence of a refusal, for a page. */
export function reasonOf(verdict: Verdict): Message | undefined {
  return verdict.allowed ? undefined : { key: verdict.key, values: verdict.values };
}
