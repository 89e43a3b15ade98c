// From a fact to who is told, in which words, where it leads and how soon by mail. Pure.
import type { AssignmentDecision, Decision } from '../events.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import type { Nearing } from '../saved/saved.rules.ts';
import { ofApplication, ofNote } from './application.rules.ts';
import type { ApplicationAbout, NoteAbout } from './application.rules.ts';
import { ofCoordination, watchersOfCoordination } from './coordination.rules.ts';
import type { CoordinationAbout } from './coordination.rules.ts';
import { inEach } from './notification.words.ts';

/** What the rules need to know; looked up by the service when the fact is delivered. */
export type FactAbout =
  | CoordinationAbout
  | ApplicationAbout
  | NoteAbout
  | {
      kind: 'organisation';
      id: string;
      what: 'submitted' | Decision;
      coordinators: readonly string[];
      moderators: readonly string[];
      organisation: string;
    }
  | {
      kind: 'assignment';
      id: string;
      what: 'submitted' | 'changed' | 'reclaimed' | AssignmentDecision;
      coordinators: readonly string[];
      moderators: readonly string[];
      /** Those who are matched or wait, each with their application; only of a change. */
      volunteers: readonly Moved[];
      /** True of a decision on new words for something that is out. */
      ofProposal: boolean;
      title: string;
      organisation: string;
    }
  | {
      kind: 'picture';
      /** What it is a picture of. */
      of: 'assignment' | 'organisation';
      id: string;
      decision: 'approve' | 'reject';
      coordinators: readonly string[];
      moderators: readonly string[];
      name: string;
    }
  | { kind: 'copy'; id: string; person: string }
  | { kind: 'saved'; id: string; person: string; nearing: Nearing; title: string; organisation: string }
  | {
      kind: 'joined';
      id: string;
      person: string;
      coordinators: readonly string[];
      name: string;
      organisation: string;
    };

/** Somebody who comes, or waits, and what has changed for them in words. */
export interface Moved {
  person: string;
  application: string;
  isMatched: boolean;
  changes: Readonly<Record<Language, string>>;
}

export interface Notice {
  person: string;
  /** The other person whom the words name: the row goes when they are erased. */
  about?: string;
  key: MessageKey;
  values: Record<string, string | number>;
  link: string;
  thing: string;
  /** `now` at once and whatever its reader has chosen, `later` as they have chosen, and only if unopened by then, `never` of what has a mail of its own. */
  mail: 'now' | 'later' | 'never';
}

/** Whoever made the move is not told of it, except of a match, which is announced to both sides. */
export function noticesOf(fact: FactAbout): Notice[] {
  switch (fact.kind) {
    case 'application':
      return ofApplication(fact);
    case 'note':
      return ofNote(fact);
    case 'organisation':
      return ofOrganisation(fact);
    case 'assignment':
      return ofAssignment(fact);
    case 'picture':
      return ofPicture(fact);
    case 'coordination':
      return ofCoordination(fact);
    case 'copy':
      // Its mail is one of the account's, and goes at once.
      return [
        {
          person: fact.person,
          key: 'notifications.copy.ready',
          values: {},
          link: '/account/data',
          thing: `copy:${fact.id}`,
          mail: 'never',
        },
      ];
    case 'saved':
      return [
        {
          person: fact.person,
          key: `notifications.saved.${fact.nearing}`,
          values: { title: fact.title, organisation: fact.organisation },
          link: `/assignments/${fact.id}`,
          thing: `assignment:${fact.id}`,
          mail: 'later',
        },
      ];
    case 'joined':
      return fact.coordinators
        .filter((person) => person !== fact.person)
        .map((person) => ({
          person,
          about: fact.person,
          key: 'notifications.coordinator.joined' as const,
          values: { name: fact.name, organisation: fact.organisation },
          link: `/organisations/${fact.id}/coordinators`,
          thing: `organisation:${fact.id}`,
          mail: 'later' as const,
        }));
  }
}

/** Everybody whose open pages show the thing, told or not: their pages renew themselves. */
export function watchersOf(fact: FactAbout): string[] {
  switch (fact.kind) {
    case 'application':
    case 'note':
      return [fact.volunteer, ...fact.coordinators];
    case 'organisation':
    case 'picture':
      return [...fact.coordinators, ...fact.moderators];
    case 'assignment':
      return [...fact.coordinators, ...fact.moderators, ...fact.volunteers.map(({ person }) => person)];
    case 'coordination':
      return watchersOfCoordination(fact);
    case 'copy':
    case 'saved':
      return [fact.person];
    case 'joined':
      return [...fact.coordinators];
  }
}

type OfKind<K extends FactAbout['kind']> = Extract<FactAbout, { kind: K }>;

function ofOrganisation(fact: OfKind<'organisation'>): Notice[] {
  const about = { values: { organisation: fact.organisation }, thing: `organisation:${fact.id}` };
  if (fact.what === 'submitted')
    return fact.moderators.map((person) => ({
      ...about,
      person,
      key: 'notifications.staff.organisation',
      link: `/staff/organisations/${fact.id}`,
      mail: 'later',
    }));
  const key: MessageKey = `notifications.organisation.${fact.what}`;
  return fact.coordinators.map((person) => ({
    ...about,
    person,
    key,
    link: `/organisations/${fact.id}`,
    mail: 'later',
  }));
}

function ofAssignment(fact: OfKind<'assignment'>): Notice[] {
  const about = {
    values: { title: fact.title, organisation: fact.organisation },
    thing: `assignment:${fact.id}`,
  };
  if (fact.what === 'submitted')
    return fact.moderators.map((person) => ({
      ...about,
      person,
      key: 'notifications.staff.assignment',
      link: `/staff/assignments/${fact.id}`,
      mail: 'later',
    }));
  if (fact.what === 'changed')
    return fact.volunteers.map(({ person, application, isMatched, changes }) => ({
      person,
      key: 'notifications.assignment.changed',
      values: { ...about.values, ...inEach('changes', changes) },
      // Who has a match gets a letter at once, with the calendar file anew.
      ...(isMatched
        ? { link: `/applications/${application}`, thing: `application:${application}`, mail: 'now' }
        : { link: `/assignments/${fact.id}`, thing: about.thing, mail: 'later' }),
    }));
  // Only open pages renew themselves.
  if (fact.what === 'reclaimed') return [];
  const key: MessageKey =
    fact.ofProposal && fact.what !== 'suspend'
      ? `notifications.assignment.words.${fact.what}`
      : `notifications.assignment.${fact.what}`;
  return fact.coordinators.map((person) => ({
    ...about,
    person,
    key,
    link: `/assignments/${fact.id}/manage`,
    mail: 'later',
  }));
}

function ofPicture(fact: OfKind<'picture'>): Notice[] {
  return fact.coordinators.map((person) => ({
    person,
    key: `notifications.picture.${fact.decision}`,
    values: { name: fact.name },
    link: `/${fact.of}s/${fact.id}/picture`,
    thing: `picture:${fact.id}`,
    mail: 'later',
  }));
}
