// Who may see a picture and who decides on one. Whoever may change the assignment or the organisation may change its picture. Pure.
import type { MaybeActor } from '../accounts/actor.ts';
import { coordinates } from '../accounts/actor.ts';
import { allow, hidden, refuse } from '../platform/policy.ts';
import type { Verdict } from '../platform/policy.ts';
import type { PictureState } from './picture.state.ts';

export interface PictureCase {
  readonly organisation: string;
  readonly status: PictureState;
}

/** `isPublic`: everybody may open the page that it belongs to. */
export function maySeePicture(actor: MaybeActor, picture: PictureCase, isPublic: boolean): Verdict {
  if (isForAll(picture, isPublic)) return allow;
  return coordinates(actor, picture.organisation) || actor?.isModerator === true ? allow : hidden;
}

export function isForAll({ status }: PictureCase, isPublic: boolean): boolean {
  return status === 'approved' && isPublic;
}

export function mayDecidePicture(actor: MaybeActor, picture: PictureCase): Verdict {
  if (actor?.isModerator !== true) return hidden;
  if (coordinates(actor, picture.organisation)) return refuse('moderation.refused.own');
  return picture.status === 'waiting' ? allow : refuse('moderation.refused.decided', {}, 409);
}
