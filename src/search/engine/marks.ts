// Which words of a shown text answer what was asked, by the same ways of reading as the search itself. Pure.
import type { LanguageCode } from '../../taxonomies/taxonomies.ts';
import { askedOf } from './asked.ts';
import type { AskedWord } from './asked.ts';
import { wayOf, wayOfBeginning, wayOfMistake } from './match.ts';
import type { Synonyms } from './synonyms.ts';
import { factsOf, tongueOfText } from './term.ts';
import type { TermFacts } from './term.ts';
import { placesOf } from './text.ts';

export interface Segment {
  readonly text: string;
  readonly isMarked: boolean;
}

export interface Marked {
  readonly text: string;
  readonly lang: LanguageCode;
  /** What was asked. */
  readonly asked: string;
  readonly synonyms?: Synonyms;
  /** The words that the answer says were also read as mistyped. */
  readonly mistyped?: readonly string[];
}

/** The whole text (composed, NFC) in pieces. */
export function marks({ text, lang, asked, synonyms, mistyped = [] }: Marked): Segment[] {
  const composed = text.normalize('NFC');
  const words = askedOf(asked, synonyms);
  const segments: Segment[] = [];
  let from = 0;
  if (words.length > 0) {
    const tongue = tongueOfText(lang);
    const places = placesOf(composed).filter(({ word }) => word !== '');
    const terms = places.map(({ word }) => factsOf(tongue + word));
    const known = new Map<string, boolean>();
    places.forEach(({ word, from: start, to }, place) => {
      let is = known.get(word);
      if (is === undefined) {
        is = words.some((one) => answers(one, terms[place] as TermFacts, terms, mistyped));
        known.set(word, is);
      }
      if (!is) return;
      if (start > from) segments.push({ text: composed.slice(from, start), isMarked: false });
      segments.push({ text: composed.slice(start, to), isMarked: true });
      from = to;
    });
  }
  if (from < composed.length) segments.push({ text: composed.slice(from), isMarked: false });
  return segments;
}

/** Words that only stand for another together are marked where all of them are in the text. */
function answers(
  asked: AskedWord,
  term: TermFacts,
  terms: readonly TermFacts[],
  mistyped: readonly string[],
): boolean {
  if (wayOf(asked, term) >= 0 || wayOfBeginning(asked, term) >= 0) return true;
  if (mistyped.includes(asked.word) && wayOfMistake(asked, term) >= 0) return true;
  return asked.readings.some(
    (all) =>
      all.some((one) => wayOf(one, term) >= 0) &&
      (all.length === 1 || all.every((one) => terms.some((other) => wayOf(one, other) >= 0))),
  );
}
