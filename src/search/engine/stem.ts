// A word without its endings, by the Snowball stemmers of Swedish and English. Pure: what is remembered is only to save time, and bounded.
import snowball from 'snowball-stemmers';
import { fold } from './text.ts';

/** The languages whose endings are known; `other` keeps words as they are. */
export type StemLang = 'sv' | 'en' | 'other';

export interface Stem {
  readonly stem: string;
  /** The stem of the folded word: equal for all that is found without marks. */
  readonly key: string;
}

const most = 50_000;
/** A longer word is no word, and the stemmers take time for each letter. */
const longest = 40;

const swedish = stemmer('swedish');
const english = stemmer('english');

export function stemOf(word: string, lang: StemLang): Stem {
  if (lang === 'other' || word.length > longest) return { stem: word, key: fold(word) };
  const stem = lang === 'sv' ? swedish : english;
  return { stem: stem(word), key: stem(fold(word)) };
}

/** Remembers what it was asked lately: what has not been asked for since the last but one filling is forgotten. */
function stemmer(language: 'swedish' | 'english'): (word: string) => string {
  const snow = snowball.newStemmer(language);
  let young = new Map<string, string>();
  let old = young;
  return (word) => {
    const known = young.get(word);
    if (known !== undefined) return known;
    const stem = old.get(word) ?? snow.stem(word);
    if (young.size >= most / 2) {
      old = young;
      young = new Map();
    }
    young.set(word, stem);
    return stem;
  };
}
