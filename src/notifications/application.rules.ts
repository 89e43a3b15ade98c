// Who is told of what happens to an application, and of what is said and asked on its page. Pure.
import type { ApplicationMove, ApplicationNote } from '../applications/application.state.ts';
import { isErasure, moves, notes } from '../applications/application.state.ts';
import type { Notice } from './notification.rules.ts';

interface About {
  id: string;
  by: string | null;
  volunteer: string;
  coordinators: readonly string[];
  name: string;
  assignment: string;
  title: string;
  organisation: string;
}

export interface ApplicationAbout extends About {
  kind: 'application';
  move: ApplicationMove;
}

export interface NoteAbout extends Omit<About, 'assignment'> {
  kind: 'note';
  note: ApplicationNote;
}

/** The moves that are told to one side, so that the compiler asks for exactly their sentences. */
type MoveTold<To> = {
  [M in ApplicationMove]: (typeof moves)[M]['tells'] extends To ? M : never;
}[ApplicationMove];
type ToldVolunteer = MoveTold<'volunteer' | 'both' | 'other'>;
type ToldCoordinators = MoveTold<'coordinators' | 'both' | 'other'>;

/** The same of what moves nothing. */
type NoteTold<To> = {
  [N in ApplicationNote]: (typeof notes)[N]['tells'] extends To ? N : never;
}[ApplicationNote];
type NotedVolunteer = NoteTold<'volunteer' | 'both' | 'other'>;
type NotedCoordinators = NoteTold<'coordinators' | 'both' | 'other'>;

function toldVolunteer(move: ApplicationMove): move is ToldVolunteer {
  return moves[move].tells !== 'coordinators';
}

function toldCoordinators(move: ApplicationMove): move is ToldCoordinators {
  return moves[move].tells !== 'volunteer';
}

export function ofApplication(fact: ApplicationAbout): Notice[] {
  const { move, volunteer, by } = fact;
  const { tells, to } = moves[move];
  const byVolunteer = by === volunteer;
  const common = {
    values: { title: fact.title, organisation: fact.organisation, name: fact.name },
    link: `/applications/${fact.id}`,
    thing: `application:${fact.id}`,
    mail: to === 'matched' ? ('now' as const) : ('later' as const),
  };
  const notices: Notice[] = [];
  if (toldVolunteer(move) && (tells !== 'other' || !byVolunteer))
    notices.push({ ...common, person: volunteer, key: `notifications.volunteer.${move}` });
  if (toldCoordinators(move) && (tells !== 'other' || byVolunteer))
    for (const person of fact.coordinators)
      if (person !== by || to === 'matched')
        notices.push({
          ...(isErasure(move) ? withoutName(fact) : { ...common, about: volunteer }),
          person,
          key: `notifications.coordinator.${move}`,
        });
  return notices;
}

/** The volunteer's account is gone: nobody is named, and there is no page of theirs to lead to. */
function withoutName(fact: ApplicationAbout) {
  return {
    values: { title: fact.title, organisation: fact.organisation },
    link: `/assignments/${fact.assignment}/manage`,
    thing: `assignment:${fact.assignment}`,
    mail: 'later' as const,
  };
}

/** What is said or asked on the page of an application; its words are read there, and stand in no mail. */
export function ofNote(fact: NoteAbout): Notice[] {
  const { note, volunteer, by } = fact;
  const tells = toldOf(note);
  const byVolunteer = by === volunteer;
  const common = {
    values: { title: fact.title, organisation: fact.organisation, name: fact.name },
    link: `/applications/${fact.id}`,
    thing: `application:${fact.id}`,
    mail: 'later' as const,
  };
  const notices: Notice[] = [];
  if (notedVolunteer(note) && (tells !== 'other' || !byVolunteer))
    notices.push({ ...common, person: volunteer, key: `notifications.volunteer.${note}` });
  if (notedCoordinators(note) && (tells !== 'other' || byVolunteer))
    for (const person of fact.coordinators)
      if (person !== by)
        notices.push({ ...common, person, about: volunteer, key: `notifications.coordinator.${note}` });
  return notices;
}

type Told = 'volunteer' | 'coordinators' | 'both' | 'other' | 'nobody';

function toldOf(note: ApplicationNote): Told {
  return notes[note].tells;
}

function notedVolunteer(note: ApplicationNote): note is NotedVolunteer {
  return ['volunteer', 'both', 'other'].includes(toldOf(note));
}

function notedCoordinators(note: ApplicationNote): note is NotedCoordinators {
  return ['coordinators', 'both', 'other'].includes(toldOf(note));
}
