// How well a word that is asked for answers to a term: in which way it is read, and how strong that is. Pure; the quick engine and the plain one share it.
//
// An answer is one number of 16 bits, its code, and 0 is none: the class · 4096, the fields in which the word itself is found · 64, and the
// fields in which it or something near it is.
//   class 3: as it is written: the word, its stem, a part of a joined word, a beginning, another word for it
//   class 2: without its marks: "koping" for "köping"
//   class 1: a letter or two wrong
// Near it are parts and beginnings, other words for it, and two letters wrong. Two answers are one: of the higher class, and of the
// same class with the fields of both, so that it does not matter in which order terms are looked at.
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
/** How soon more is no longer better (the k of BM25). */
const saturation = 8;
/** How much of the weight of a field is left for what is near the word. */
const nearness = 0.5;

/** By the fields of the word itself · 64 + those of what is near it: 0 to 1. */
const strengths = Float64Array.from({ length: 1 << (2 * FIELDS.length) }, (_, sets) => {
  const weight = FIELDS.reduce((sum, field, place) => {
    const isItself = (sets >> (place + FIELDS.length)) & 1;
    const isNear = (sets >> place) & 1;
    return sum + fieldWeights[field] * (isItself === 1 ? 1 : isNear * nearness);
  }, 0);
  return weight / (weight + saturation);
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

/** A way of reading a word: the class · 2, and 1 for the word itself. -1 is none; the greater is the better. */
export type Way = number;
const way = (class_: 1 | 2 | 3, isItself: boolean): Way => class_ * 2 + Number(isItself);

/** The word itself, another form of it, or a joined word that it is a part of. */
export function wayOf(wanted: Wanted, term: TermFacts): Way {
  let found = -1;
  for (const own of term.stems)
    if (wanted.langs.includes(own.lang) && wanted.stems[own.lang].key === own.key)
      found = Math.max(found, wayOfStem(wanted, own.lang, own));
  const { stem, key } = wanted.stems.sv;
  for (const part of term.parts) if (part.key === key) found = Math.max(found, wayOfPart(part.stem === stem));
  return found;
}

/** Of a term with the same key in that language. */
export function wayOfStem(wanted: Wanted, lang: StemLang, own: Stem): Way {
  return way(wanted.stems[lang].stem === own.stem ? 3 : 2, true);
}

/** Of a term that has a part with the same key. */
export function wayOfPart(isSameStem: boolean): Way {
  return way(isSameStem ? 3 : 2, false);
}

/** A longer word that begins so. */
export function wayOfBeginning(wanted: Wanted, term: Pick<TermFacts, 'word' | 'folded'>): Way {
  if (wanted.beginsIn === 0 || !term.folded.startsWith(wanted.folded)) return -1;
  return way(term.word.startsWith(wanted.word) ? 3 : 2, false);
}

export function wayOfMistake(wanted: Wanted, term: Pick<TermFacts, 'folded'>): Way {
  if (wanted.wrong === 0) return -1;
  const letters = lettersBetween(wanted.folded, term.folded, wanted.wrong);
  if (letters > wanted.wrong) return -1;
  return way(1, letters < 2);
}

export function codeOf(way: Way, fields: number): number {
  if (way < 0 || fields === 0) return 0;
  return ((way >> 1) << 12) | ((way & 1) * (fields << 6)) | fields;
}

/** What both say. Written out in the loops of the postings. */
export function together(one: number, other: number): number {
  return (one ^ other) < 4096 ? one | other : Math.max(one, other);
}

/** The answer to words that have to be there both: that of the weaker. */
export function weaker(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  const difference = (one >> 12) - (other >> 12) || strengthOf(one) - strengthOf(other) || one - other;
  return difference < 0 ? one : other;
}

/** The answer of something that stands for the word: near it. */
export function asNear(code: number): number {
  return code & ~(63 << 6);
}

export const strengthOf = (code: number): number => strengths[code & 4095] as number;

/** The fields that count for it. */
export const fieldsOfBeginning = (wanted: Wanted, fields: number): number => fields & wanted.beginsIn;

export const ALL_FIELDS = (1 << FIELDS.length) - 1;
