// Who may do what with an assignment, and why not. Pure: the service insists, the view-model asks.
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { mayMoveAssignment } from './assignment.state.ts';
import type { AssignmentMove, AssignmentState } from './assignment.state.ts';

/** What a policy needs to know of an assignment. */
export interface AssignmentCase {
  readonly organisation: string;
  readonly status: AssignmentState;
  /** True if people may have applied to it, whatever its state is now. */
  readonly hasBeenPublished: boolean;
  /** True if staff has approved the words that it has now, and has not suspended it since. */
  readonly hasApprovedWords: boolean;
}

/** Ten minutes. */
const undoFor = 600_000;

const shownToAll: readonly AssignmentState[] = ['published', 'paused', 'closed'];

/**
 * Published, paused and closed ones are public while the organisation is approved; the rest belong to its coordinators and staff, and so does
 * what was closed with words that staff has not approved, or by staff.
 */
export function maySeeAssignment(
  actor: MaybeActor,
  assignment: AssignmentCase,
  organisationIsPublic: boolean,
): Verdict {
  if (isShownToAll(assignment) && organisationIsPublic) return allow;
  return mayReadAsOwner(actor, assignment);
}

export function isShownToAll({ status, hasApprovedWords }: AssignmentCase): boolean {
  return shownToAll.includes(status) && hasApprovedWords;
}

export function mayReadAsOwner(actor: MaybeActor, assignment: AssignmentCase): Verdict {
  return coordinates(actor, assignment.organisation) || actor?.isModerator === true ? allow : hidden;
}

export function mayEditAssignment(actor: MaybeActor, assignment: AssignmentCase): Verdict {
  if (!coordinates(actor, assignment.organisation)) return hidden;
  const closed = assignment.status === 'closed' || assignment.status === 'rejected';
  return closed ? refuse('assignments.refused.ended', {}, 409) : allow;
}

/** A coordinator's own move (submit, pause, resume, close). What nobody can have applied to is not closed. */
export function mayMoveAsCoordinator(
  actor: MaybeActor,
  assignment: AssignmentCase,
  move: AssignmentMove,
): Verdict {
  if (!coordinates(actor, assignment.organisation)) return hidden;
  const may = mayMoveAssignment(assignment.status, move) && (move !== 'close' || assignment.hasBeenPublished);
  return may ? allow : refuse('assignments.refused.changed', {}, 409);
}

/** How a closing can be undone: what it was before, if nobody had to be told, and when it was closed. */
export interface Closing {
  readonly closedFrom?: 'published' | 'paused';
  readonly closedAt?: Date;
}

/** Until when a closing can be undone; undefined where it never could. */
export function undoUntil({ closedFrom, closedAt }: Closing): Date | undefined {
  return closedFrom === undefined || closedAt === undefined
    ? undefined
    : new Date(closedAt.getTime() + undoFor);
}

export function mayReopen(
  actor: MaybeActor,
  assignment: AssignmentCase,
  closing: Closing,
  now: Date,
): Verdict {
  if (!coordinates(actor, assignment.organisation)) return hidden;
  const until = undoUntil(closing);
  const may = assignment.status === 'closed' && until !== undefined && now < until;
  return may ? allow : refuse('assignments.refused.reopen', {}, 409);
}

export function mayDecideAssignment(
  actor: MaybeActor,
  assignment: AssignmentCase,
  move: AssignmentMove,
): Verdict {
  if (actor?.isModerator !== true) return hidden;
  if (coordinates(actor, assignment.organisation)) return refuse('moderation.refused.own');
  return mayMoveAssignment(assignment.status, move) ? allow : refuse('moderation.refused.decided', {}, 409);
}

export function mayCreateAssignment(actor: Actor, organisation: string): Verdict {
  return coordinates(actor, organisation) ? allow : hidden;
}
