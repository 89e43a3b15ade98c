// Who may keep templates. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import { mayMoveTemplate } from './template.state.ts';
import type { TemplateMove, TemplateState } from './template.state.ts';

/** For everybody but staff the place where templates are kept does not exist; coordinators see them where they begin. */
export function mayKeepTemplates(actor: MaybeActor): Verdict {
  return actor?.isModerator === true ? allow : hidden;
}

export function mayMoveAsStaff(actor: MaybeActor, status: TemplateState, move: TemplateMove): Verdict {
  if (!mayKeepTemplates(actor).allowed) return hidden;
  return mayMoveTemplate(status, move) ? allow : refuse('moderation.refused.template', {}, 409);
}
