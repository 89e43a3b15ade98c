// A term: a word of an entry together with the language that it is read in. What it is found by follows from it alone. Pure.
import type { LanguageCode } from '../../taxonomies/taxonomies.ts';
import { partsOf } from './compounds.ts';
import type { Entry, EntryWords } from './entry.ts';
import { stemOf } from './stem.ts';
import type { Stem, StemLang } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { fold, wordsOf } from './text.ts';

/** Swedish, English, the names of the taxonomies (any of the two), or a language whose endings are not known. */
export type Tongue = 's' | 'e' | 'm' | 'o';
/** The tongue's letter and the word. */
export type Term = string;

/** One bit each, in the order of their weights. */
export const FIELDS = ['title', 'organisation', 'place', 'terms', 'easySummary', 'description'] as const;
export type Field = (typeof FIELDS)[number] & keyof EntryWords;

/** Where a beginning of two or three letters is looked for: in running text it would be anything. */
export const NAMED = 0b1111;
/** Running text is only this far an answer to what it says: more of it would only cost memory. */
const longestText = 20_000;

/** The terms of an entry, each with the bits of the fields that it is in. */
export function termsOf({ words, textLang }: Pick<Entry, 'words' | 'textLang'>): Map<Term, number> {
  const terms = new Map<Term, number>();
  FIELDS.forEach((field, place) => {
    const tongue = tongueOf(field, textLang);
    const isRunning = field === 'easySummary' || field === 'description';
    for (const word of wordsOf(words[field].slice(0, longestText))) {
      if (isRunning && stopWords.has(word)) continue;
      const term = tongue + word;
      terms.set(term, (terms.get(term) ?? 0) | (1 << place));
    }
  });
  return terms;
}

function tongueOf(field: Field, textLang: LanguageCode): Tongue {
  if (field === 'terms') return 'm';
  return field === 'title' || field === 'description' ? tongueOfText(textLang) : 's';
}

export function tongueOfText(lang: LanguageCode): Tongue {
  return lang === 'sv' ? 's' : lang === 'en' ? 'e' : 'o';
}

export const tongueOfTerm = (term: Term): Tongue => term[0] as Tongue;
export const wordOfTerm = (term: Term): string => term.slice(1);

const LANGS: Record<Tongue, readonly StemLang[]> = {
  s: ['sv'],
  e: ['en'],
  m: ['sv', 'en'],
  o: ['other'],
};
export const langsOf = (tongue: Tongue): readonly StemLang[] => LANGS[tongue];

/** All that a term is compared by. */
export interface TermFacts {
  readonly term: Term;
  readonly word: string;
  readonly folded: string;
  readonly stems: readonly (Stem & { readonly lang: StemLang })[];
  readonly parts: readonly Stem[];
}

export function factsOf(term: Term): TermFacts {
  const word = wordOfTerm(term);
  const tongue = tongueOfTerm(term);
  return {
    term,
    word,
    folded: fold(word),
    stems: langsOf(tongue).map((lang) => ({ lang, ...stemOf(word, lang) })),
    parts: tongue === 'e' || tongue === 'o' ? [] : partsOf(word),
  };
}
