// Who may keep templates and synonyms. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { moveOf } from './kept.state.ts';
import type { KeptMove, KeptStates } from './kept.state.ts';

/** For everybody but staff the place where they are kept does not exist; coordinators see templates where they begin. */
export function mayKeep(actor: MaybeActor): Verdict {
  return actor?.isModerator === true ? allow : hidden;
}

/** Refused with `moved` where somebody else has made the move already. */
export function mayMoveKept(
  actor: MaybeActor,
  states: KeptStates,
  status: string,
  move: KeptMove,
  moved: MessageKey,
): Verdict {
  if (!mayKeep(actor).allowed) return hidden;
  return moveOf(states, move).from === status ? allow : refuse(moved, {}, 409);
}
