// What an assignment must hold before staff can read it, and what in its words staff should look at. Pure.
import { hasPlaceholder } from '../../public/js/assignment-facts.js';
import { checkText } from '../moderation/text-check.ts';
import { stockholmDate } from '../platform/stockholm.ts';
import type { AssignmentDocument, AssignmentWords } from './assignment.model.ts';

export interface MissingPart {
  /** Step of the form, 1–4, and the field in it. */
  step: number;
  field: string;
  key:
    | 'assignments.missing.text'
    | 'assignments.missing.choice'
    | 'assignments.missing.time'
    | 'assignments.missing.place'
    | 'assignments.missing.past'
    | 'assignments.missing.placeholder';
}

type Checked = Omit<AssignmentDocument, '_id' | 'organisation' | 'contact'>;

export function missingParts(assignment: Checked, now: Date): MissingPart[] {
  const parts: MissingPart[] = [];
  const today = stockholmDate(now);
  if (assignment.description === '')
    parts.push({ step: 1, field: 'description', key: 'assignments.missing.text' });
  if (assignment.causes.length === 0)
    parts.push({ step: 1, field: 'causes', key: 'assignments.missing.choice' });
  if (assignment.timing === 'dates' && assignment.dates.length === 0)
    parts.push({ step: 2, field: 'dates.0.date', key: 'assignments.missing.time' });
  if (assignment.timing === 'weekly' && assignment.slots.length === 0)
    parts.push({ step: 2, field: 'slots.0.day', key: 'assignments.missing.time' });
  if (assignment.where !== 'remote' && assignment.municipality === undefined)
    parts.push({ step: 2, field: 'municipality', key: 'assignments.missing.place' });
  const last =
    assignment.dates
      .map((occasion) => occasion.date)
      .sort()
      .at(-1) ?? assignment.endsOn;
  const over = last !== undefined && last < today;
  const whereOver = assignment.timing === 'dates' ? 'dates.0.date' : 'endsOn';
  const late = assignment.applyBy !== undefined && assignment.applyBy < today;
  if (over || late)
    parts.push({ step: 2, field: over ? whereOver : 'applyBy', key: 'assignments.missing.past' });
  if (assignment.template !== undefined) parts.push(...leftFromTemplate(assignment));
  return parts;
}

/** Words that the template has asked to replace, each at its field. */
function leftFromTemplate(assignment: Checked): MissingPart[] {
  const key = 'assignments.missing.placeholder' as const;
  const fields = ['title', 'description', 'easySummary', 'firstTime', 'gets'] as const;
  return fields
    .filter((field) => hasPlaceholder(assignment[field]))
    .map((field) => ({ step: 1, field, key }));
}

export function wordsOf(thing: AssignmentWords): AssignmentWords {
  const { title, description, easySummary, gets, firstTime, requirements } = thing;
  return { title, description, easySummary, gets, firstTime, requirements };
}

/** Codes for staff; aids, never verdicts. */
export function wordFlags(words: AssignmentWords): string[] {
  const texts = Object.values(wordsOf(words) as unknown as Record<string, string | string[]>).flat();
  const warned = texts.flatMap((text) => checkText(text).warned.map((finding) => finding.kind));
  return [...new Set(warned)].sort();
}
