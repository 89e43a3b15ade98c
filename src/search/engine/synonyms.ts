// Words that are said for each other, in groups: "läxhjälp", "läxläsning", "homework help". Pure: the groups are handed in.
import { stemOf } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { wordsOf } from './text.ts';

export type SynonymGroup = readonly string[];

export interface Synonyms {
  /** The other phrases of the groups that have a phrase of which the word at that place is a part, each as its words. */
  of(words: readonly string[], place: number): readonly (readonly string[])[];
  /** The words of all groups that have a phrase of which every word is there: by these may be asked for what has it. */
  around(isThere: (word: string) => boolean): readonly string[];
}

interface Phrase {
  readonly words: readonly string[];
  readonly keys: readonly string[];
  readonly group: number;
}

/** Words of a phrase, small ones apart; what comes after them is not looked at. */
export const longestPhrase = 4;

export const noSynonyms: Synonyms = { of: () => [], around: () => [] };

export function synonymsOf(groups: readonly SynonymGroup[]): Synonyms {
  const phrases = groups.map((group, place) =>
    group.flatMap((text): Phrase[] => {
      const words = tellingWords(text).slice(0, longestPhrase);
      return words.length === 0 ? [] : [{ words, keys: words.map(keyOf), group: place }];
    }),
  );
  const byFirst = Map.groupBy(phrases.flat(), ({ keys }) => keys[0] ?? '');

  function at(words: readonly string[], start: number): readonly Phrase[] {
    const word = words[start];
    if (word === undefined) return [];
    return (byFirst.get(keyOf(word)) ?? []).filter(({ keys }) =>
      keys.every((key, i) => words[start + i] !== undefined && keyOf(words[start + i] ?? '') === key),
    );
  }

  return {
    of(words, place) {
      const found = new Map<string, readonly string[]>();
      for (let start = Math.max(0, place - longestPhrase + 1); start <= place; start += 1)
        for (const phrase of at(words, start)) {
          if (start + phrase.words.length <= place) continue;
          for (const other of phrases[phrase.group] ?? [])
            if (other !== phrase) found.set(other.words.join(' '), other.words);
        }
      return [...found.values()];
    },

    around: (isThere) =>
      phrases
        .filter((group) => group.some(({ words }) => words.every(isThere)))
        .flatMap((group) => group.flatMap(({ words }) => words)),
  };
}

/** Words of the groups are compared as Swedish, which leaves English ones nearly as they are. */
function keyOf(word: string): string {
  return stemOf(word, 'sv').key;
}

/** Without small words, where there are others. */
export function tellingWords(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !stopWords.has(word));
  return telling.length > 0 ? telling : words;
}
