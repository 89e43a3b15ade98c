// What policies answer, as one word or one line, and the people whom they are asked about: all in relation to the organisation "the club".
import type { MaybeActor } from '../../src/accounts/actor.ts';
import type { Verdict } from '../../src/platform/policy.ts';

export const coordinator = { id: 'karin', isModerator: false, organisations: ['the club'] };
export const otherCoordinator = { id: 'olle', isModerator: false, organisations: ['another club'] };
export const moderator = { id: 'johan', isModerator: true, organisations: [] };
/** Staff who also coordinates it. */
export const both = { id: 'mia', isModerator: true, organisations: ['the club'] };
export const person = { id: 'amina', isModerator: false, organisations: [] };

export const PEOPLE = { coordinator, otherCoordinator, moderator, both, person, visitor: null } as const;
export type Who = keyof typeof PEOPLE;

export const HIDDEN = '404 errors.404.text';

export function answer(verdict: Verdict): string {
  return verdict.allowed ? 'yes' : `${verdict.status} ${verdict.key}`;
}

/** What everybody is answered, for a table to compare with. */
export function answers(ask: (actor: MaybeActor) => Verdict): Record<Who, string> {
  const all = Object.entries(PEOPLE).map(([who, actor]) => [who, answer(ask(actor))]);
  return Object.fromEntries(all) as Record<Who, string>;
}

/** The same answer for all but those who are named. */
export function everybody(given: string, but: Partial<Record<Who, string>> = {}): Record<Who, string> {
  const all = Object.keys(PEOPLE).map((who) => [who, given]);
  return { ...(Object.fromEntries(all) as Record<Who, string>), ...but };
}
