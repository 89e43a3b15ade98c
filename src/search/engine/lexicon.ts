// Every term that an entry has, by number, and the ways to find terms: by stem, by part, by beginning, and by likeness.
// Terms are only added; what no entry has any more has empty lists of entries, and is left out when all is written to disk.
import { wayOfBeginning, wayOfMistake, wayOfPart, wayOfStem } from './match.ts';
import type { Wanted, Way } from './match.ts';
import { factsOf, wordOfTerm } from './term.ts';
import type { Term } from './term.ts';
import { stemOf } from './stem.ts';
import { countOf } from './bits.ts';
import { fold } from './text.ts';

/** Terms that are not yet in their place in the order; so many are looked through one by one. */
const mostUnsorted = 256;

export type Visit = (term: number, way: Way) => void;

export interface KeptLexicon {
  readonly terms: readonly Term[];
  readonly keys: readonly (readonly [string, readonly number[]])[];
  readonly parts: readonly (readonly [string, readonly number[]])[];
  readonly sorted: Uint32Array<ArrayBuffer>;
}

export function createLexicon() {
  let numbers = new Map<Term, number>();
  let terms: Term[] = [];
  let folded: string[] = [];
  let byKey = new Map<string, number[]>();
  /** By the stem of the part. */
  let byPart = new Map<string, number[]>();
  /** Which stems of parts a folded stem may be. */
  let partsByKey = new Map<string, Set<string>>();
  let letters = new Uint32Array(1024);
  let lengths = new Uint8Array(1024);
  let sorted = new Uint32Array(1024);
  let sortedCount = 0;

  function add(term: Term): number {
    const number = terms.push(term) - 1;
    numbers.set(term, number);
    const facts = factsOf(term);
    note(number, facts.folded, facts.word);
    for (const { lang, key } of facts.stems) push(byKey, lang + key, number);
    for (const { stem, key } of facts.parts) notePart(stem, key, number);
    if (terms.length - sortedCount > mostUnsorted) sortIn();
    return number;
  }

  function note(number: number, own: string, word: string): void {
    folded[number] = own === word ? word : own;
    if (number >= letters.length) {
      const [moreLetters, moreLengths] = [new Uint32Array(number * 2), new Uint8Array(number * 2)];
      moreLetters.set(letters);
      moreLengths.set(lengths);
      [letters, lengths] = [moreLetters, moreLengths];
    }
    letters[number] = lettersOf(own);
    lengths[number] = Math.min(255, own.length);
  }

  function notePart(stem: string, key: string, number: number): void {
    const list = byPart.get(stem);
    if (list === undefined) byPart.set(stem, [number]);
    else if (list.at(-1) !== number) list.push(number);
    const stems = partsByKey.get(key);
    if (stems === undefined) partsByKey.set(key, new Set([stem]));
    else stems.add(stem);
  }

  const before = (one: number, other: number) => (folded[one] as string) < (folded[other] as string);

  /** Puts the new ones in their places: each is looked for by halving, and what lies between is moved in one piece. */
  function sortIn(): void {
    const fresh = Array.from({ length: terms.length - sortedCount }, (_, i) => sortedCount + i);
    fresh.sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : a - b));
    const merged = terms.length > sorted.length ? new Uint32Array(terms.length * 2) : sorted;
    let end = sortedCount;
    for (let i = fresh.length - 1; i >= 0; i -= 1) {
      const term = fresh[i] as number;
      const at = firstAtOrAfter(folded[term] as string, end);
      merged.set(sorted.subarray(at, end), at + i + 1);
      merged[at + i] = term;
      end = at;
    }
    if (merged !== sorted) merged.set(sorted.subarray(0, end));
    sorted = merged;
    sortedCount = terms.length;
  }

  function firstAtOrAfter(text: string, end = sortedCount): number {
    let [low, high] = [0, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((folded[sorted[middle] as number] as string) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const wordOf = (number: number) => wordOfTerm(terms[number] as Term);

  return {
    get size() {
      return terms.length;
    },
    term: (number: number): Term => terms[number] as Term,

    numberOf(term: Term): number {
      return numbers.get(term) ?? add(term);
    },

    /** The word itself, its other forms, and joined words with it: O(1) for each that is found. */
    eachForm(wanted: Wanted, visit: Visit): void {
      for (const lang of ['sv', 'en', 'other'] as const)
        for (const number of byKey.get(lang + wanted.stems[lang].key) ?? [])
          visit(number, wayOfStem(wanted, wordOf(number), lang, stemOf(wordOf(number), lang)));
      const { stem, key } = wanted.stems.sv;
      for (const part of partsByKey.get(key) ?? [])
        for (const number of byPart.get(part) ?? []) visit(number, wayOfPart(part === stem));
    },

    /** Longer words that begin so: O(log n), and O(1) for each that is found. */
    eachBeginning(wanted: Wanted, visit: Visit): void {
      if (wanted.beginsIn === 0) return;
      const look = (number: number) => {
        const way = wayOfBeginning(wanted, { word: wordOf(number), folded: folded[number] as string });
        if (way >= 0) visit(number, way);
        return way >= 0;
      };
      for (let i = firstAtOrAfter(wanted.folded); i < sortedCount; i += 1)
        if (!look(sorted[i] as number)) break;
      for (let number = sortedCount; number < terms.length; number += 1) look(number);
    },

    /** Words a letter or two away: O(n), but two comparisons of numbers rule nearly all of them out. */
    eachMistake(wanted: Wanted, visit: Visit): void {
      const { wrong } = wanted;
      if (wrong === 0) return;
      const own = lettersOf(wanted.folded);
      const [shortest, longest] = [wanted.folded.length - wrong, wanted.folded.length + wrong];
      for (let number = 0; number < terms.length; number += 1) {
        const length = lengths[number] as number;
        if (length < shortest || length > longest) continue;
        if (countOf((letters[number] as number) ^ own) > 2 * wrong) continue;
        const way = wayOfMistake(wanted, { folded: folded[number] as string });
        if (way >= 0) visit(number, way);
      }
    },

    keep(): KeptLexicon {
      sortIn();
      return { terms, keys: [...byKey], parts: [...byPart], sorted: sorted.slice(0, sortedCount) };
    },

    restore(kept: KeptLexicon, keyOfPart: (stem: string) => string): void {
      terms = [...kept.terms];
      numbers = new Map(terms.map((term, number) => [term, number]));
      folded = [];
      terms.forEach((term, number) => {
        note(number, fold(wordOfTerm(term)), wordOfTerm(term));
      });
      byKey = new Map(kept.keys.map(([key, list]) => [key, [...list]]));
      byPart = new Map(kept.parts.map(([stem, list]) => [stem, [...list]]));
      partsByKey = new Map();
      for (const stem of byPart.keys()) {
        const key = keyOfPart(stem);
        partsByKey.set(key, (partsByKey.get(key) ?? new Set()).add(stem));
      }
      sorted = kept.sorted;
      sortedCount = sorted.length;
    },
  };
}

export type Lexicon = ReturnType<typeof createLexicon>;

function push(map: Map<string, number[]>, key: string, number: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [number]);
  else list.push(number);
}

/** Which letters a word has, 26 of the alphabet and the others together by their codes. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) % 32);
  return bits;
}
