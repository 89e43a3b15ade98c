// Who may look at a person's page, and how long one look lasts. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { minute } from '../platform/clock.ts';
import { allow, hidden } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';

/** So long the page may be opened again before staff is asked anew why. */
export const lookLasts = 15 * minute;

export function mayLook(actor: MaybeActor): Verdict {
  return actor?.isModerator === true ? allow : hidden;
}
