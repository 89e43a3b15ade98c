// What routes ask before their handlers: is somebody signed in, and are they not asking too often.
import type { Request, RequestHandler } from 'express';
import type { Limits, LimitName } from '../platform/http/limits.ts';
import { seeOther } from '../platform/http/page.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { SignedIn } from './session.ts';

/** Sends a visitor to sign in, and from there back to the page they asked for; a form that was sent comes back to the page it stood on. */
export const signedIn: RequestHandler = (request, response, next) => {
  if (request.user !== undefined) {
    next();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    next(new Refused(403, 'errors.signIn'));
    return;
  }
  seeOther(response, `/sign-in?next=${encodeURIComponent(response.locals.path)}`);
};

/** For everybody else the pages of staff do not exist. Staff without a second factor sets it up first. */
export const staffOnly: RequestHandler = (request, response, next) => {
  if (request.user === undefined) signedIn(request, response, next);
  else if (request.user.mustTwoFactor) seeOther(response, '/account/two-factor');
  else next(request.user.isModerator ? undefined : missing());
};

/** The signed-in person of a route behind `signedIn`. */
export function actorOf(request: Request): SignedIn {
  if (request.user === undefined) throw new Refused(403, 'errors.signIn');
  return request.user;
}

/** Counts by person where somebody is signed in. */
export function limited(limits: Limits, name: LimitName): RequestHandler {
  return (request, _response, next) => {
    limits.count(name, request.user?.id ?? request.ip ?? '').then(() => {
      next();
    }, next);
  };
}
