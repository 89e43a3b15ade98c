// Who may do what with an assignment, and why not. Pure: the service insists, the view-model asks.
import type { Actor, MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import { decidesProposal } from '../moderation/proposal.state.ts';
import type { Point } from '../places/areas.ts';
import { place, seatOf } from '../places/places.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import type { AddressShown } from '../taxonomies/taxonomies.ts';
import type { AssignmentFacts } from './assignment.model.ts';
import { mayMoveAssignment } from './assignment.state.ts';
import type { AssignmentMove, AssignmentState } from './assignment.state.ts';

/** What a policy needs to know of an assignment. */
export interface AssignmentCase {
  readonly organisation: string;
  readonly status: AssignmentState;
  /** True if staff has closed it. */
  readonly isSuspended: boolean;
  /** True if everybody could see it once. */
  readonly wasPublic: boolean;
  /** Where new words stand, if there are any. */
  readonly proposal: 'pending' | 'returned' | undefined;
}

/** Ten minutes. */
const undoFor = 600_000;

export const shownToAll: readonly AssignmentState[] = ['published', 'paused', 'closed'];

/**
 * Published, paused and closed ones are public while the organisation is approved, with the words that staff has approved; the rest belong
 * to its coordinators and staff, and so does what staff has closed. Of what everybody could see once they are told that it is gone.
 */
export function maySeeAssignment(
  actor: MaybeActor,
  assignment: AssignmentCase,
  organisationIsPublic: boolean,
): Verdict {
  if (isShownToAll(assignment) && organisationIsPublic) return allow;
  const verdict = mayReadAsOwner(actor, assignment);
  return verdict.allowed || !assignment.wasPublic ? verdict : refuse('errors.410.text', {}, 410);
}

export function isShownToAll({ status, isSuspended }: AssignmentCase): boolean {
  return shownToAll.includes(status) && !isSuspended;
}

/** The address, for those to whom it is shown; a match sees what others do not. */
export function addressShownTo(
  reader: 'everybody' | 'match',
  { address, addressShown }: { address?: string; addressShown?: AddressShown },
): string | undefined {
  if (addressShown === 'never') return undefined;
  return reader === 'match' || addressShown !== 'match' ? address : undefined;
}

/** The point that everybody may know: its own where its address is for everybody, else its place's; of a sheltered place its municipality's. */
export function publicPoint(
  assignment: Pick<AssignmentFacts, 'where' | 'addressShown' | 'municipality' | 'place' | 'point'>,
): { at: Point; isArea: boolean } | undefined {
  const { where, addressShown = 'all', municipality } = assignment;
  if (where === 'remote' || municipality === undefined) return undefined;
  if (addressShown === 'all' && assignment.point !== undefined)
    return { at: assignment.point, isArea: false };
  const chosen =
    addressShown === 'never' || assignment.place === undefined ? undefined : place(assignment.place);
  const area = chosen ?? seatOf(municipality);
  return area && { at: { lat: area.lat, lon: area.lon }, isArea: true };
}

export function mayReadAsOwner(actor: MaybeActor, assignment: AssignmentCase): Verdict {
  return coordinates(actor, assignment.organisation) || actor?.isModerator === true ? allow : hidden;
}

export function mayEditAssignment(actor: MaybeActor, assignment: AssignmentCase): Verdict {
  if (!coordinates(actor, assignment.organisation)) return hidden;
  const closed = assignment.status === 'closed' || assignment.status === 'rejected';
  return closed ? refuse('assignments.refused.ended', {}, 409) : allow;
}

/** Takes back new words that staff has not approved. */
export function mayWithdrawProposal(actor: MaybeActor, assignment: AssignmentCase): Verdict {
  if (!coordinates(actor, assignment.organisation)) return hidden;
  return assignment.proposal === undefined ? refuse('assignments.refused.changed', {}, 409) : allow;
}

/** A coordinator's own move (submit, pause, resume, close). */
export function mayMoveAsCoordinator(
  actor: MaybeActor,
  assignment: AssignmentCase,
  move: AssignmentMove,
): Verdict {
  if (!coordinates(actor, assignment.organisation)) return hidden;
  return mayMoveAssignment(assignment.status, move) ? allow : refuse('assignments.refused.changed', {}, 409);
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
  const { status, proposal } = assignment;
  const may = decidesProposal(proposal, move) || mayMoveAssignment(status, move);
  return may ? allow : refuse('moderation.refused.decided', {}, 409);
}

export function mayCreateAssignment(actor: Actor, organisation: string): Verdict {
  return coordinates(actor, organisation) ? allow : hidden;
}
