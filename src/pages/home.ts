// What each person's home shows: what waits, what is offered and what is agreed; for a coordinator, all that waits across assignments, oldest first.
import type { Actor } from '../accounts/actor.ts';
import { dueOf as awaitedOf } from '../applications/application.awaited.policy.ts';
import type { ApplicationDocument } from '../applications/application.model.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { isPast } from '../assignments/assignment.state.ts';
import { whenText } from '../assignments/assignment.view.ts';
import { answerDue } from '../organisations/organisation.rest.policy.ts';
import type { OrganisationDocument } from '../organisations/organisation.model.ts';
import { mayWork } from '../organisations/organisation.policy.ts';
import { askedName } from '../organisations/join-request.policy.ts';
import { formatDate } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Message } from '../platform/i18n/translate.ts';
import { atStockholm } from '../platform/stockholm.ts';
import type { Services } from '../services.ts';

/** What stands beside a status: nothing, something that waits, or something that is well. */
type Kind = 'waiting' | 'good' | undefined;

/** `only` is the one organisation that a coordinator of several wants to see. */
export async function homeOf(services: Services, actor: Actor, lang: Language, only?: unknown) {
  const { accounts, applications, assignments, joinRequests, moderation, organisations, clock } = services;
  const now = clock.now();
  const chosen = actor.organisations.filter((id) => id === only);
  const shown = chosen.length > 0 ? chosen : actor.organisations;
  const [mine, waiting, ownOrganisations, ownAssignments, queue, saved, watched] = await Promise.all([
    applications.ofPerson(actor.id),
    applications.waitingFor(shown),
    organisations.many(actor.organisations),
    assignments.ofOrganisations(shown),
    actor.isModerator ? moderation.queue(actor) : [],
    services.saved.count(actor.id),
    services.watches.count(actor.id),
  ]);
  const all = [...mine, ...waiting];
  const [titled, named, people, queues] = await Promise.all([
    assignments.many([...new Set(all.map(({ assignment }) => String(assignment)))]),
    organisations.many([...new Set(all.map(({ organisation }) => String(organisation)))]),
    accounts.many([...new Set(waiting.map(({ person }) => String(person)))]),
    applications.queues(ownAssignments.map(({ _id }) => _id)),
  ]);
  const about = new Map(titled.map((one) => [String(one._id), one]));
  const organisationsById = new Map(named.map((one) => [String(one._id), one]));
  const dueOf = (one: ApplicationDocument): Date =>
    answerDue(one.submittedAt, organisationsById.get(String(one.organisation)) ?? {});
  const names = new Map(people.map((one) => [String(one._id), one.name]));

  const row = (one: ApplicationDocument) => ({
    href: `/applications/${String(one._id)}`,
    title: about.get(String(one.assignment))?.title ?? '',
    organisation: organisationsById.get(String(one.organisation))?.name ?? '',
    name: names.get(String(one.person)) ?? '',
    statusKey: `applications.state.${one.status}` as const,
    isQueued: one.status === 'waitlisted',
    dueAt: dueOf(one),
    isLate: dueOf(one) < now,
    expiresAt: one.expiresAt,
    isAwaited: awaitedOf(one, about.get(String(one.assignment)) ?? {}, now).length > 0,
    changedAt: one.changedAt,
  });
  const when = (one: ApplicationDocument) => {
    const assignment = about.get(String(one.assignment));
    return assignment === undefined ? {} : whenText(assignment, lang, now);
  };
  const isOver = (one: ApplicationDocument) => {
    const assignment = about.get(String(one.assignment));
    return one.status === 'matched' ? assignment !== undefined && isPast(assignment, now) : !isUnderWay(one);
  };
  const mineIn = (...statuses: string[]) => mine.filter(({ status }) => statuses.includes(status)).map(row);
  const assignmentRow = (one: AssignmentDocument) => ({
    href: `/assignments/${String(one._id)}/manage`,
    title: one.title,
    statusKey: `assignments.state.${one.status}` as const,
    kind: kindOf(one.status),
    places: one.places,
    taken: one.places - Math.max(0, one.free),
    waiting: queues.get(String(one._id))?.waiting ?? 0,
    isOut: one.status === 'published' || one.status === 'paused',
  });

  const isCoordinator = actor.organisations.length > 0;
  const ofOrganisation = (one: OrganisationDocument) => {
    const id = String(one._id);
    const own = ownAssignments.filter(({ organisation }) => String(organisation) === id);
    return {
      id,
      name: one.name,
      statusKey: `organisations.state.${one.status}` as const,
      kind: kindOf(one.status),
      next: nextStep(one, lang),
      mayAddAssignment: mayWork(one.status),
      waiting: waiting.filter(({ organisation }) => String(organisation) === id).length,
      inReview: own.filter(({ status, proposed }) => [status, proposed?.status].includes('pending')).length,
      nextDates: nextDates(own, now),
      assignments: own.filter(({ status }) => status !== 'closed').map(assignmentRow),
    };
  };

  return {
    /** What one does oneself stands first, unless there is nothing of it and something else to see. */
    volunteerFirst: mine.some((one) => !isOver(one)) || !(isCoordinator || actor.isModerator),
    joining: await Promise.all(
      (await joinRequests.waitingOf(actor.id)).map(async ({ _id, organisation }) => ({
        href: `/join-requests/${String(_id)}`,
        name: askedName(await organisations.find(String(organisation))),
      })),
    ),
    hasApplied: mine.length > 0,
    /** What one has to do with already, and need not be shown as something new. */
    known: new Set([
      ...mine.map(({ assignment }) => String(assignment)),
      ...ownAssignments.map(({ _id }) => String(_id)),
    ]),
    saved,
    watched,
    offered: mineIn('offered').sort((a, b) => (a.expiresAt?.getTime() ?? 0) - (b.expiresAt?.getTime() ?? 0)),
    agreed: mine
      .filter((one) => one.status === 'matched' && !isOver(one))
      .map((one) => ({ ...row(one), ...when(one) })),
    waitingForAnswer: mineIn('submitted', 'waitlisted').sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
    ended: mine.filter(isOver).slice(0, 10).map(row),
    isCoordinator,
    answerCount: waiting.length,
    hasSeveral: actor.organisations.length > 1,
    toAnswer: waiting.map(row).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
    only: chosen[0] ?? '',
    choices: ownOrganisations.map(({ _id, name }) => ({ id: String(_id), name })),
    organisations: ownOrganisations.filter(({ _id }) => shown.includes(String(_id))).map(ofOrganisation),
    isModerator: actor.isModerator,
    queueCount: queue.length,
    queueLate: queue.filter(({ dueAt }) => dueAt < now).length,
  };
}

