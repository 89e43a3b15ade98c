// How well a word that is asked for answers to a term: in which way it is read, and how strong that is. Pure; the quick engine and the plain one share it.
//
// An answer is one number, its code: (2 - class) · 64 + strength. Higher is better, and 0 is none.
//   class 0: as it is written: the word, its stem, a part of a joined word, a beginning, another word for it
//   class 1: without its marks: "koping" for "köping"
//   class 2: a letter or two wrong
// The strength (1 to 63) is that of the fields that the term is in, times that of the way.
import { lettersBetween } from './distance-of-words.ts';
import type { Stem, StemLang } from './stem.ts';
import { FIELDS } from './term.ts';
import type { Field, TermFacts } from './term.ts';

/** A word in a title says more of what something is than one in its text. */
const fieldWeights: Record<Field, number> = {
  title: 8,
  organisation: 5,
  place: 5,
  terms: 4,
  easySummary: 2,
  description: 1,
};
/** How soon more is no longer better (the k of BM25): a title alone gives two thirds of the most. */
const saturation = 4;

/** In sixteenths. */
export const WAYS = {
  same: 16,
  stem: 15,
  part: 11,
  beginning: 10,
  otherWord: 12,
  joined: 10,
  oneLetter: 16,
  twoLetters: 12,
};

/** By the bits of the fields. */
const strengths = Uint8Array.from({ length: 1 << FIELDS.length }, (_, mask) => {
  const weight = FIELDS.reduce((sum, field, place) => sum + ((mask >> place) & 1) * fieldWeights[field], 0);
  return Math.round((63 * weight) / (weight + saturation));
});

/** What is looked for: a word, as each language reads it. */
export interface Wanted {
  readonly word: string;
  readonly folded: string;
  /** The languages that it is read in; Swedish always, and the stems of the others are empty. */
  readonly langs: readonly StemLang[];
  readonly stems: Readonly<Record<StemLang, Stem>>;
  /** It may be the beginning of a longer word, and is then looked for in these fields. */
  readonly beginsIn: number;
  /** How many letters may be wrong. */
  readonly wrong: 0 | 1 | 2;
}

/** A way of reading a word and how much it counts: the class · 256 + sixteenths. -1 is none. */
export type Way = number;
const way = (class_: 0 | 1 | 2, factor: number): Way => class_ * 256 + factor;

/** The word itself, another form of it, or a joined word that it is a part of. */
export function wayOf(wanted: Wanted, term: TermFacts): Way {
  let found = -1;
  for (const own of term.stems)
    if (wanted.langs.includes(own.lang) && wanted.stems[own.lang].key === own.key)
      found = better(found, wayOfStem(wanted, term.word, own.lang, own));
  const { stem, key } = wanted.stems.sv;
  for (const part of term.parts) if (part.key === key) found = better(found, wayOfPart(part.stem === stem));
  return found;
}

/** Of a term with the same key in that language. */
export function wayOfStem(wanted: Wanted, word: string, lang: StemLang, own: Stem): Way {
  if (wanted.word === word) return way(0, WAYS.same);
  return wanted.stems[lang].stem === own.stem ? way(0, WAYS.stem) : way(1, WAYS.same);
}

/** Of a term that has a part with the same key. */
export function wayOfPart(isSameStem: boolean): Way {
  return way(isSameStem ? 0 : 1, WAYS.part);
}

/** A longer word that begins so. */
export function wayOfBeginning(wanted: Wanted, term: Pick<TermFacts, 'word' | 'folded'>): Way {
  if (wanted.beginsIn === 0 || !term.folded.startsWith(wanted.folded)) return -1;
  return way(term.word.startsWith(wanted.word) ? 0 : 1, WAYS.beginning);
}

export function wayOfMistake(wanted: Wanted, term: Pick<TermFacts, 'folded'>): Way {
  if (wanted.wrong === 0) return -1;
  const letters = lettersBetween(wanted.folded, term.folded, wanted.wrong);
  if (letters > wanted.wrong) return -1;
  return way(2, letters < 2 ? WAYS.oneLetter : WAYS.twoLetters);
}

export function codeOf(way: Way, fields: number): number {
  if (way < 0 || fields === 0) return 0;
  return scaled((2 - (way >> 8)) * 64 + (strengths[fields] as number), way & 255);
}

/** The code of what is read in another way once more. */
export function scaled(code: number, sixteenths: number): number {
  return (code & ~63) | Math.max(1, ((code & 63) * sixteenths) >> 4);
}

/** The fields that count for it. */
export const fieldsOfBeginning = (wanted: Wanted, fields: number): number => fields & wanted.beginsIn;

export const ALL_FIELDS = (1 << FIELDS.length) - 1;

function better(one: Way, other: Way): Way {
  if (one < 0) return other;
  const isBetter = other >> 8 < one >> 8 || (other >> 8 === one >> 8 && (other & 255) > (one & 255));
  return isBetter ? other : one;
}
