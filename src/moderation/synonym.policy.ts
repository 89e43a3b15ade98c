// Who may keep synonyms. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { mayMoveSynonyms } from './synonym.state.ts';
import type { SynonymMove, SynonymState } from './synonym.state.ts';

/** For everybody but staff the place where they are kept does not exist. */
export function mayKeepSynonyms(actor: MaybeActor): Verdict {
  return actor?.isModerator === true ? allow : hidden;
}

export function mayMoveSynonymsAsStaff(actor: MaybeActor, status: SynonymState, move: SynonymMove): Verdict {
  if (!mayKeepSynonyms(actor).allowed) return hidden;
  return mayMoveSynonyms(status, move) ? allow : refuse('synonyms.refused.moved', {}, 409);
}
