// What staff's pages show. Pure but for the names it is handed a way to look up.
import type { Accounts } from '../accounts/account.service.ts';
import { mayMoveAssignment } from '../assignments/assignment.state.ts';
import type { AssignmentState } from '../assignments/assignment.state.ts';
import { mayMoveOrganisation } from '../organisations/organisation.state.ts';
import type { OrganisationState } from '../organisations/organisation.state.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { ASSIGNMENT_RETURN_REASONS, ORGANISATION_RETURN_REASONS } from '../taxonomies/taxonomies.ts';
import type { DecisionDocument } from './decision.model.ts';
import type { QueueItem } from './moderation.service.ts';

export function queueView(items: readonly QueueItem[], now: Date) {
  return items.map((item) => ({
    dueAt: item.dueAt,
    late: item.dueAt < now,
    organisation: {
      id: String(item.organisation._id),
      name: item.organisation.name,
      flags: flagKeys(item.organisation.flags),
    },
    decidesOrganisation: item.decidesOrganisation,
    picture: item.picture,
    assignments: item.assignments.map(({ _id, title, flags, publishedAt }) => ({
      id: String(_id),
      title,
      flags: flagKeys(flags),
      changed: publishedAt !== undefined,
      kind: `moderation.queue.${publishedAt === undefined ? 'newAssignment' : 'changed'}` as const,
    })),
  }));
}

const flagNames = ['phone', 'spelledAddress', 'unusualNumber', 'first'] as const;

/** What to look twice at, in words: aids, never verdicts. */
export function flagKeys(flags: readonly string[]) {
  return flagNames.filter((name) => flags.includes(name)).map((name) => `moderation.flag.${name}` as const);
}

/** Where a thing in review stands: when it is due, whether that has passed, and what to look twice at. */
export function reviewView(
  thing: { status: string; dueAt?: Date | undefined; flags: readonly string[] },
  now: Date,
) {
  const dueAt = thing.status === 'pending' ? thing.dueAt : undefined;
  return { dueAt, late: dueAt !== undefined && dueAt < now, flags: flagKeys(thing.flags) };
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
): { value: string; key: MessageKey }[];
export function decisionsFor(
  kind: 'organisation' | 'assignment',
  status: OrganisationState | AssignmentState,
) {
  const possible =
    kind === 'organisation'
      ? (['approve', 'return', 'reject', 'suspend', 'lift'] as const).filter((move) =>
          mayMoveOrganisation(status as OrganisationState, move),
        )
      : (['approve', 'return', 'reject', 'suspend'] as const).filter((move) =>
          mayMoveAssignment(status as AssignmentState, move),
        );
  return possible.map((value) => ({ value, key: `moderation.decision.${value}` as const }));
}

export async function historyView(history: readonly DecisionDocument[], accounts: Pick<Accounts, 'many'>) {
  const people = new Map(
    (await accounts.many(history.map(({ by }) => String(by)))).map((one) => [String(one._id), one.name]),
  );
  return history.map(({ at, by, decision, reasons, text, shown, revision }) => ({
    at,
    name: people.get(String(by)) ?? '',
    key: `moderation.decided.${decision}` as const,
    reasons: reasons.map((reason) => `taxonomies.returnReason.${reason}.sentence` as const),
    text,
    shown,
    revision,
  }));
}
