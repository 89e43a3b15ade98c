// Every term that an entry has, by number, and the ways to find terms: by stem, by part, by beginning, and by likeness. What can be found out
// from the word again is not kept: about 70 bytes a term. Terms are only added; what no entry has any more has empty lists of entries.
import { countOf } from './bits.ts';
import { partsWithKey } from './compounds.ts';
import { wayOfBeginning, wayOfMistake, wayOfPart, wayOfStem } from './match.ts';
import type { Wanted, Way } from './match.ts';
import { createPacked, hashOfText, longer } from './packed.ts';
import type { KeptTexts } from './packed.ts';
import { stemOf } from './stem.ts';
import type { StemLang } from './stem.ts';
import { factsOf, langsOf, tongueOfTerm, wordOfTerm } from './term.ts';
import type { Term } from './term.ts';
import { fold } from './text.ts';

/** Terms that are not yet in their place in the order; so many are looked through one by one. */
const mostUnsorted = 256;
/** A term read in two languages has two keys. */
const keysEach = 2;
const signsEach = 3;

export type Visit = (term: number, way: Way) => void;

export interface KeptLexicon extends KeptTexts {
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly nexts: Uint32Array<ArrayBuffer>;
  readonly heads: Uint32Array<ArrayBuffer>;
  readonly signs: Uint32Array<ArrayBuffer>;
  readonly lengths: Uint8Array<ArrayBuffer>;
  readonly sorted: Uint32Array<ArrayBuffer>;
}

