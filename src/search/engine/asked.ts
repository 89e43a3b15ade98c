// From what somebody typed to what is looked for: which words, and in what other ways each may be read. Pure.
import { stemOf } from './stem.ts';
import type { Stem, StemLang } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { ALL_FIELDS } from './match.ts';
import { NAMED } from './term.ts';
import type { Wanted } from './match.ts';
import { noSynonyms } from './synonyms.ts';
import type { Synonyms } from './synonyms.ts';
import { fold, wordsOf } from './text.ts';

export const longestQuery = 200;
export const mostWords = 10;
const mostReadings = 48;
/** What is left of less without its ending may be anything. */
const shortestPart = 3;

/** Other words that stand for it when all of them are there. */
export type Reading = readonly Wanted[];

export interface AskedWord extends Wanted {
  readonly readings: readonly Reading[];
}

/** Every word has to be answered. None is asked for by an empty text. */
export function askedOf(text: string, synonyms: Synonyms = noSynonyms): AskedWord[] {
  const all = wordsOf(text.slice(0, longestQuery));
  const telling = all.filter((word) => !stopWords.has(word));
  const words = [...new Set(telling.length > 0 ? telling : all)].slice(0, mostWords);
  return words.map((word, place) => ({
    ...wanted(word, place === words.length - 1),
    readings: [
      ...joinedReadings(words, place),
      ...synonymReadings(words, place, synonyms),
      ...splitReadings(word),
    ].slice(0, mostReadings),
  }));
}

const everyLang: readonly StemLang[] = ['sv', 'en', 'other'];
/** Only Swedish joins words. */
const swedish: readonly StemLang[] = ['sv'];
const none: Stem = { stem: '', key: '' };

function wanted(word: string, isLast: boolean, langs = everyLang): Wanted {
  const folded = fold(word);
  const stemIn = (lang: StemLang) => (langs.includes(lang) ? stemOf(word, lang) : none);
  return {
    word,
    folded,
    langs,
    stems: { sv: stemIn('sv'), en: stemIn('en'), other: stemIn('other') },
    beginsIn: beginsIn(word, folded, isLast),
    wrong: wrongLetters(folded),
  };
}

/** The last word may still be being typed; the others are beginnings only from four letters, as Swedish joins words. */
function beginsIn(word: string, folded: string, isLast: boolean): number {
  if (word.length < (isLast ? 2 : 4) || folded === '') return 0;
  return folded.length < 4 ? NAMED : ALL_FIELDS;
}

function wrongLetters(folded: string): 0 | 1 | 2 {
  if (folded.length < 4 || folded.length > 40 || /\d/.test(folded)) return 0;
  return folded.length < 8 ? 1 : 2;
}

/** "språk kafé" is also "språkkafé", for either of the two. */
function joinedReadings(words: readonly string[], place: number): Reading[] {
  const own = words[place] ?? '';
  const pairs: string[] = [];
  for (const [one, other] of [
    [words[place - 1], own],
    [own, words[place + 1]],
  ])
    if (one !== undefined && other !== undefined) pairs.push(one + other, `${one}s${other}`);
  return pairs.map((word) => [whole(word, swedish)]);
}

/** "språkkafé" is also "språk" and "kafé", with or without the s between. */
function splitReadings(word: string): Reading[] {
  if (word.length < 7 || word.length > 40) return [];
  const readings: Reading[] = [];
  for (let end = 3; end <= word.length - 3; end += 1) {
    const [one, other] = [word.slice(0, end), word.slice(end)];
    const heads = one.length > 3 && one.endsWith('s') ? [one, one.slice(0, -1)] : [one];
    for (const head of heads) {
      if (stopWords.has(head) || stopWords.has(other)) continue;
      const both = [whole(head, swedish), whole(other, swedish)];
      if (both.every(({ stems }) => stems.sv.key.length >= shortestPart)) readings.push(both);
    }
  }
  return readings;
}

function synonymReadings(words: readonly string[], place: number, synonyms: Synonyms): Reading[] {
  return synonyms.of(words, place).map((phrase) => phrase.map((word) => whole(word)));
}

/** A word that was not typed: neither a beginning nor mistyped. */
function whole(word: string, langs = everyLang): Wanted {
  return { ...wanted(word, false, langs), beginsIn: 0, wrong: 0 };
}
