// The keys of free text: every way in which the search reads a word, so that a watch finds what the search would. Other words for what is asked for are
// on the side of the assignment, for they change while a watch is stored. Pure.
import { askedOf } from '../search/engine/asked.ts';
import type { AskedWord } from '../search/engine/asked.ts';
import type { Entry } from '../search/engine/entry.ts';
import { stemOf } from '../search/engine/stem.ts';
import type { Synonyms } from '../search/engine/synonyms.ts';
import { factsOf, termsOf } from '../search/engine/term.ts';

/** Of the longest word, for every word has to be there. Undefined where no word is asked for. */
export function keysOfText(text: string): string[] | undefined {
  const [longest] = askedOf(text).sort((one, other) => other.word.length - one.word.length);
  if (longest === undefined) return undefined;
  // Of another way to read it, too, every word has to be there.
  const others = longest.readings.flatMap(([first]) => (first === undefined ? [] : [first]));
  const begins = longest.beginsIn === 0 ? [] : [beginKey(longest.folded)];
  return [...new Set([...[longest, ...others].flatMap(stemKeys), ...begins])];
}

export function keysOfWords(entry: Pick<Entry, 'words' | 'textLang'>, synonyms: Synonyms): string[] {
  const terms = [...termsOf(entry).keys()].map(factsOf);
  const stems = new Set(
    terms.flatMap((term) => [...term.stems, ...term.parts].map(({ key }) => stemKey(key))),
  );
  const others = synonyms.around((word) => langs.some((lang) => stems.has(stemKey(stemOf(word, lang).key))));
  return [
    ...stems,
    ...others.map((word) => stemKey(stemOf(word, 'sv').key)),
    // A beginning that is asked for has two letters or more.
    ...terms.flatMap(({ folded }) =>
      [2, 3].filter((length) => length <= folded.length).map((length) => beginKey(folded.slice(0, length))),
    ),
  ];
}

const langs = ['sv', 'en', 'other'] as const;

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
