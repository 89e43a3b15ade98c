// What stands in the sentence of a notice, in each language where it is words itself. Pure.
import type { Language } from '../platform/i18n/languages.ts';

type Values = Record<string, string | number>;

/** A value that is words itself is stored in every language. */
export function inEach(name: string, words: Readonly<Record<Language, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([lang, text]) => [`${name}:${lang}`, text]));
}

/** The values of a notice for a reader of this language. */
export function valuesIn(lang: Language, values: Values): Values {
  const suffix = `:${lang}`;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.endsWith(suffix) ? name.slice(0, -suffix.length) : name,
      value,
    ]),
  );
}

/** Whether a notice announces a match. */
export function tellsMatch(key: string): boolean {
  return /\.(?:confirm|applyDirect)$/.test(key);
}
