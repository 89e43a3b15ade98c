// Who may make which move on an application, and why not. Pure: the service insists, the view-model shows buttons by it.
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import { isFull, isLate, isPast } from '../assignments/assignment.state.ts';
import type { Openness } from '../assignments/assignment.state.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { mayMove } from './application.state.ts';
import type { ApplicationMove, ApplicationState } from './application.state.ts';

export type OwnMove = Extract<ApplicationMove, 'withdraw' | 'confirm' | 'cancel'>;

/** What a policy needs to know of an application. */
export interface ApplicationCase {
  readonly organisation: string;
  readonly person: string;
  readonly status: ApplicationState;
  readonly expiresAt?: Date;
  /** Who ended it, where it has ended: one's own cancelling can be undone by applying again. */
  readonly lastBy: string | null;
}

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
  assignment: Openness,
  move: OwnMove,
  now: Date,
): Verdict {
  if (actor?.id !== application.person) return hidden;
  if (!mayMove(application.status, move)) return refuse('applications.refused.changed', {}, 409);
  if (move === 'confirm') {
    if (isPast(assignment, now)) return refuse('applications.refused.past', {}, 409);
    if (application.expiresAt !== undefined && application.expiresAt <= now)
      return refuse('applications.refused.expired', {}, 409);
  }
  return allow;
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
