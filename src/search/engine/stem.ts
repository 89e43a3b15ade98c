// A word without its endings, by the Snowball stemmers of Swedish and English; Swedish also without the articles that Snowball leaves. Pure: what is remembered is only to save time, and bounded.
import snowball from 'snowball-stemmers';
import { fold } from './text.ts';

/** The languages whose endings are known; `other` keeps words as they are. */
export type StemLang = 'sv' | 'en' | 'other';

export interface Stem {
  readonly stem: string;
  /** The stem without marks, and without the ending that it then may have: equal for all that is found without marks. */
  readonly key: string;
}

const most = 50_000;
/** A longer word is no word, and the stemmers take time for each letter. */
const longest = 40;

const snowSwedish = snowball.newStemmer('swedish');
const snowEnglish = snowball.newStemmer('english');
const swedish = remembered((word) => {
  const stem = withoutEnding(word);
  // Snowball makes "promen" of "promenad", but "promenad" of "promenader".
  return stem !== word && stem.endsWith('ad') ? withoutEnding(stem) : stem;
});
const english = remembered((word) => snowEnglish.stem(word));

export function stemOf(word: string, lang: StemLang): Stem {
  if (lang === 'other' || word.length > longest) return { stem: word, key: fold(word) };
  const without = lang === 'sv' ? swedish : english;
  const stem = without(word);
  return { stem, key: without(fold(stem)) };
}

/** "skolan" is "skola" and "huset" is "hus", which Snowball leaves alone; nothing shorter than three letters with a vowel is left. */
function withoutEnding(word: string): string {
  const stem = snowSwedish.stem(word);
  const bare = /(?:an|et)$/.test(stem) ? stem.slice(0, -2) : stem;
  return bare.length >= 3 && /[aeiouyåäöé]/.test(bare) ? bare : stem;
}

/** Remembers what it was asked lately: what has not been asked for since the last but one filling is forgotten. */
function remembered(stem: (word: string) => string): (word: string) => string {
  let young = new Map<string, string>();
  let old = young;
  return (word) => {
    const known = young.get(word);
    if (known !== undefined) return known;
    const found = old.get(word) ?? stem(word);
    if (young.size >= most / 2) {
      old = young;
      young = new Map();
    }
    young.set(word, found);
    return found;
  };
}
