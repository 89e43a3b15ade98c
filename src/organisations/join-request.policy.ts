// Who may ask to become a coordinator, and who answers. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import type { JoinState } from './join-request.state.ts';
import { formatOrganisationNumber } from './organisation-number.ts';
import { isPublicOrganisation } from './organisation.policy.ts';
import type { OrganisationCase } from './organisation.policy.ts';
import type { OrganisationState } from './organisation.state.ts';

const day = 86_400_000;
/** An organisation is silent when none of its coordinators has signed in for so long. */
const silentAfter = 60 * day;
/** Whoever was refused may ask again after so long. */
const askAgainAfter = 30 * day;

export function isSilent(lastSeen: readonly Date[], now: Date): boolean {
  return lastSeen.every((at) => now.getTime() - at.getTime() > silentAfter);
}

/** Of an organisation that is unapproved nobody has shown that its coordinators speak for it; of a silent one nobody would answer. */
export function isForStaff({ status }: OrganisationCase, lastSeen: readonly Date[], now: Date): boolean {
  return status !== 'approved' || isSilent(lastSeen, now);
}

/** `refusedAt` is when the same person was last refused. */
export function mayAsk(
  actor: MaybeActor,
  organisation: OrganisationCase,
  refusedAt: Date | undefined,
  now: Date,
): Verdict {
  if (coordinates(actor, organisation.id)) return refuse('organisations.join.already');
  if (refusedAt !== undefined && now.getTime() - refusedAt.getTime() < askAgainAfter)
    return refuse('organisations.join.refusedLately', {}, 409);
  return allow;
}

/** Coordinators of an approved organisation; staff where it is for them. Nobody answers themselves. */
export function mayAnswer(
  actor: MaybeActor,
  request: { readonly person: string; readonly status: JoinState },
  organisation: OrganisationCase,
  forStaff: boolean,
): Verdict {
  const asCoordinator = coordinates(actor, organisation.id) && organisation.status === 'approved';
  const asStaff = actor?.isModerator === true && forStaff;
  if (actor?.id === request.person || (!asCoordinator && !asStaff)) return hidden;
  return request.status === 'waiting' ? allow : refuse('organisations.join.answered', {}, 409);
}

export function mayWithdraw(actor: MaybeActor, request: { person: string; status: JoinState }): Verdict {
  if (actor?.id !== request.person) return hidden;
  return request.status === 'waiting' ? allow : refuse('organisations.join.answered', {}, 409);
}

/** What somebody who asks is told of the organisation: its name only where that is public. */
export function askedName(organisation: {
  readonly name: string;
  readonly number?: string;
  readonly status: OrganisationState;
}): string {
  const { name, number, status } = organisation;
  return isPublicOrganisation(status) || number === undefined ? name : formatOrganisationNumber(number);
}
