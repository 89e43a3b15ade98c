// What an association wrote in easy Swedish, for whoever reads the pages in it: there it comes before everything else. Pure.
import type { Language } from '../platform/i18n/languages.ts';
import type { AssignmentDocument } from './assignment.model.ts';

type Easy = Pick<AssignmentDocument, 'easySummary'>;

/** In characters: about four lines of a card. */
const opening = 160;

export function easyFirst({ easySummary }: Easy, lang: Language): boolean {
  return lang === 'latt' && easySummary.trim() !== '';
}

/** Whole sentences, as many as a card has room for, and at least one. */
export function easyOpening(assignment: Easy, lang: Language): string | undefined {
  if (!easyFirst(assignment, lang)) return undefined;
  const [first = '', ...more] = assignment.easySummary
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]) /);
  let text = first;
  for (const sentence of more) {
    if (text.length + 1 + sentence.length > opening) break;
    text += ` ${sentence}`;
  }
  return text;
}
