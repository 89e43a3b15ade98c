// What a mistyped word was most likely meant to be: of the known words with the fewest wrong letters the one that most entries have. Pure.
import { lettersBetween } from './distance-of-words.ts';
import type { Wanted } from './match.ts';
import { placesOf } from './text.ts';

/** A word that some entry may have, in one of its tongues. */
export interface Near {
  readonly word: string;
  readonly folded: string;
  /** How many open entries have it. */
  readonly times: () => number;
}

/** None where no word near it is commoner than itself, which so many open entries answer as it is typed. */
export function bestKnown(asked: Wanted, near: readonly Near[], answered: number): string | undefined {
  const byLetters = Map.groupBy(near, ({ folded }) => lettersBetween(asked.folded, folded, asked.wrong));
  for (let letters = 1; letters <= asked.wrong; letters += 1) {
    const times = new Map<string, number>();
    for (const one of byLetters.get(letters) ?? [])
      times.set(one.word, (times.get(one.word) ?? 0) + one.times());
    const [best] = [...times].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    if (best !== undefined && best[1] > answered) return best[0];
  }
  return undefined;
}

/** The text with each of those words replaced by the one that was meant. */
export function mended(text: string, meant: ReadonlyMap<string, string>): string {
  const composed = text.normalize('NFC');
  return placesOf(composed).reduceRight(
    (left, { word, from, to }) =>
      left.slice(0, from) + (meant.get(word) ?? left.slice(from, to)) + left.slice(to),
    composed,
  );
}
