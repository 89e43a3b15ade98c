// Who may ask for a copy of what is kept about them, and when. Pure.
import { day } from '../platform/clock.ts';
import { allow, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';

/** How long a copy can be fetched, and how long it is remembered that there was one. */
export const copyLifetime = 7 * day;
const copiesEvery = day;

/** `last` is the newest that was asked for: one at a time, and one a day. */
export function mayAskForCopy(
  last: { readonly askedAt: Date; readonly readyAt?: Date } | null,
  now: Date,
): Verdict {
  if (last === null) return allow;
  if (last.readyAt === undefined) return refuse('privacy.copy.refused.waiting', {}, 409);
  const isSoon = now.getTime() - last.askedAt.getTime() < copiesEvery;
  return isSoon ? refuse('privacy.copy.refused.soon', {}, 409) : allow;
}
