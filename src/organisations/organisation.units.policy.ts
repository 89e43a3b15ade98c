// Several organisations may stand under one number: the association itself (unit '') and its local units, each by a name of its own. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import type { OrganisationState } from './organisation.state.ts';

/** What is told of one that holds the number. */
export interface Holder {
  readonly id: string;
  readonly unit: string;
  readonly status: OrganisationState;
}

/** Names of units are compared as people read them; the index does the same (collation sv, strength 2). */
export function isSameUnit(a: string, b: string): boolean {
  return a.localeCompare(b, 'sv', { sensitivity: 'accent' }) === 0;
}

/**
 * Why a number that others hold cannot be registered under this unit; undefined where it can. Whoever names no unit has first seen what
 * exists, and can then only be the association itself.
 */
export function unitFault(
  holders: readonly Holder[],
  unit: string,
  hasSeen: boolean,
): { field: 'number' | 'unit'; key: MessageKey } | undefined {
  if (holders.length === 0) return undefined;
  if (holders.some((holder) => isSameUnit(holder.unit, unit)))
    return unit === ''
      ? { field: 'number', key: 'organisations.number.exists' }
      : { field: 'unit', key: 'organisations.unit.exists' };
  return unit === '' && !hasSeen ? { field: 'number', key: 'organisations.number.units' } : undefined;
}

/** A coordinator of an approved organisation under the same number confirms a unit that waits for review. For others it does not exist. */
export function mayConfirmUnit(
  actor: MaybeActor,
  unit: Holder & { readonly isConfirmed: boolean },
  others: readonly Holder[],
): Verdict {
  const speaksForOther = others.some(
    ({ id, status }) => id !== unit.id && status === 'approved' && coordinates(actor, id),
  );
  if (unit.unit === '' || !speaksForOther) return hidden;
  return unit.status === 'pending' && !unit.isConfirmed
    ? allow
    : refuse('organisations.refused.changed', {}, 409);
}
