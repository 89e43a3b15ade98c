// Tells the passwords that are guessed first: the ten thousand most used, Swedish words with a year after them,
// and those made of the service's or the person's own name. Offline; where the list comes from: docs/decisions/0004-common-passwords.md.
import lists from './common-passwords.json' with { type: 'json' };

const SERVICE_WORDS = ['handslag', 'volontar', 'volontarer', 'volontarbyran', 'volunteer'];
/** Letters that must be left when names are taken out, for a password to stand on its own. */
const LETTERS_OF_ITS_OWN = 4;
const SHORTEST_NAME = 3;
const MOST_DIGITS_ABOUT_A_WORD = 6;

const commonPasswords = new Set(lists.passwords);
const swedishWords = new Set(lists.words);

/**
 * `context` is what others know of the person: e-mail address, names. Capitals and dots over letters make no difference.
 * A long password may well hold a name, as long as it is more than the name.
 */
export function isCommonPassword(password: string, context: readonly string[] = []): boolean {
  const folded = fold(password);
  return (
    commonPasswords.has(folded) ||
    isOneWord(folded) ||
    isOfFewCharacters(folded) ||
    isMadeOfNames(folded, [...SERVICE_WORDS, ...context.flatMap(wordsOf)])
  );
}

/** "sommar2026!", "!!password1", "hejhejhej" */
function isOneWord(folded: string): boolean {
  const word = folded.replace(/^[^\p{L}]{1,6}/u, '').replace(/[^\p{L}]{1,6}$/u, '');
  if (folded.length - word.length > MOST_DIGITS_ABOUT_A_WORD) return false;
  return commonPasswords.has(word) || swedishWords.has(word) || swedishWords.has(repeatedPart(word));
}

function repeatedPart(word: string): string {
  const period = (word + word).indexOf(word, 1);
  return word.slice(0, period);
}

/** "aaaaaaaa", "12121212" */
function isOfFewCharacters(folded: string): boolean {
  return new Set(folded).size <= 2;
}

function isMadeOfNames(folded: string, names: readonly string[]): boolean {
  let rest = folded;
  for (const name of names.toSorted((one, other) => other.length - one.length))
    rest = rest.replaceAll(name, ' ');
  return rest !== folded && rest.replace(/[^\p{L}]/gu, '').length < LETTERS_OF_ITS_OWN;
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_NAME);
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
