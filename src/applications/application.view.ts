// What the pages of an application show: its steps, what each side may do, and at the match how to reach each other. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { contactShownTo, readablePhone } from '../accounts/contact.policy.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { addressShownTo } from '../assignments/assignment.policy.ts';
import { manyWaiting } from '../assignments/assignment.state.ts';
import { placeName } from '../assignments/assignment.view.ts';
import { answerDue } from '../organisations/organisation.rest.policy.ts';
import type { Resting } from '../organisations/organisation.rest.policy.ts';
import { facts, pathIn } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Message, MessageKey } from '../platform/i18n/translate.ts';
import { dueOf } from './application.awaited.policy.ts';
import type { CalendarText } from './application.calendar.ts';
import type { ApplicationDocument } from './application.model.ts';
import { mayApply, mayMoveAsCoordinator, mayMoveAsVolunteer } from './application.policy.ts';
import { phoneView, proposalsView } from './application.proposal.view.ts';
import { reasonOf } from './application.standing.ts';
import { caseOf, factsOf } from './application.case.ts';

export interface Step {
  key: MessageKey;
  state: 'done' | 'current' | 'todo' | 'stopped';
  isMatch: boolean;
  at: Date | undefined;
}

const path = ['submitted', 'offered', 'matched', 'completed'] as const;

/** Skickad → Utvald → Match → Blev av. What ended stops where it was. */
export function applicationSteps(
  application: Pick<ApplicationDocument, 'status' | 'submittedAt' | 'offeredAt' | 'matchedAt' | 'history'>,
): Step[] {
  const { status } = application;
  const ended = !['submitted', 'waitlisted', 'offered', 'matched'].includes(status);
  const before = ended ? (application.history.at(-1)?.from ?? 'submitted') : status;
  const reached = path.indexOf(
    before === 'waitlisted' || before === 'none' ? 'submitted' : (before as (typeof path)[number]),
  );
  const times = {
    submitted: application.submittedAt,
    offered: application.offeredAt,
    matched: application.matchedAt,
    completed: undefined,
  };
  return path.map((name, index) => ({
    key: `applications.step.${name}` as const,
    state: index < reached ? 'done' : index > reached ? 'todo' : ended ? 'stopped' : 'current',
    isMatch: name === 'matched',
    at: index <= reached ? times[name] : undefined,
  }));
}

export interface ApplicationPageParts {
  application: ApplicationDocument;
  assignment: AssignmentDocument;
  organisation: { id: string; name: string } & Resting;
  volunteer: PersonDocument;
  /** Nobody, once the account of the last coordinator is gone. */
  contact: PersonDocument | null;
  queue: { waiting: number; queued: number };
}

export function applicationView(parts: ApplicationPageParts, reader: MaybeActor, lang: Language, now: Date) {
  const { application, assignment, organisation, volunteer, contact } = parts;
  const isVolunteer = reader?.id === String(application.person);
  const about = caseOf(application);
  const own = (move: 'withdraw' | 'confirm' | 'cancel') =>
    mayMoveAsVolunteer(reader, about, assignment, move, now).allowed;
  const side = (move: 'offer' | 'queue' | 'decline' | 'cancel') =>
    mayMoveAsCoordinator(reader, about, assignment, move, now);
  const last = application.history.at(-1);
  const matched = application.status === 'matched';
  return {
    id: String(application._id),
    isVolunteer,
    /** The volunteer has chosen contact through the service. */
    isProtected: volunteer.isProtected === true,
    status: application.status,
    statusKey: `applications.state.${application.status}` as const,
    explain: {
      key: `applications.explain.${isVolunteer ? 'volunteer' : 'coordinator'}.${application.status}`,
      values: { name: volunteer.name, organisation: organisation.name, by: endedBy(application) },
    } as Message,
    steps: applicationSteps(application),
    name: volunteer.name,
    /** The other side, as this reader knows it. */
    otherName: isVolunteer ? organisation.name : volunteer.name,
    about: volunteer.about,
    spoken: volunteer.languages.map(({ code, level }) => ({
      language: `taxonomies.language.${code}` as const,
      level: `taxonomies.level.${level}` as const,
    })),
    message: application.message,
    ticks: application.ticks,
    submittedAt: application.submittedAt,
    due:
      application.status === 'submitted' && !hasHeard(application)
        ? dueView(application, organisation, isVolunteer, now)
        : undefined,
    expires:
      application.status === 'offered' ? expiresView(application, assignment, isVolunteer, now) : undefined,
    reason: reasonKey(last?.move, last?.reason),
    reasonText: last?.text,
    mayApplyAgain:
      reader !== null && isVolunteer && mayApply(reader, factsOf(assignment), about, now).allowed,
    assignment: {
      id: String(assignment._id),
      title: assignment.title,
      free: Math.max(0, assignment.free),
      places: assignment.places,
      waiting: parts.queue.waiting,
      queued: parts.queue.queued,
      manyWaiting: manyWaiting(assignment.places, parts.queue.waiting + parts.queue.queued),
    },
    organisation,
    history: application.history.map(({ move, at, reason }) => ({
      key: `applications.history.${move}` as const,
      at,
      reason: reasonKey(move, reason),
    })),
    may: {
      withdraw: own('withdraw'),
      confirm: own('confirm'),
      cancel: own('cancel') || side('cancel').allowed,
      offer: side('offer').allowed,
      queue: side('queue').allowed,
      decline: side('decline').allowed,
    },
    offerRefused: !isVolunteer && application.status === 'submitted' ? reasonOf(side('offer')) : undefined,
    match:
      matched && contact !== null
        ? {
            you: isVolunteer ? volunteer.name : organisation.name,
            other: isVolunteer ? organisation.name : volunteer.name,
            about: { key: 'applications.match.about', values: { title: assignment.title } } as Message,
            next: (isVolunteer
              ? 'applications.match.next.volunteer'
              : 'applications.match.next.coordinator') as MessageKey,
            calendarHref:
              assignment.timing === 'flexible'
                ? undefined
                : pathIn(lang, `/applications/${String(application._id)}/calendar.ics`),
            contact: matchContact(
              isVolunteer ? contact : volunteer,
              volunteer,
              contact,
              assignment,
              isVolunteer,
            ),
          }
        : undefined,
    proposals: proposalsView(parts, reader, now),
    phone: phoneView(parts, reader),
    notes: (application.notes ?? []).map(({ by, at, text }) => {
      const byVolunteer = String(by) === String(application.person);
      return { at, text, isGone: text === undefined, name: byVolunteer ? volunteer.name : organisation.name };
    }),
  };
}

