// A group of synonyms as a form: one word or phrase on each line.
import { z } from 'zod';
import { text, wholeNumber } from '../platform/http/fields.ts';
import { fault } from '../platform/http/form.ts';
import { longestPhrase, tellingWords } from '../search/engine/synonyms.ts';

const mostSynonyms = 20;
const longest = 60;
/** More than any group that is right: what is wrong in it is told line by line. */
const mostSigns = 2_000;

const PHRASE = /^\p{L}[\p{L}\p{M}\p{N} '’-]*$/u;

export const synonymForm = z.object({
  revision: wholeNumber({ min: 0, max: 1_000_000, empty: 0 }),
  words: text({ min: 1, max: mostSigns })
    .transform((typed) => {
      const lines = typed.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
      const byWord = new Map(lines.filter((line) => line !== '').map((line) => [line.toLowerCase(), line]));
      return [...byWord.values()];
    })
    .superRefine((words, context) => {
      const message = faultOf(words);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
});

export type SynonymInput = z.output<typeof synonymForm>;

function faultOf(words: readonly string[]): string | undefined {
  const odd = words.find((word) => !PHRASE.test(word));
  if (odd !== undefined) return fault('synonyms.form.letters', { word: odd });
  const long = words.find((word) => [...word].length > longest);
  if (long !== undefined) return fault('synonyms.form.long', { word: long, max: longest });
  const wordy = words.find((word) => tellingWords(word).length > longestPhrase);
  if (wordy !== undefined) return fault('synonyms.form.phrase', { word: wordy, max: longestPhrase });
  if (words.length < 2) return 'synonyms.form.two';
  return words.length > mostSynonyms ? fault('synonyms.form.many', { max: mostSynonyms }) : undefined;
}
