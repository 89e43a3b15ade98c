// Every fact that can happen, on one page. What follows from each is said where services are put together (services.ts):
// account facts become a mail; the others become a row in the bell, a push to open tabs and, if unopened, a mail (notifications/notification.rules.ts).
import type { GoingNotice } from './accounts/absence.ts';
import type { ApplicationMove, ApplicationNote } from './applications/application.state.ts';
import type { TimeAndPlace } from './assignments/assignment.change.ts';
import type { Language } from './platform/i18n/languages.ts';
import type { Nearing } from './saved/saved.rules.ts';

export interface Events {
  /** Somebody gave an address of e-mail to register. `link` is the one-time link that proves it. */
  RegistrationRequested: { link: string; language: Language };
  PasswordForgotten: { link: string; language: Language };
  PasswordChanged: { person: string };
  /** `link` is sent to the new address; those of the two after it to the old one. */
  AddressChangeRequested: { link: string; language: Language };
  AddressChangeAnnounced: { link: string; language: Language };
  AddressChanged: { link: string; language: Language };
  SecondFactorChanged: { person: string; what: SecondFactorChange };
  /** The account goes unless its person signs in. */
  AccountGoing: { person: string; notice: GoingNotice };
  /** The copy of everything about them can be fetched. */
  CopyReady: { person: string; copy: string };
  CoordinatorInvited: { link: string; organisation: string; language: Language };
  CoordinatorJoined: { organisation: string; person: string };
  /** What happens among those who coordinate an organisation, or ask to; `person` is whom it is about. */
  CoordinationChanged: {
    organisation: string;
    what: CoordinationMove;
    person: string;
    by: string;
    request?: string;
    unit?: string;
    /** How many assignments. */
    n?: number;
  };
  /** Sent to the guardian of somebody under 18: the question, and once they consented the way to take it back. */
  ConsentAsked: { link: string; language: Language };
  ConsentGiven: { link: string; language: Language };
  OrganisationSubmitted: { organisation: string };
  OrganisationDecided: { organisation: string; decision: Decision };
  AssignmentSubmitted: { assignment: string };
  /** `proposal` is true of new words for something that is out. */
  AssignmentDecided: { assignment: string; decision: AssignmentDecision; proposal?: boolean };
  /** Its coordinators took back new words before staff decided on them. */
  AssignmentReclaimed: { assignment: string };
  /** Time or place of something that people may have applied to; `before` is what they were. */
  AssignmentChanged: { assignment: string; before: TimeAndPlace };
  /** Something that somebody has saved is about to fill or to close. */
  SavedNears: { person: string; assignment: string; nearing: Nearing };
  /** Sent to an address without an account: `link` proves it, and the watch begins. */
  WatchAsked: { link: string; language: Language };
  /** Published again after a pause, or a closing that was taken back. */
  AssignmentResumed: { assignment: string };
  PictureDecided: { picture: string; decision: 'approve' | 'reject' };
  ApplicationMoved: { application: string; move: ApplicationMove; by: string | null };
  /** Something about an application that moves it nowhere. */
  ApplicationNoted: { application: string; note: ApplicationNote; by: string | null };
}

/** What happened to what a person shows beside the password. */
export type SecondFactorChange =
  | 'on'
  | 'off'
  | 'appAdded'
  | 'appRemoved'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'codeUsed'
  | 'codesMade'
  | 'reset';

export type Decision = 'approve' | 'return' | 'reject' | 'suspend' | 'lift';
/** A suspended assignment is closed for good: there is nothing to lift. */
export type AssignmentDecision = Exclude<Decision, 'lift'>;

export type CoordinationMove =
  | 'asked'
  | 'accepted'
  | 'refused'
  | 'withdrawn'
  | 'left'
  | 'removed'
  | 'responsible'
  | 'closed'
  | 'unitWaits'
  | 'unitConfirmed';