export function createLexicon() {
  const texts = createPacked();
  /** Of key k of term t at 2t + k: its hash (0 for none), and one more than the place of the next in the same chain. */
  let hashes = new Uint32Array(2048);
  let nexts = new Uint32Array(2048);
  let heads = new Uint32Array(1024);
  /** Of the folded word: which letters it has, and (in two words) which pairs of letters. */
  let signs = new Uint32Array(1024 * signsEach);
  let lengths = new Uint8Array(1024);
  /** Terms in the order of their folded words. */
  let sorted = new Uint32Array(1024);
  let sortedCount = 0;
  /** By the stem of a part, of which there are a few hundred. */
  let byPart = new Map<string, number[]>();

  const wordOf = (number: number) => wordOfTerm(texts.text(number));
  const foldedOf = (number: number) => fold(wordOf(number));

  function add(term: Term): number {
    const number = texts.add(term);
    if (number >= lengths.length) {
      lengths = longer(lengths, Uint8Array, number + 1);
      signs = longer(signs, Uint32Array, lengths.length * signsEach);
      hashes = longer(hashes, Uint32Array, lengths.length * keysEach);
      nexts = longer(nexts, Uint32Array, lengths.length * keysEach);
    }
    const facts = factsOf(term);
    signs.set(signsOf(facts.folded), number * signsEach);
    lengths[number] = Math.min(255, facts.folded.length);
    facts.stems.forEach(({ lang, key }, k) => {
      hashes[number * keysEach + k] = hashOfKey(lang, key);
    });
    if (texts.count > heads.length) {
      heads = new Uint32Array(heads.length * 2);
      for (let one = 0; one < texts.count; one += 1) chain(one);
    } else chain(number);
    for (const { stem } of facts.parts) {
      const list = byPart.get(stem);
      if (list === undefined) byPart.set(stem, [number]);
      else if (list.at(-1) !== number) list.push(number);
    }
    if (texts.count - sortedCount > mostUnsorted) sortIn();
    return number;
  }

  function chain(number: number): void {
    for (let place = number * keysEach; place < (number + 1) * keysEach; place += 1) {
      const hash = hashes[place] as number;
      if (hash === 0) continue;
      const head = hash & (heads.length - 1);
      nexts[place] = heads[head] as number;
      heads[head] = place + 1;
    }
  }

  /** Puts the new ones in their places: each is looked for by halving, and what lies between is moved in one piece. */
  function sortIn(): void {
    const fresh = Array.from({ length: texts.count - sortedCount }, (_, i) => sortedCount + i)
      .map((number) => ({ number, folded: foldedOf(number) }))
      .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.number - b.number));
    if (texts.count > sorted.length) sorted = longer(sorted, Uint32Array, texts.count);
    let end = sortedCount;
    for (let i = fresh.length - 1; i >= 0; i -= 1) {
      const { number, folded } = fresh[i] as { number: number; folded: string };
      const at = firstAtOrAfter(folded, end);
      sorted.copyWithin(at + i + 1, at, end);
      sorted[at + i] = number;
      end = at;
    }
    sortedCount = texts.count;
  }

  function firstAtOrAfter(text: string, end: number): number {
    let [low, high] = [0, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (foldedOf(sorted[middle] as number) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Terms with that key in that language. */
  function* withKey(lang: StemLang, key: string): Generator<number> {
    const hash = hashOfKey(lang, key);
    for (
      let next = heads[hash & (heads.length - 1)] as number;
      next !== 0;
      next = nexts[next - 1] as number
    ) {
      if (hashes[next - 1] !== hash) continue;
      const number = Math.floor((next - 1) / keysEach);
      const own = langsOf(tongueOfTerm(texts.text(number)))[(next - 1) % keysEach];
      if (own === lang && stemOf(wordOf(number), lang).key === key) yield number;
    }
  }

  return {
    get size() {
      return texts.count;
    },

    numberOf: (term: Term): number => texts.find(term) ?? add(term),
    wordOf,

    /** The word itself, its other forms, and joined words with it: O(1) for each that is found. */
    eachForm(wanted: Wanted, visit: Visit): void {
      for (const lang of wanted.langs)
        for (const number of withKey(lang, wanted.stems[lang].key))
          visit(number, wayOfStem(wanted, lang, stemOf(wordOf(number), lang)));
      const { stem, key } = wanted.stems.sv;
      for (const part of partsWithKey(key))
        for (const number of byPart.get(part) ?? []) visit(number, wayOfPart(part === stem));
    },

    /** Longer words that begin so: O(log n), and O(1) for each that is found. */
    eachBeginning(wanted: Wanted, visit: Visit): void {
      if (wanted.beginsIn === 0) return;
      const look = (number: number) => {
        const word = wordOf(number);
        const way = wayOfBeginning(wanted, { word, folded: fold(word) });
        if (way >= 0) visit(number, way);
        return way >= 0;
      };
      for (let i = firstAtOrAfter(wanted.folded, sortedCount); i < sortedCount; i += 1)
        if (!look(sorted[i] as number)) break;
      for (let number = sortedCount; number < texts.count; number += 1) look(number);
    },

    /**
     * Words a letter or two away: O(n), but three comparisons of bits rule nearly all of them out.
     * A wrong letter changes two letters at most, and two neighbours exchanged six pairs.
     */
    eachMistake(wanted: Wanted, visit: Visit): void {
      const { wrong } = wanted;
      if (wrong === 0) return;
      const [letters, low, high] = signsOf(wanted.folded);
      const [shortest, longest] = [wanted.folded.length - wrong, wanted.folded.length + wrong];
      for (let number = 0; number < texts.count; number += 1) {
        const length = lengths[number] as number;
        if (length < shortest || length > longest) continue;
        const place = number * signsEach;
        if (countOf((signs[place] as number) ^ letters) > 2 * wrong) continue;
        const pairs =
          countOf((signs[place + 1] as number) ^ low) + countOf((signs[place + 2] as number) ^ high);
        if (pairs > 6 * wrong) continue;
        const way = wayOfMistake(wanted, { folded: foldedOf(number) });
        if (way >= 0) visit(number, way);
      }
    },

    keep(): { arrays: KeptLexicon; parts: [string, number[]][] } {
      sortIn();
      const { count } = texts;
      return {
        arrays: {
          ...texts.keep(),
          hashes: hashes.slice(0, count * keysEach),
          nexts: nexts.slice(0, count * keysEach),
          heads: heads.slice(),
          signs: signs.slice(0, count * signsEach),
          lengths: lengths.slice(0, count),
          sorted: sorted.slice(0, count),
        },
        parts: [...byPart],
      };
    },

    restore(kept: KeptLexicon, parts: readonly [string, number[]][]): void {
      texts.restore(kept);
      ({ hashes, nexts, heads, signs, lengths, sorted } = kept);
      sortedCount = texts.count;
      byPart = new Map(parts);
    },

    get bytes(): number {
      const own = [hashes, nexts, heads, signs, lengths, sorted];
      const parts = [...byPart.values()].reduce((sum, list) => sum + 8 * list.length, 0);
      return texts.bytes + own.reduce((sum, { byteLength }) => sum + byteLength, 0) + parts;
    },
  };
}

export type Lexicon = ReturnType<typeof createLexicon>;

function hashOfKey(lang: StemLang, key: string): number {
  return hashOfText(lang + key) || 1;
}

/** Letters by the last five bits of their codes, which tell the 26 of the alphabet apart; pairs of them by a hash of six bits. */
function signsOf(word: string): readonly [number, number, number] {
  let [letters, low, high] = [0, 0, 0];
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    letters |= 1 << (code % 32);
    if (i === 0) continue;
    const pair = Math.imul(word.charCodeAt(i - 1) * 31 + code, 0x9e3779b1) >>> 26;
    if (pair < 32) low |= 1 << pair;
    else high |= 1 << (pair - 32);
  }
  return [letters, low, high];
}
