// Which words of a shown text answer what was asked, by the same ways of reading as the search itself. Pure.
import type { LanguageCode } from '../../taxonomies/taxonomies.ts';
import { askedOf } from './asked.ts';
import type { AskedWord, Reading } from './asked.ts';
import { fieldsOfBeginning, wayOf, wayOfBeginning, wayOfMistake } from './match.ts';
import type { Synonyms } from './synonyms.ts';
import { FIELDS, factsOf, tongueOfText } from './term.ts';
import type { Field, TermFacts } from './term.ts';
import { placesOf } from './text.ts';

export interface Segment {
  readonly text: string;
  readonly isMarked: boolean;
}

/** The whole text (composed, NFC) in pieces. */
export type Marker = (text: string, lang: LanguageCode, field: Field) => Segment[];

interface Verdict {
  readonly facts: TermFacts;
  readonly answers: boolean;
  /** It is a part of these, which only answer where all of their words are in the text. */
  readonly partOf: readonly Reading[];
}

/** For the texts of one answer; `mistyped` are the words that it says were also read so. What is known of a word is kept for the next text. */
export function createMarker(asked: string, synonyms?: Synonyms, mistyped: readonly string[] = []): Marker {
  const words = askedOf(asked, synonyms);
  const known = new Map<string, Verdict>();

  function verdictOn(term: string, field: Field): Verdict {
    const key = field + term;
    let verdict = known.get(key);
    if (verdict === undefined) {
      const facts = factsOf(term);
      const own = 1 << FIELDS.indexOf(field);
      const isPart = (all: Reading) => all.length > 1 && all.some((one) => wayOf(one, facts) >= 0);
      verdict = {
        facts,
        answers: words.some((word) => answers(word, facts, own, mistyped)),
        partOf: words.flatMap(({ readings }) => readings.filter(isPart)),
      };
      known.set(key, verdict);
    }
    return verdict;
  }

  return (text, lang, field) => {
    const composed = text.normalize('NFC');
    const tongue = tongueOfText(lang);
    const places = words.length === 0 ? [] : placesOf(composed).filter(({ word }) => word !== '');
    const verdicts = places.map(({ word }) => verdictOn(tongue + word, field));
    const isHere = (all: Reading) => all.every((one) => verdicts.some(({ facts }) => wayOf(one, facts) >= 0));
    const whole = new Set([...new Set(verdicts.flatMap(({ partOf }) => partOf))].filter(isHere));
    const segments: Segment[] = [];
    let from = 0;
    places.forEach(({ from: start, to }, place) => {
      const verdict = verdicts[place];
      if (verdict?.answers !== true && verdict?.partOf.some((one) => whole.has(one)) !== true) return;
      if (start > from) segments.push({ text: composed.slice(from, start), isMarked: false });
      segments.push({ text: composed.slice(start, to), isMarked: true });
      from = to;
    });
    if (from < composed.length) segments.push({ text: composed.slice(from), isMarked: false });
    return segments;
  };
}

/** By itself, in a field with that bit. */
function answers(asked: AskedWord, term: TermFacts, field: number, mistyped: readonly string[]): boolean {
  if (wayOf(asked, term) >= 0) return true;
  if (fieldsOfBeginning(asked, field) !== 0 && wayOfBeginning(asked, term) >= 0) return true;
  if (mistyped.includes(asked.word) && wayOfMistake(asked, term) >= 0) return true;
  return asked.readings.some((all) => {
    const [only] = all;
    return all.length === 1 && only !== undefined && wayOf(only, term) >= 0;
  });
}
