// Refuses a change that another site asks for (cross-site request forgery): Fetch Metadata first, else Origin; SameSite=Lax stands behind.
import type { RequestHandler } from 'express';
import { Refused } from '../refused.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `authorised` are the paths whose forms come from elsewhere, and prove in another way that they may. */
export function sameOrigin(baseUrl: string, authorised?: RegExp): RequestHandler {
  return (request, _response, next) => {
    if (reading.has(request.method) || authorised?.test(request.path) === true) {
      next();
      return;
    }
    const site = request.get('sec-fetch-site');
    const own =
      site !== undefined ? site === 'same-origin' || site === 'none' : request.get('origin') === baseUrl;
    next(own ? undefined : new Refused(403, 'errors.origin'));
  };
}
