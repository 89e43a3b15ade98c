// What a saved form means for an assignment: words that staff has approved stay until it has approved the new ones, the rest applies at
// once, places never go below those taken. Pure.
import { latestWords } from '../moderation/proposal.state.ts';
import type { Proposal } from '../moderation/proposal.state.ts';
import type { AssignmentDocument, AssignmentFacts, AssignmentWords } from './assignment.model.ts';
import { assignmentTimes, calendarIdsOf } from './assignment.times.ts';
import { wordFlags, wordsOf } from './assignment.words.ts';

export type AssignmentChange = Partial<AssignmentWords> &
  Partial<{ [K in keyof AssignmentFacts]: AssignmentFacts[K] | undefined }>;

/** When words were sent to staff, and until when they are read. */
export type Submitted = Pick<Proposal<AssignmentWords>, 'submittedAt' | 'dueAt'>;

export interface Plan {
  /** The assignment as it will be once its words are approved. */
  after: AssignmentDocument;
  set: Record<string, unknown>;
  unset: Record<string, 1>;
  /** Places that applications hold. */
  taken: number;
  free: number;
  /** The new revision, if words go to staff. */
  toReview: number | undefined;
  /** True if the words are the approved ones again, so that staff has nothing left to read. */
  withdrawn: boolean;
  /** Time and place as they were, if they have changed for those who come. */
  movedFrom: TimeAndPlace | undefined;
}

const timeAndPlace = [
  'timing',
  'dates',
  'slots',
  'startsOn',
  'endsOn',
  'where',
  'address',
  'municipality',
  'place',
] as const satisfies (keyof AssignmentFacts)[];

export type TimeAndPlace = Pick<AssignmentFacts, (typeof timeAndPlace)[number]>;

export function planChange(before: AssignmentDocument, given: AssignmentChange, submitted: Submitted): Plan {
  const change = withoutSheltered(before, given);
  const latest = latestWords<AssignmentWords, AssignmentDocument>(before);
  const after = { ...latest, ...change } as AssignmentDocument;
  const words = wordsOf(after);
  const facts = Object.fromEntries(Object.entries(change).filter(([name]) => !(name in words)));
  const reworded = isOther(words, wordsOf(latest));
  const revision = before.revision + (reworded ? 1 : 0);
  const taken = before.places - before.others - before.free;
  const free = after.places - after.others - taken;
  const worded = reworded ? wordValues(before, words, revision, submitted) : {};
  const isMoved =
    before.publishedAt !== undefined && timeAndPlace.some((name) => isOther(before[name], after[name]));
  const values = {
    ...facts,
    ...assignmentTimes(after),
    ...worded,
    ...(isMoved ? calendarValues(before, after) : {}),
    free,
    revision,
    swept: false,
  };
  const entries = Object.entries(values);
  return {
    after,
    set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    unset: Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1])),
    taken,
    free,
    toReview: worded.submittedAt !== undefined || worded.proposed !== undefined ? revision : undefined,
    withdrawn: before.proposed?.status === 'pending' && reworded && worded.proposed === undefined,
    movedFrom: isMoved ? timeAndPlaceOf(before, after) : undefined,
  };
}

/** What is not approved yet is changed as it is; what is approved stays, with the new words beside it. */
function wordValues(
  before: AssignmentDocument,
  words: AssignmentWords,
  revision: number,
  submitted: Submitted,
): Partial<AssignmentWords & Submitted> & {
  flags?: string[];
  proposed?: AssignmentDocument['proposed'] | undefined;
} {
  const flags = wordFlags(words);
  if (before.approvedRevision === undefined)
    return { ...words, flags, ...(before.status === 'pending' ? submitted : {}) };
  const proposed: Proposal<AssignmentWords> = { words, revision, status: 'pending', ...submitted, flags };
  return { proposed: isOther(words, wordsOf(before)) ? proposed : undefined };
}

/** What becomes of new words: they take the place of the approved ones, wait to be corrected, or are gone. */
export function proposalUpdate(
  { words, revision, flags }: NonNullable<AssignmentDocument['proposed']>,
  decision: 'approve' | 'return' | 'reject' | 'suspend',
) {
  if (decision === 'return') return { $set: { 'proposed.status': 'returned' } };
  const approved = { ...words, flags, approvedRevision: revision };
  return { ...(decision === 'approve' ? { $set: approved } : {}), $unset: { proposed: 1 } };
}

/** As they were; of a place that has become sheltered the address is not kept here either. */
function timeAndPlaceOf(before: AssignmentDocument, after: AssignmentDocument): TimeAndPlace {
  const known = timeAndPlace.filter(
    (name) => before[name] !== undefined && !(name === 'address' && after.addressShown === 'never'),
  );
  return Object.fromEntries(known.map((name) => [name, before[name]])) as unknown as TimeAndPlace;
}

/** A calendar takes an event for a newer one by its number, and forgets what it is not told of only if that is called off. */
function calendarValues(before: AssignmentDocument, after: AssignmentDocument) {
  const known = [...(before.calendarIds ?? []), ...calendarIdsOf(before), ...calendarIdsOf(after)];
  return { calendarSequence: (before.calendarSequence ?? 0) + 1, calendarIds: [...new Set(known)] };
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** Of a sheltered place nothing but the municipality is ever stored. */
function withoutSheltered(before: AssignmentDocument, given: AssignmentChange): AssignmentChange {
  const isSheltered = ('addressShown' in given ? given : before).addressShown === 'never';
  return isSheltered ? { ...given, address: undefined, place: undefined, point: undefined } : given;
}
