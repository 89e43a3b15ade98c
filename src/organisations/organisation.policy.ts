// Who may do what with an organisation, and why not. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { mayMoveOrganisation } from './organisation.state.ts';
import type { OrganisationMove, OrganisationState } from './organisation.state.ts';

export interface OrganisationCase {
  readonly id: string;
  readonly status: OrganisationState;
}

export function isPublicOrganisation(status: OrganisationState): boolean {
  return status === 'approved';
}

export function maySeeOrganisation(actor: MaybeActor, organisation: OrganisationCase): Verdict {
  if (isPublicOrganisation(organisation.status)) return allow;
  return mayReadOrganisationAsOwner(actor, organisation);
}

export function mayReadOrganisationAsOwner(actor: MaybeActor, organisation: OrganisationCase): Verdict {
  return coordinates(actor, organisation.id) || actor?.isModerator === true ? allow : hidden;
}

export function mayEditOrganisation(actor: MaybeActor, organisation: OrganisationCase): Verdict {
  if (!coordinates(actor, organisation.id)) return hidden;
  const ended =
    organisation.status === 'rejected' ||
    organisation.status === 'closed' ||
    organisation.status === 'suspended';
  return ended ? refuse('organisations.refused.ended', {}, 409) : allow;
}

/** Drafts of assignments may be prepared from the start; nothing more once it is suspended or gone. */
export function mayWork(status: OrganisationState): boolean {
  return status !== 'rejected' && status !== 'closed' && status !== 'suspended';
}

export function mayInvite(actor: MaybeActor, organisation: OrganisationCase): Verdict {
  return mayEditOrganisation(actor, organisation);
}

/** The last coordinator cannot go: somebody else comes first, or the organisation is closed. */
export function mayRemoveCoordinator(
  actor: MaybeActor,
  organisation: OrganisationCase,
  coordinators: number,
): Verdict {
  const edit = mayEditOrganisation(actor, organisation);
  if (!edit.allowed) return edit;
  return coordinators > 1 ? allow : refuse('organisations.refused.last', {}, 409);
}

export function mayDecideOrganisation(
  actor: MaybeActor,
  organisation: OrganisationCase,
  move: OrganisationMove,
): Verdict {
  if (actor?.isModerator !== true) return hidden;
  if (coordinates(actor, organisation.id)) return refuse('moderation.refused.own');
  return mayMoveOrganisation(organisation.status, move)
    ? allow
    : refuse('moderation.refused.decided', {}, 409);
}
