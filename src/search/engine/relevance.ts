// How well an entry answers free text: every word asked for begins a word of it, in the field that weighs most. Pure.
import type { Entry, EntryWords } from './entry.ts';
import { wordsOf } from './text.ts';

const weights = {
  title: 8,
  organisation: 5,
  place: 5,
  terms: 4,
  easySummary: 2,
  description: 1,
} as const satisfies Record<keyof EntryWords, number>;

/** 0 if it does not answer. */
export function relevance({ words }: Entry, text: string): number {
  let sum = 0;
  for (const asked of wordsOf(text)) {
    let best = 0;
    for (const field of Object.keys(weights) as (keyof EntryWords)[])
      if (weights[field] > best && wordsOf(words[field]).some((word) => word.startsWith(asked)))
        best = weights[field];
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}
