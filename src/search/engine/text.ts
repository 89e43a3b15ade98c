// From text to words as they are compared: composed (NFC), lower case, å ä ö and é as they are, Arabic without its marks. Pure.

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** In order. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [found] of text.normalize('NFC').matchAll(WORD)) {
    const word = plain(found);
    if (word !== '') words.push(word);
  }
  return words;
}

export interface Place {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** The words of a composed text, with where each stands. */
export function placesOf(composed: string): Place[] {
  return [...composed.matchAll(WORD)].map(({ 0: found, index }) => ({
    word: plain(found),
    from: index,
    to: index + found.length,
  }));
}

const ARABIC = /[\u0600-\u06ff]/;
const ASCII = /^[a-z0-9]*$/;

/** Tatweel and vowel marks are decoration, and the forms of alef, ya and ta marbuta are written for each other. */
function plain(found: string): string {
  const word = found.toLowerCase();
  if (!ARABIC.test(word)) return word;
  return word
    .replace(/\u0640|\p{M}/gu, '')
    .replace(/[\u0622\u0623\u0625\u0671]/g, '\u0627')
    .replace(/[\u0649\u0626]/g, '\u064a')
    .replace(/\u0624/g, '\u0648')
    .replace(/\u0629/g, '\u0647');
}

const LETTERS: Record<string, string> = { ø: 'o', æ: 'a', œ: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th' };

/**
 * What is left on a keyboard without marks: "köping" and "koping" are one, and so are "kafé" and "cafe", since c and k are
 * written for each other. Arabic loses its article.
 */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.replaceAll('c', 'k');
  const bare = word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øæœßłđðþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll('c', 'k');
  return bare.length >= 5 && bare.startsWith('\u0627\u0644') ? bare.slice(2) : bare;
}
