// What the page of an application says of what is awaited: from whom, what to do about it, and what that does to the clock. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { stockholmDate } from '../platform/stockholm.ts';
import { dueOf, yearBefore } from './application.awaited.policy.ts';
import { caseOf } from './application.case.ts';
import type { ApplicationDocument } from './application.model.ts';
import type { Actor } from '../accounts/actor.ts';
import { mayNameGuardian, mayNoteExtract } from './application.policy.ts';
import { longestStandstill } from './application.state.ts';

/** What only one of the two sides may know, looked up by the page. */
export interface AwaitedParts {
  application: ApplicationDocument;
  assignment: AssignmentDocument;
  /** Where the question to the guardian went; undefined once that is forgotten. */
  guardianAddress: string | undefined;
  /** To whom an extract was shown; undefined once they have left. */
  shownTo: string | undefined;
}

export function awaitedView(parts: AwaitedParts, reader: Actor, now: Date) {
  const { application, assignment } = parts;
  const { consent, extract, awaitedSince, status } = application;
  const isVolunteer = reader.id === String(application.person);
  const isUndecided = ['submitted', 'waitlisted', 'offered'].includes(status);
  if (!isUndecided && status !== 'matched') return undefined;
  const due = isUndecided ? dueOf(application, assignment, now) : [];
  const about = caseOf(application);
  const standsStill = status === 'offered' && due.length > 0 && awaitedSince !== undefined;
  return {
    isAwaited: due.length > 0,
    consent: consent && {
      isDue: due.includes('consent'),
      askedAt: consent.askedAt,
      givenAt: consent.givenAt,
      /** The association needs to know that a guardian has consented, not who that is. */
      guardian: isVolunteer ? { name: consent.guardian, email: parts.guardianAddress } : undefined,
      mayName: mayNameGuardian(reader, about).allowed,
    },
    extract: extract && {
      isDue: due.includes('extract') || due.includes('extractAgain'),
      isOld: due.includes('extractAgain'),
      shownOn: extract.shownOn === undefined ? undefined : new Date(`${extract.shownOn}T12:00:00Z`),
      shownTo: parts.shownTo,
      mayNote: mayNoteExtract(reader, about, assignment, now).allowed,
      first: yearBefore(stockholmDate(now)),
      last: stockholmDate(now),
    },
    /** Nobody under 15 has an extract: both sides read why none is asked for. */
    isTooYoungForExtract: assignment.recordExtract && consent?.isUnder15 === true,
    /** Until when the days of the offer stand still at most. */
    stillUntil: standsStill ? stillUntil(awaitedSince, application.expiresAt) : undefined,
  };
}

/** The form by which the question is sent again holds whom it was sent to. */
export function guardianValues(awaited: ReturnType<typeof awaitedView>): Record<string, string> {
  const guardian = awaited?.consent?.guardian;
  return guardian === undefined ? {} : { guardianName: guardian.name, guardianEmail: guardian.email ?? '' };
}

function stillUntil(since: Date, expiresAt: Date | undefined): Date {
  const longest = since.getTime() + longestStandstill;
  return new Date(Math.min(longest, expiresAt?.getTime() ?? longest));
}
