// Whether a watch wants an assignment: what the search itself would say, without mistyped words. Pure.
import { askedOf } from '../search/engine/asked.ts';
import type { Entry } from '../search/engine/entry.ts';
import type { Criteria } from '../search/engine/query.ts';
import { termsIn } from '../search/engine/relevance.ts';
import { answersText, fits } from '../search/engine/scan.ts';
import type { Synonyms } from '../search/engine/synonyms.ts';

/** One assignment, read once and held against many watches. */
export function matcherOf(entry: Entry, synonyms: Synonyms): (criteria: Criteria) => boolean {
  const terms = termsIn(entry);
  const answered = new Map<string, boolean>();
  const answers = (text: string): boolean => {
    const known = answered.get(text) ?? answersText(terms, askedOf(text, synonyms));
    answered.set(text, known);
    return known;
  };
  return (criteria) => fits(entry, criteria) && (criteria.text === '' || answers(criteria.text));
}
