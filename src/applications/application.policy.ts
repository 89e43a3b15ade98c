// Who may make which move on an application, and why not. Pure: the service insists, the view-model shows buttons by it.
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import { isFull, isLate, isPast } from '../assignments/assignment.state.ts';
import type { Openness } from '../assignments/assignment.state.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { dueOf } from './application.awaited.policy.ts';
import type { Needs } from './application.awaited.policy.ts';
import { isUnderWay, mayMove } from './application.state.ts';
import type { ApplicationMove, ApplicationState } from './application.state.ts';

export type OwnMove = Extract<ApplicationMove, 'withdraw' | 'confirm' | 'cancel'>;

/** What a policy needs to know of an application. */
export interface ApplicationCase extends Needs {
  readonly organisation: string;
  readonly person: string;
  readonly status: ApplicationState;
  readonly expiresAt?: Date;
  /** Who ended it, where it has ended: one's own cancelling can be undone by applying again. */
  readonly lastBy: string | null;
}

/** An assignment, and whether it asks for a record extract. */
type Asking = Openness & { readonly recordExtract?: boolean };

export interface AssignmentFacts extends Openness {
  readonly organisation: string;
  readonly lowestAge: number;
}

export function maySeeApplication(actor: MaybeActor, application: ApplicationCase): Verdict {
  const own = actor?.id === application.person;
  return own || coordinates(actor, application.organisation) ? allow : hidden;
}

/** Writing through the service: between the sides of a match of whom one has chosen contact through it. */
export function mayWrite(
  actor: MaybeActor,
  application: ApplicationCase,
  isThroughService: boolean,
): Verdict {
  const sees = maySeeApplication(actor, application);
  if (!sees.allowed) return sees;
  return application.status === 'matched' && isThroughService
    ? allow
    : refuse('applications.refused.changed', {}, 409);
}

/** Whether the assignment takes applications at all, whoever asks; the sentence says why not. */
export function takes(assignment: Openness, now: Date): Verdict {
  if (assignment.status === 'paused') return refuse('applications.refused.paused', {}, 409);
  if (assignment.status !== 'published') return refuse('applications.refused.closed', {}, 409);
  if (isPast(assignment, now)) return refuse('applications.refused.past', {}, 409);
  if (isLate(assignment, now)) return refuse('applications.refused.late', {}, 409);
  return allow;
}

export function mayApply(
  actor: Actor,
  assignment: AssignmentFacts,
  existing: ApplicationCase | null,
  now: Date,
): Verdict {
  if (coordinates(actor, assignment.organisation)) return refuse('applications.refused.own');
  const open = takes(assignment, now);
  if (!open.allowed) return open;
  if (existing !== null && !mayReopen(existing))
    return refuse(`applications.refused.existing.${existing.status}`, {}, 409);
  return allow;
}

/** After withdrawn, expired and closed; after cancelled only by oneself. */
export function mayReopen(existing: ApplicationCase): boolean {
  if (existing.status === 'cancelled') return existing.lastBy === existing.person;
  return mayMove(existing.status, 'apply');
}

/** A volunteer's own move. An offer whose time is out, or whose assignment is over, is gone before the system has ended it. */
export function mayMoveAsVolunteer(
  actor: MaybeActor,
  application: ApplicationCase,
  assignment: Asking,
  move: OwnMove,
  now: Date,
): Verdict {
  if (actor?.id !== application.person) return hidden;
  if (!mayMove(application.status, move)) return refuse('applications.refused.changed', {}, 409);
  if (move === 'confirm') {
    if (isPast(assignment, now)) return refuse('applications.refused.past', {}, 409);
    if (isOutOfTime(application, now)) return refuse('applications.refused.expired', {}, 409);
    const [due] = dueOf(application, assignment, now);
    if (due !== undefined) return refuse(`applications.refused.${due}`, {}, 409);
  }
  return allow;
}

/** Whose guardian has not answered yet may name one, again or another. */
export function mayNameGuardian(actor: MaybeActor, application: ApplicationCase): Verdict {
  if (actor?.id !== application.person) return hidden;
  return awaitsConsent(application) ? allow : refuse('applications.refused.changed', {}, 409);
}

/** Asked of a link, not of a person: whoever holds it is taken for the guardian. */
export function mayConsent(application: ApplicationCase, assignment: Openness, now: Date): Verdict {
  const may = awaitsConsent(application) && !isOutOfTime(application, now) && !isPast(assignment, now);
  return may ? allow : linkGone;
}

/** A consent is taken back until what it was given to has ended, or is over. */
export function mayWithhold(application: ApplicationCase, assignment: Openness, now: Date): Verdict {
  return isUnderWay(application.status) && !isPast(assignment, now) ? allow : linkGone;
}

/** Only of somebody who has an offer, and was asked for an extract with it. */
export function mayNoteExtract(
  actor: MaybeActor,
  application: ApplicationCase,
  assignment: Asking,
  now: Date,
): Verdict {
  if (!coordinates(actor, application.organisation)) return hidden;
  if (actor?.id === application.person) return refuse('applications.refused.own');
  const isAsked = application.extract !== undefined && assignment.recordExtract === true;
  if (application.status !== 'offered' || !isAsked) return refuse('applications.refused.changed', {}, 409);
  return isOutOfTime(application, now) ? refuse('applications.refused.expired', {}, 409) : allow;
}

const linkGone = refuse('applications.consent.gone', {}, 404);

function awaitsConsent({ status, consent }: ApplicationCase): boolean {
  return mayMove(status, 'withhold') && consent !== undefined && consent.givenAt === undefined;
}

/** An offer whose time is out is gone before the system has ended it. */
function isOutOfTime({ status, expiresAt }: ApplicationCase, now: Date): boolean {
  return status === 'offered' && expiresAt !== undefined && expiresAt <= now;
}

/** A coordinator's move. Offering needs a free place; queueing needs that there is none. */
export function mayMoveAsCoordinator(
  actor: MaybeActor,
  application: ApplicationCase,
  assignment: Openness,
  move: 'offer' | 'queue' | 'decline' | 'cancel',
  now: Date,
): Verdict {
  if (!coordinates(actor, application.organisation)) return hidden;
  if (actor?.id === application.person && move !== 'cancel') return refuse('applications.refused.own');
  if (!mayMove(application.status, move)) return refuse('applications.refused.changed', {}, 409);
  if (move === 'offer') {
    if (assignment.status !== 'published') return refuse('applications.refused.paused', {}, 409);
    if (isPast(assignment, now)) return refuse('applications.refused.past', {}, 409);
    if (isFull(assignment)) return refuse('applications.refused.full', {}, 409);
  }
  if (move === 'queue' && !isFull(assignment)) return refuse('applications.refused.notFull', {}, 409);
  return allow;
}
