// What staff's pages show. Pure but for the names it is handed a way to look up.
import { coordinates } from '../accounts/actor.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Accounts } from '../accounts/account.service.ts';
import { mayMoveAssignment } from '../assignments/assignment.state.ts';
import type { AssignmentState } from '../assignments/assignment.state.ts';
import { mayMoveOrganisation } from '../organisations/organisation.state.ts';
import type { OrganisationState } from '../organisations/organisation.state.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { ASSIGNMENT_RETURN_REASONS, ORGANISATION_RETURN_REASONS } from '../taxonomies/taxonomies.ts';
import type { Comparison } from './comparison.view.ts';
import type { DecisionDocument } from './decision.model.ts';
import { decidesProposal, inReview } from './proposal.state.ts';
import type { RevisionDocument } from './revision.model.ts';
import type { QueueItem } from './moderation.service.ts';

/** Everything in the queue, as readers name it. */
export function thingsIn(items: readonly QueueItem[]): string[] {
  return items.flatMap(({ organisation, assignments }) => [
    `organisation:${String(organisation._id)}`,
    ...assignments.map(({ _id }) => `assignment:${String(_id)}`),
  ]);
}

/** Where the first in the queue is that this moderator may decide on; nothing if there is none. */
export function nextInQueue(items: readonly QueueItem[], actor: Actor): string | undefined {
  const item = items.find(({ organisation }) => !coordinates(actor, String(organisation._id)));
  if (item === undefined) return undefined;
  if (item.decidesOrganisation) return `/staff/organisations/${String(item.organisation._id)}`;
  const [assignment] = item.assignments;
  return assignment === undefined
    ? `/staff/pictures/${item.picture?.id ?? ''}`
    : `/staff/assignments/${String(assignment._id)}`;
}

export function queueView(
  items: readonly QueueItem[],
  readers: ReadonlyMap<string, readonly string[]>,
  now: Date,
) {
  const readersOf = (kind: 'organisation' | 'assignment', id: unknown) =>
    readersText(readers.get(`${kind}:${String(id)}`));
  return items.map((item) => ({
    dueAt: item.dueAt,
    late: item.dueAt < now,
    organisation: {
      id: String(item.organisation._id),
      name: item.organisation.name,
      flags: flagKeys(item.organisation.flags),
      readers: readersOf('organisation', item.organisation._id),
    },
    decidesOrganisation: item.decidesOrganisation,
    picture: item.picture,
    assignments: item.assignments.map((assignment) => {
      const { isProposal = false, flags = [] } = inReview(assignment) ?? {};
      return {
        id: String(assignment._id),
        title: assignment.title,
        readers: readersOf('assignment', assignment._id),
        flags: flagKeys(flags),
        changed: isProposal,
        kind: `moderation.queue.${isProposal ? 'changed' : 'newAssignment'}` as const,
      };
    }),
  }));
}

export function readersText(names: readonly string[] = []): string {
  return names.join(', ');
}

const flagNames = ['phone', 'spelledAddress', 'unusualNumber', 'first'] as const;

/** What to look twice at, in words: aids, never verdicts. */
export function flagKeys(flags: readonly string[]) {
  return flagNames.filter((name) => flags.includes(name)).map((name) => `moderation.flag.${name}` as const);
}

/** Where a thing in review stands: when it is due, whether that has passed, and what to look twice at. */
export function reviewView(thing: Parameters<typeof inReview>[0], now: Date, more: readonly string[] = []) {
  const { dueAt, flags } = inReview(thing) ?? { dueAt: undefined, flags: thing.flags };
  return { dueAt, late: dueAt !== undefined && dueAt < now, flags: flagKeys([...flags, ...more]) };
}

/** Staff's ready sentences: a short name, and below it what the organisation will read. */
export function reasonOptions(kind: 'organisation' | 'assignment') {
  const reasons = kind === 'organisation' ? ORGANISATION_RETURN_REASONS : ASSIGNMENT_RETURN_REASONS;
  return reasons.map((value) => ({
    value,
    key: `taxonomies.returnReason.${value}` as const,
    hint: `taxonomies.returnReason.${value}.sentence` as const,
  }));
}

/** The decisions that can be made in this state, for the form. */
export function decisionsFor(
  kind: 'organisation',
  status: OrganisationState,
): { value: string; key: MessageKey }[];
export function decisionsFor(
  kind: 'assignment',
  status: AssignmentState,
  proposal?: 'pending' | 'returned',
): { value: string; key: MessageKey }[];
export function decisionsFor(
  kind: 'organisation' | 'assignment',
  status: OrganisationState | AssignmentState,
  proposal?: 'pending' | 'returned',
) {
  const possible =
    kind === 'organisation'
      ? (['approve', 'return', 'reject', 'suspend', 'lift'] as const).filter((move) =>
          mayMoveOrganisation(status as OrganisationState, move),
        )
      : (['approve', 'return', 'reject', 'suspend'] as const).filter(
          (move) => decidesProposal(proposal, move) || mayMoveAssignment(status as AssignmentState, move),
        );
  return possible.map((value) => ({ value, key: `moderation.decision.${value}` as const }));
}

export async function historyView(history: readonly DecisionDocument[], accounts: Pick<Accounts, 'many'>) {
  const nameOf = await namesOf(history, accounts);
  return history.map(({ at, by, decision, proposal, reasons, text, shown, revision }) => ({
    at,
    name: nameOf(by),
    key:
      proposal === true && decision !== 'suspend' && decision !== 'lift'
        ? (`moderation.decided.words.${decision}` as const)
        : (`moderation.decided.${decision}` as const),
    reasons: reasons.map((reason) => `taxonomies.returnReason.${reason}.sentence` as const),
    text,
    shown,
    revision,
  }));
}

/** What was sent to staff, newest first; `compare` is how the thing's words are shown. */
export async function revisionsView(
  revisions: readonly RevisionDocument[],
  accounts: Pick<Accounts, 'many'>,
  compare: (before: object, after: object) => Comparison,
) {
  const nameOf = await namesOf(revisions, accounts);
  return revisions.map(({ at, by, revision, words }) => ({
    at,
    name: nameOf(by),
    revision,
    words: compare(words, words).same,
  }));
}

/** What came after the words that were last decided on; nothing where they have not been decided on, or not changed since. */
export function sinceDecision(
  history: readonly DecisionDocument[],
  revisions: readonly RevisionDocument[],
  words: object,
  compare: (before: object, after: object) => Comparison,
): Comparison | undefined {
  const decided = revisions.find(({ revision }) => revision === history[0]?.revision);
  const comparison = decided && compare(decided.words, words);
  return comparison?.changed.length === 0 ? undefined : comparison;
}

export async function namesOf(rows: readonly { by: unknown }[], accounts: Pick<Accounts, 'many'>) {
  const people = await accounts.many([...new Set(rows.map(({ by }) => String(by)))]);
  const names = new Map(people.map((one) => [String(one._id), one.name]));
  return (by: unknown): string => names.get(String(by)) ?? '';
}
