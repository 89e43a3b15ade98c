// What a session knows between the password and the second step, and since when it is sure who is there.
import type { Request, RequestHandler } from 'express';
import type { SessionData } from 'express-session';
import { minute } from '../platform/clock.ts';
import { seeOther } from '../platform/http/page.ts';
import type { SignedIn } from './session.ts';

/** Somebody has given the right password, and is nobody yet. */
export interface Waiting {
  person: string;
  epoch: number;
  until: string;
  /** Where they were going; a path of our own. */
  next: string;
}

declare module 'express-session' {
  interface SessionData {
    waiting?: Waiting;
    /** When the person of the session has last given the password again. */
    sure?: string;
  }
}

/** How long there is between the two steps. */
const waitingFor = 10 * minute;
/** How long after signing in, or giving the password again, nobody is asked for it. */
const sureFor = 10 * minute;

/** Takes the place of whatever the session was, under an id of its own. */
export async function waitForSecondStep(request: Request, user: SignedIn, next: string): Promise<void> {
  const until = new Date(nowOf(request).getTime() + waitingFor).toISOString();
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('The session was not kept'));
      else resolve();
    });
  });
  request.session.cookie.maxAge = waitingFor;
  request.session.waiting = { person: user.id, epoch: user.epoch, until, next };
}

/** Null where nobody has given a password, or too long ago. */
export function waitingIn(request: Request): Waiting | null {
  const { waiting } = request.session;
  return waiting !== undefined && new Date(waiting.until) > nowOf(request) ? waiting : null;
}

export function becomeSure(request: Request): void {
  request.session.sure = nowOf(request).toISOString();
}

export function isSure({ since, sure }: Pick<SessionData, 'since' | 'sure'>, now: Date): boolean {
  return [since, sure].some((at) => at !== undefined && now.getTime() - Date.parse(at) < sureFor);
}

/** What makes an account less safe is done only by who has just shown who they are; others are asked for the password. */
export const sureOnly: RequestHandler = (request, response, next) => {
  if (isSure(request.session, nowOf(request))) next();
  else seeOther(response, '/account/two-factor');
};

function nowOf(request: Request): Date {
  return request.res?.locals.now ?? new Date();
}
