// What a saved form means for an assignment: new words go to review, the rest applies at once, places never go below those taken. Pure.
import type { AssignmentDocument, AssignmentFacts, AssignmentWords } from './assignment.model.ts';
import { assignmentTimes } from './assignment.times.ts';
import { wordFlags } from './assignment.words.ts';

export type AssignmentChange = Partial<AssignmentWords> &
  Partial<{ [K in keyof AssignmentFacts]: AssignmentFacts[K] | undefined }>;

export interface Plan {
  /** The assignment as it will be. */
  after: AssignmentDocument;
  set: Record<string, unknown>;
  unset: Record<string, 1>;
  /** Places that applications hold. */
  taken: number;
  /** True if the words were changed on something that staff has read or is about to. */
  toReview: boolean;
  /** True if those who come must be told. */
  movedInTimeOrPlace: boolean;
}

const words = [
  'title',
  'description',
  'easySummary',
  'gets',
  'firstTime',
  'requirements',
] as const satisfies (keyof AssignmentWords)[];

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

export function planChange(before: AssignmentDocument, change: AssignmentChange): Plan {
  const after = { ...before, ...change } as AssignmentDocument;
  const differs = (name: keyof AssignmentDocument): boolean =>
    JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const reworded = words.some(differs);
  const taken = before.places - before.others - before.free;
  const values = {
    ...change,
    ...assignmentTimes(after),
    free: after.places - after.others - taken,
    flags: wordFlags(after),
    revision: before.revision + (reworded ? 1 : 0),
    swept: false,
  };
  const entries = Object.entries(values);
  return {
    after,
    set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    unset: Object.fromEntries(entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1])),
    taken,
    toReview: reworded && ['published', 'paused', 'pending'].includes(before.status),
    movedInTimeOrPlace: before.publishedAt !== undefined && timeAndPlace.some(differs),
  };
}
