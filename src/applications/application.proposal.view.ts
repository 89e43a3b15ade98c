// What the page of an application shows of calls and first meetings: what is open, what is agreed, what is past, and the telephone number that
// a volunteer lets one organisation see before a match. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { contactShownTo, readablePhone } from '../accounts/contact.policy.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { addressShownTo } from '../assignments/assignment.policy.ts';
import { placeName } from '../assignments/assignment.view.ts';
import { addDays, stockholmDate } from '../platform/stockholm.ts';
import { caseOf } from './application.case.ts';
import type { ApplicationDocument, Proposal } from './application.model.ts';
import {
  kindsFor,
  letsPhone,
  mayAnswerProposal,
  mayHidePhone,
  mayLetPhone,
  mayPropose,
} from './application.proposal.policy.ts';
import { farthest, proposalStanding } from './application.proposal.state.ts';
import { isUnderWay } from './application.state.ts';

interface Parts {
  application: ApplicationDocument;
  assignment: AssignmentDocument;
  volunteer: PersonDocument;
}

export function proposalsView(parts: Parts, reader: MaybeActor, now: Date) {
  const { application, volunteer } = parts;
  const { proposals = [] } = application;
  const rows = proposals.map((proposal, number) => rowView(parts, proposal, number, reader, now));
  const open = rows.find(({ standing }) => standing === 'open');
  const agreed = rows.filter(({ standing }) => standing === 'agreed');
  const past = rows.filter((row) => row !== open && !agreed.includes(row)).toReversed();
  const kinds = kindsFor(volunteer);
  return {
    open,
    agreed,
    past,
    any: rows.length > 0,
    may: mayPropose(reader, caseOf(application)).allowed,
    mayCall: kinds.includes('call'),
    kinds: kinds.map((value) => ({ value, key: `applications.proposal.kind.${value}` as const })),
    after: rows.length,
  };
}

function rowView(parts: Parts, proposal: Proposal, number: number, reader: MaybeActor, now: Date) {
  const { application, assignment } = parts;
  const about = caseOf(application);
  const isNewest = number === (application.proposals?.length ?? 0) - 1;
  const standing = proposalStanding(proposal, { isNewest, isUnderWay: isUnderWay(about.status) }, now);
  const isByVolunteer = String(proposal.by) === about.person;
  const isVolunteer = reader?.id === about.person;
  const may = (answer: 'yes' | 'no' | 'off') =>
    mayAnswerProposal(reader, about, { standing, isByVolunteer }, answer).allowed;
  const where =
    proposal.kind === 'try' ? whereView(assignment, about.status === 'matched' || !isVolunteer) : undefined;
  const isCall = proposal.kind === 'call';
  return {
    number,
    at: proposal.at,
    text: proposal.text,
    standing,
    isOwn: isVolunteer === isByVolunteer,
    kindKey: `applications.proposal.kind.${proposal.kind}` as const,
    openKey: `applications.proposal.open.${proposal.kind}` as const,
    agreedKey: `applications.proposal.agreed.${proposal.kind}` as const,
    pastKey: standing === 'open' || standing === 'agreed' ? undefined : pastKey(standing),
    where,
    isCall,
    /** A call after the match is made by the details that stand there. */
    hasFacts: where !== undefined || (isCall && letsPhone(about.status)),
    isOpen: standing === 'open',
    may: { any: may('yes') || may('off'), answer: may('yes'), off: may('off') },
  };
}

function pastKey(standing: 'held' | 'no' | 'off' | 'replaced' | 'unanswered' | 'ended') {
  return `applications.proposal.past.${standing}` as const;
}

/** The assignment's place, as far as this reader may know it now. */
function whereView(assignment: AssignmentDocument, mayKnow: boolean) {
  if (assignment.where === 'remote') return undefined;
  const address = addressShownTo(mayKnow ? 'match' : 'everybody', assignment);
  const place = [address, placeName(assignment)].filter((part) => part).join(', ');
  const isHidden = assignment.addressShown === 'match' && !mayKnow;
  return { place, isHidden, isSheltered: assignment.addressShown === 'never' };
}

/** The number before a match: what its owner may do about it, and what the coordinators of this organisation see. */
export function phoneView({ application, volunteer }: Parts, reader: MaybeActor) {
  const { status, phoneLetAt } = application;
  if (!letsPhone(status)) return undefined;
  const about = caseOf(application);
  const isVolunteer = reader?.id === about.person;
  const { phone } = contactShownTo('telephone', volunteer);
  const isLet = phoneLetAt !== undefined && phone !== undefined;
  const shown = isLet ? { text: readablePhone(phone), number: phone } : undefined;
  if (!isVolunteer) return shown && { shown };
  return {
    shown,
    mayLet: !isLet && mayLetPhone(reader, about, volunteer).allowed,
    mayHide: isLet && mayHidePhone(reader, about).allowed,
    lacks: volunteer.phone === undefined && volunteer.isProtected !== true,
  };
}

/** The days that can be chosen, for the field of the form. */
export function proposalDates(now: Date): { min: string; max: string } {
  const today = stockholmDate(now);
  return { min: today, max: addDays(today, farthest) };
}
