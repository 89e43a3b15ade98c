// The keys of free text: every way in which the search reads a word, so that a watch finds what the search would. Pure.
import { askedOf } from '../search/engine/asked.ts';
import type { AskedWord } from '../search/engine/asked.ts';
import type { Entry } from '../search/engine/entry.ts';
import { synonymsOf } from '../search/engine/synonyms.ts';
import { factsOf, termsOf } from '../search/engine/term.ts';
import synonymGroups from '../search/synonyms.json' with { type: 'json' };

export const synonyms = synonymsOf(synonymGroups);

/** Of the longest word, for every word has to be there. Undefined where no word is asked for. */
export function keysOfText(text: string): string[] | undefined {
  const [longest] = askedOf(text, synonyms).sort((one, other) => other.word.length - one.word.length);
  if (longest === undefined) return undefined;
  // Of another way to read it, too, every word has to be there.
  const others = longest.readings.flatMap(([first]) => (first === undefined ? [] : [first]));
  const begins = longest.beginsIn === 0 ? [] : [beginKey(longest.folded)];
  return [...new Set([...[longest, ...others].flatMap(stemKeys), ...begins])];
}

export function keysOfWords(entry: Pick<Entry, 'words' | 'textLang'>): string[] {
  return [...termsOf(entry).keys()].map(factsOf).flatMap(({ folded, stems, parts }) => [
    ...[...stems, ...parts].map(({ key }) => stemKey(key)),
    // A beginning that is asked for has two letters or more.
    ...[2, 3].filter((length) => length <= folded.length).map((length) => beginKey(folded.slice(0, length))),
  ]);
}

function stemKeys({ stems }: Pick<AskedWord, 'stems'>): string[] {
  return Object.values(stems)
    .filter(({ key }) => key !== '')
    .map(({ key }) => stemKey(key));
}

function stemKey(key: string): string {
  return `stem:${key}`;
}

function beginKey(folded: string): string {
  return `begin:${folded.slice(0, 3)}`;
}