/** How to reach the other side of a match: by what they show, or through the service where one of them has chosen that. */
function matchContact(
  other: PersonDocument,
  volunteer: PersonDocument,
  contact: PersonDocument,
  assignment: AssignmentDocument,
  isVolunteer: boolean,
) {
  const { name, email, phone, isProtected } = contactShownTo('match', other);
  const own = isVolunteer ? volunteer : contact;
  return {
    name,
    email,
    phone: phone === undefined ? undefined : { text: readablePhone(phone), number: phone },
    address: isVolunteer ? addressShownTo('match', assignment) : undefined,
    isSheltered: isVolunteer && assignment.addressShown === 'never',
    through: isProtected
      ? ('applications.notes.other' as const)
      : own.isProtected === true
        ? ('applications.notes.own' as const)
        : undefined,
  };
}

function dueView(application: ApplicationDocument, organisation: Resting, isVolunteer: boolean, now: Date) {
  const at = answerDue(application.submittedAt, organisation);
  const side = isVolunteer ? 'volunteer' : 'coordinator';
  const key: MessageKey = at < now ? `applications.due.${side}.late` : `applications.due.${side}`;
  return { at, key, late: at < now };
}

function expiresView(
  application: ApplicationDocument,
  assignment: AssignmentDocument,
  isVolunteer: boolean,
  now: Date,
) {
  const { expiresAt } = application;
  if (expiresAt === undefined) return undefined;
  const isAwaited = dueOf(application, assignment, now).length > 0;
  const key: MessageKey = isAwaited
    ? 'applications.expires.awaited'
    : `applications.expires.${isVolunteer ? 'volunteer' : 'coordinator'}`;
  return { at: expiresAt, key };
}

/** Who ended it: one of the sides, a guardian, or the closing of the assignment. */
function endedBy({
  history,
  person,
}: ApplicationDocument): 'volunteer' | 'organisation' | 'closing' | 'guardian' {
  const last = history.at(-1);
  if (last?.move === 'withhold' || last?.move === 'withholdMatch') return 'guardian';
  if (last?.move === 'closeMatch') return 'closing';
  return String(last?.by) === String(person) ? 'volunteer' : 'organisation';
}

export function calendarText(
  assignment: AssignmentDocument,
  organisation: string,
  lang: Language,
  baseUrl: string,
  application: string,
): CalendarText {
  const url = baseUrl + pathIn(lang, `/applications/${application}`);
  return {
    summary: `${assignment.title} · ${organisation}`,
    description: facts[lang].t('applications.calendar.text', { url }),
    location: [addressShownTo('match', assignment), placeName(assignment)].filter((part) => part).join(', '),
    url,
  };
}

function reasonKey(move: string | undefined, reason: string | undefined): MessageKey | undefined {
  if (reason === undefined) return undefined;
  if (move === 'decline') return `taxonomies.declineReason.${reason}` as MessageKey;
  if (move === 'cancel') return `taxonomies.cancelReason.${reason}` as MessageKey;
  return reason === 'past' ? 'applications.closed.past' : (`taxonomies.closeReason.${reason}` as MessageKey);
}

/** The organisation has answered since it was sent: by a proposal, or an answer to one. */
function hasHeard({ answeredAt, submittedAt }: ApplicationDocument): boolean {
  return answeredAt !== undefined && answeredAt >= submittedAt;
}
