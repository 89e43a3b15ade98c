// Looks up what a stored fact is about: whom it concerns and what it is called now.
import { isLocked } from '../accounts/account.service.ts';
import type { Accounts } from '../accounts/account.service.ts';
import { isErasure } from '../applications/application.state.ts';
import type { Applications } from '../applications/application.service.ts';
import type { TimeAndPlace } from '../assignments/assignment.change.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { movedWords } from '../assignments/assignment.moved.view.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { AssignmentDecision, Decision, Events } from '../events.ts';
import { askedName } from '../organisations/join-request.policy.ts';
import type { JoinRequests } from '../organisations/join-request.service.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Pictures } from '../pictures/picture.service.ts';
import type { Fact } from '../platform/outbox/outbox.ts';
import { Refused } from '../platform/refused.ts';
import type { FactAbout, Moved } from './notification.rules.ts';

type Data = { [E in keyof Events]: { event: E; data: Events[E] } }[keyof Events];

export function factLookup(parts: {
  accounts: Accounts;
  organisations: Organisations;
  joinRequests: JoinRequests;
  assignments: Assignments;
  applications: Applications;
  pictures: Pictures;
}): (fact: Fact) => Promise<FactAbout | null> {
  const { accounts, organisations, joinRequests, assignments, applications, pictures } = parts;

  async function ofApplication(id: string, isGone = false) {
    const application = await applications.find(id);
    const [assignment, organisation, person] = await Promise.all([
      assignments.find(String(application.assignment)),
      organisations.find(String(application.organisation)),
      accounts.find(String(application.person)),
    ]);
    // Of who is gone nothing is told but that they are.
    if (person === null && !isGone) return null;
    return {
      id,
      volunteer: String(application.person),
      coordinators: organisation.coordinators.map(String),
      name: person?.name ?? '',
      assignment: String(assignment._id),
      title: assignment.title,
      organisation: organisation.name,
    };
  }

  async function ofOrganisation(id: string, what: 'submitted' | Decision): Promise<FactAbout> {
    const [organisation, moderators] = await Promise.all([organisations.find(id), accounts.moderators()]);
    return {
      kind: 'organisation',
      id,
      what,
      coordinators: organisation.coordinators.map(String),
      moderators,
      organisation: organisation.name,
    };
  }

  async function ofAssignment(
    id: string,
    what: 'submitted' | 'changed' | 'reclaimed' | AssignmentDecision,
    given: { ofProposal?: boolean | undefined; before?: TimeAndPlace } = {},
  ): Promise<FactAbout> {
    const assignment = await assignments.find(id);
    const [organisation, moderators, volunteers] = await Promise.all([
      organisations.find(String(assignment.organisation)),
      accounts.moderators(),
      given.before === undefined ? [] : concerned(assignment, given.before),
    ]);
    return {
      kind: 'assignment',
      id,
      what,
      coordinators: organisation.coordinators.map(String),
      moderators,
      volunteers,
      ofProposal: given.ofProposal === true,
      title: assignment.title,
      organisation: organisation.name,
    };
  }

  /** Those who come or wait, each with what has changed as far as they may know. */
  async function concerned(assignment: AssignmentDocument, before: TimeAndPlace): Promise<Moved[]> {
    const all = await applications.ofAssignment(String(assignment._id));
    return all
      .filter(({ status }) => ['submitted', 'waitlisted', 'offered', 'matched'].includes(status))
      .map(({ _id, person, status }) => ({
        person: String(person),
        application: String(_id),
        isMatched: status === 'matched',
        changes: movedWords(before, assignment, status === 'matched'),
      }));
  }

  async function ofPicture(id: string, decision: 'approve' | 'reject'): Promise<FactAbout> {
    const picture = await pictures.find(id);
    const thing = String(picture.thing);
    const [organisation, moderators] = await Promise.all([
      organisations.find(String(picture.organisation)),
      accounts.moderators(),
    ]);
    return {
      kind: 'picture',
      of: picture.kind,
      id: thing,
      decision,
      coordinators: organisation.coordinators.map(String),
      moderators,
      name: picture.kind === 'assignment' ? (await assignments.find(thing)).title : organisation.name,
    };
  }

  async function ofCoordination(data: Events['CoordinationChanged']): Promise<FactAbout> {
    const [organisation, person, moderators, unit] = await Promise.all([
      organisations.find(data.organisation),
      accounts.find(data.person),
      accounts.moderators(),
      data.unit === undefined ? undefined : organisations.find(data.unit),
    ]);
    const isPublic = organisation.status === 'approved';
    return {
      kind: 'coordination',
      id: data.organisation,
      what: data.what,
      person: data.person,
      by: data.by,
      request: data.request,
      coordinators: organisation.coordinators.map(String),
      moderators,
      forStaff: await joinRequests.isStaffs(organisation),
      isPublic,
      name: person === null || isLocked(person) ? '' : person.name,
      organisation: organisation.name,
      asked: askedName(organisation),
      unit: unit?.name ?? '',
      n: data.n ?? 0,
    };
  }

  return async (fact) => {
    const { event, data } = fact as unknown as Data;
    try {
      switch (event) {
        case 'ApplicationMoved': {
          const { application, move, by } = data;
          const about = await ofApplication(application, isErasure(move));
          return about && { kind: 'application', move, by, ...about };
        }
        case 'ApplicationNoted': {
          const { application, note, by } = data;
          const about = await ofApplication(application);
          return about && { kind: 'note', note, by, ...about };
        }
        case 'OrganisationSubmitted':
          return await ofOrganisation(data.organisation, 'submitted');
        case 'OrganisationDecided':
          return await ofOrganisation(data.organisation, data.decision);
        case 'AssignmentSubmitted':
          return await ofAssignment(data.assignment, 'submitted');
        case 'AssignmentChanged':
          return await ofAssignment(data.assignment, 'changed', { before: data.before });
        case 'AssignmentDecided':
          return await ofAssignment(data.assignment, data.decision, { ofProposal: data.proposal });
        case 'AssignmentReclaimed':
          return await ofAssignment(data.assignment, 'reclaimed');
        case 'PictureDecided':
          return await ofPicture(data.picture, data.decision);
        case 'SavedNears': {
          const assignment = await assignments.find(data.assignment);
          const organisation = await organisations.find(String(assignment.organisation));
          return {
            kind: 'saved',
            id: data.assignment,
            person: data.person,
            nearing: data.nearing,
            title: assignment.title,
            organisation: organisation.name,
          };
        }
        case 'CopyReady':
          return { kind: 'copy', id: data.copy, person: data.person };
        case 'CoordinationChanged':
          return await ofCoordination(data);
        case 'CoordinatorJoined': {
          const [organisation, person] = await Promise.all([
            organisations.find(data.organisation),
            accounts.get(data.person),
          ]);
          return {
            kind: 'joined',
            id: data.organisation,
            person: data.person,
            coordinators: organisation.coordinators.map(String),
            name: person.name,
            organisation: organisation.name,
          };
        }
        default:
          return null;
      }
    } catch (error) {
      // What has been erased meanwhile concerns nobody.
      if (error instanceof Refused && error.status === 404) return null;
      throw error;
    }
  };
}