/** The next occasions of what is out, soonest first. */
function nextDates(own: readonly AssignmentDocument[], now: Date) {
  return own
    .filter(({ status }) => status === 'published' || status === 'paused')
    .flatMap(({ _id, title, dates }) =>
      dates.map(({ date, from }) => ({
        href: `/assignments/${String(_id)}/manage`,
        title,
        at: atStockholm(date, from),
      })),
    )
    .filter(({ at }) => at > now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, 3);
}

/** What the organisation's coordinators should know or do next, where there is something. */
function nextStep(
  { status, dueAt, number }: Pick<OrganisationDocument, 'status' | 'dueAt' | 'number'>,
  lang: Language,
): Message | undefined {
  if (number === undefined) return { key: 'pages.home.organisation.awaits' };
  if (status === 'draft' || status === 'returned' || status === 'suspended')
    return { key: `pages.home.organisation.${status}` };
  if (status === 'pending' && dueAt !== undefined)
    return { key: 'pages.home.organisation.pending', values: { date: formatDate(lang, dueAt, 'long') } };
  return undefined;
}

function isUnderWay({ status }: Pick<ApplicationDocument, 'status'>): boolean {
  return ['submitted', 'waitlisted', 'offered', 'matched'].includes(status);
}

function kindOf(status: string): Kind {
  if (status === 'approved' || status === 'published') return 'good';
  return ['draft', 'pending', 'returned', 'paused'].includes(status) ? 'waiting' : undefined;
}
