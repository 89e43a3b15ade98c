// The words that a Swedish word is joined from, by a list of such words: "språkkafé" is also found by "kafé". Pure.
import data from './parts.json' with { type: 'json' };
import { stemOf } from './stem.ts';
import type { Stem } from './stem.ts';

/** A shorter word is hardly joined from two. */
const shortest = 6;
const shortestPart = 3;
const longest = 40;

/** What a joined word may begin with, and what it is then: "läx" is "läxa". */
const heads = new Map<string, Stem>(
  [...data.words.map((word) => [word, word] as const), ...Object.entries(data.heads)].map(([head, word]) => [
    head,
    stemOf(word, 'sv'),
  ]),
);
/** What it may end with, by the stem. */
const tails = new Map(data.words.map((word) => stemOf(word, 'sv')).map((stem) => [stem.stem, stem]));

/** Which parts a key may stand for: hardly ever more than one. */
const byKey = Map.groupBy(new Set([...heads.values()].map(({ stem, key }) => `${key} ${stem}`)), (pair) =>
  pair.slice(0, pair.indexOf(' ')),
);

/** The stems of the parts that are the same without marks. */
export function partsWithKey(key: string): readonly string[] {
  return (byKey.get(key) ?? []).map((pair) => pair.slice(key.length + 1));
}

/** First to last; none of what is not joined from known words, or is itself one of them. */
export function partsOf(word: string): readonly Stem[] {
  if (word.length < shortest || word.length > longest || heads.has(word)) return [];
  return split(word, 4) ?? [];
}

function split(word: string, most: number): Stem[] | undefined {
  for (let end = Math.min(word.length - shortestPart, 20); end >= shortestPart; end -= 1) {
    const head = heads.get(word.slice(0, end));
    if (head === undefined) continue;
    for (const rest of [word.slice(end), ...(word[end] === 's' ? [word.slice(end + 1)] : [])]) {
      if (rest.length < shortestPart) continue;
      const tail = tails.get(stemOf(rest, 'sv').stem);
      if (tail !== undefined) return [head, tail];
      const more = most > 2 && rest.length >= shortest ? split(rest, most - 1) : undefined;
      if (more !== undefined) return [head, ...more];
    }
  }
  return undefined;
}
