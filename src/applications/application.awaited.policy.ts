// What an offer waits for before it can become a match: the consent of a guardian, a record extract; and what that does to its clock. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { stockholmDate } from '../platform/stockholm.ts';
import type { ApplicationDocument, RecordExtract } from './application.model.ts';
import { offerExpiry } from './application.state.ts';

/** `extractAgain`: one was shown, and is older than a year by now. */
export type Due = 'consent' | 'extract' | 'extractAgain';

/** Of an application: whether a consent is needed and given, an extract asked for and shown. */
export interface Needs {
  readonly consent?: { readonly givenAt?: Date | undefined } | undefined;
  readonly extract?: { readonly shownOn?: string | undefined } | undefined;
}

type Asking = Partial<Pick<AssignmentDocument, 'recordExtract'>>;
type Offered = Pick<ApplicationDocument, 'status' | 'offeredAt' | 'awaitedSince' | 'awaitedUntil'> & Needs;

/** What is still awaited. What the assignment no longer asks for is not. */
export function dueOf({ consent, extract }: Needs, { recordExtract }: Asking, now: Date): Due[] {
  const due: Due[] = [];
  if (consent !== undefined && consent.givenAt === undefined) due.push('consent');
  if (extract !== undefined && recordExtract === true) {
    if (extract.shownOn === undefined) due.push('extract');
    else if (!isFresh(extract.shownOn, now)) due.push('extractAgain');
  }
  return due;
}

/** Whether this person is asked for an extract, if they are offered a place: nobody under 15 has one. */
export function asksExtract({ recordExtract }: Asking, consent: { isUnder15: boolean } | undefined): boolean {
  return recordExtract === true && consent?.isUnder15 !== true;
}

/** A day that is not to come, and at most a year ago. */
export function isFresh(shownOn: string, now: Date): boolean {
  const today = stockholmDate(now);
  return shownOn <= today && shownOn >= yearBefore(today);
}

export function yearBefore(date: string): string {
  return `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
}

/** Whole years on that day. */
export function ageOn(date: string, born: string): number {
  const years = Number(date.slice(0, 4)) - Number(born.slice(0, 4));
  return date.slice(5) < born.slice(5) ? years - 1 : years;
}

/** What an offer made now stores: when it was made and ends, and what is asked for and awaited from now on. */
export function offered(
  now: Date,
  assignment: Pick<AssignmentDocument, 'recordExtract' | 'beginsAt'>,
  { consent }: Pick<ApplicationDocument, 'consent'>,
): Partial<ApplicationDocument> {
  const extract: RecordExtract | undefined = asksExtract(assignment, consent) ? { askedAt: now } : undefined;
  const awaits = dueOf({ consent, extract }, assignment, now).length > 0;
  return {
    offeredAt: now,
    expiresAt: offerExpiry(now, assignment.beginsAt, awaits ? {} : undefined),
    ...(extract === undefined ? {} : { extract }),
    ...(awaits ? { awaitedSince: now } : {}),
  };
}

/** Once nothing is awaited any more the clock of the offer runs on. */
export function runsOn(
  after: Offered,
  assignment: Pick<AssignmentDocument, 'recordExtract' | 'beginsAt'>,
  now: Date,
): Pick<ApplicationDocument, 'awaitedUntil' | 'expiresAt'> | undefined {
  const { status, offeredAt, awaitedSince, awaitedUntil } = after;
  if (status !== 'offered' || offeredAt === undefined) return undefined;
  if (awaitedSince === undefined || awaitedUntil !== undefined) return undefined;
  if (dueOf(after, assignment, now).length > 0) return undefined;
  return { awaitedUntil: now, expiresAt: offerExpiry(offeredAt, assignment.beginsAt, { until: now }) };
}
