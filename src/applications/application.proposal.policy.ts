// Who may propose a call or a first meeting, answer one, and let the other side see a telephone number before a match. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { maySeeApplication } from './application.policy.ts';
import type { ApplicationCase } from './application.policy.ts';
import { takesAnswer } from './application.proposal.state.ts';
import type { ProposalAnswer, ProposalKind, ProposalStanding } from './application.proposal.state.ts';
import { isUnderWay, isWaiting } from './application.state.ts';
import type { ApplicationState } from './application.state.ts';

type Reachable = Pick<PersonDocument, 'phone' | 'isProtected'>;

const changed = refuse('applications.refused.changed', {}, 409);

/** Whoever shows no number is not called; why there is none is nobody's business. */
export function kindsFor({ phone, isProtected }: Reachable): readonly ProposalKind[] {
  return phone === undefined || isProtected === true ? ['try'] : ['call', 'try'];
}

export function mayPropose(actor: MaybeActor, application: ApplicationCase): Verdict {
  const sees = maySeeApplication(actor, application);
  if (!sees.allowed) return sees;
  return isUnderWay(application.status) ? allow : changed;
}

export function mayAnswerProposal(
  actor: MaybeActor,
  application: ApplicationCase,
  proposal: { standing: ProposalStanding; isByVolunteer: boolean },
  answer: ProposalAnswer,
): Verdict {
  const sees = maySeeApplication(actor, application);
  if (!sees.allowed) return sees;
  const isOwn = (actor?.id === application.person) === proposal.isByVolunteer;
  return takesAnswer(proposal.standing, answer, isOwn) ? allow : changed;
}

/** Only before the match: at the match details are exchanged anyway, and after the end there is nobody to call. */
export function letsPhone(status: ApplicationState): boolean {
  return isWaiting(status) || status === 'offered';
}

export function mayLetPhone(
  actor: MaybeActor,
  application: ApplicationCase,
  { phone, isProtected }: Reachable,
): Verdict {
  const own = mayHidePhone(actor, application);
  if (!own.allowed) return own;
  return phone === undefined || isProtected === true ? refuse('applications.refused.phone', {}, 409) : allow;
}

export function mayHidePhone(actor: MaybeActor, application: ApplicationCase): Verdict {
  if (actor?.id !== application.person) return hidden;
  return letsPhone(application.status) ? allow : changed;
}
