// The text of a question against the lexicon and the postings: which entries answer every word, and how well.
import { askedOf } from './asked.ts';
import type { AskedWord } from './asked.ts';
import { countOf, hasBit, intersect } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Lexicon, Visit } from './lexicon.ts';
import { ALL_FIELDS, scaled } from './match.ts';
import type { Wanted, Way } from './match.ts';
import type { Postings } from './postings.ts';
import { fewAnswers, rareness } from './relevance.ts';
import type { Scratch } from './scratch.ts';
import { bestKnown } from './spelling.ts';
import type { Synonyms } from './synonyms.ts';
import { fold } from './text.ts';

type Answers = Uint8Array<ArrayBuffer>;

export interface TextAnswer {
  /** For each word the answer of each entry; good until the next question. */
  readonly answers: readonly Uint8Array[];
  readonly rarenesses: readonly number[];
  readonly mistyped: readonly string[];
  readonly meant: ReadonlyMap<string, string>;
}

export interface Against {
  readonly lexicon: Lexicon;
  readonly postings: Postings;
  readonly scratch: Scratch;
  readonly open: Bits;
  readonly openCount: number;
}

/** Takes from `found` what does not answer every word. Undefined if the text asks for nothing. */
export function readText(
  text: string,
  synonyms: Synonyms,
  against: Against,
  found: Bits,
): TextAnswer | undefined {
  const asked = askedOf(text, synonyms);
  if (asked.length === 0) return undefined;
  const { scratch, open, openCount } = against;
  const words = scratch.words;
  const mistyped: string[] = [];
  const meant = new Map<string, string>();
  const rarenesses: number[] = [];
  const answers = asked.map((word, place) => {
    const into = scratch.answers(place);
    const bits = scratch.bits('word');
    readWord(word, against, into);
    let answered = gather(into, open, bits, words);
    if (answered < fewAnswers && word.wrong > 0) {
      mistyped.push(word.word);
      const near: number[] = [];
      const noting = (visit: Visit) => (term: number, way: Way) => {
        near.push(term);
        visit(term, way);
      };
      raiseAll(against, into, (visit) => against.lexicon.eachMistake(word, noting(visit)), ALL_FIELDS);
      const known = commonest(word, near, against, answered);
      if (known !== undefined) meant.set(word.word, known);
      answered = gather(into, open, bits, words);
    }
    rarenesses.push(rareness(answered, openCount));
    intersect(found, bits, words);
    return into;
  });
  return { answers, rarenesses, mistyped, meant };
}

function commonest(word: AskedWord, near: readonly number[], against: Against, answered: number) {
  const { lexicon, postings, open } = against;
  const isOut = (doc: number) => !hasBit(open, doc);
  const known = near.map((term) => {
    const own = lexicon.wordOf(term);
    return { word: own, folded: fold(own), times: () => postings.count(term, isOut) };
  });
  return bestKnown(word, known, answered);
}

function readWord(word: AskedWord, against: Against, into: Answers): void {
  const { lexicon, scratch } = against;
  raiseForms(word, against, into);
  raiseAll(against, into, (visit) => lexicon.eachBeginning(word, visit), word.beginsIn);
  for (const { all, factor } of word.readings) {
    const [only] = all;
    if (only === undefined || !all.every((one) => isKnown(one, lexicon))) continue;
    if (all.length === 1) raiseForms(only, against, into, factor);
    else {
      const weakest = scratch.answers(-1);
      raiseForms(only, against, weakest);
      for (const other of all.slice(1)) {
        const others = scratch.answers(-2);
        raiseForms(other, against, others);
        keepWeaker(weakest, others, scratch.words);
      }
      raiseScaled(into, weakest, factor, scratch.words);
    }
  }
}

/** Four answers at a time, as nearly all are 0. */
function keepWeaker(weakest: Answers, others: Answers, words: number): void {
  const fours = new Uint32Array(weakest.buffer, weakest.byteOffset, words * 8);
  for (let i = 0; i < fours.length; i += 1)
    if (fours[i] !== 0)
      for (let doc = i * 4; doc < i * 4 + 4; doc += 1)
        weakest[doc] = Math.min(weakest[doc] as number, others[doc] as number);
}

function raiseScaled(into: Answers, from: Answers, factor: number, words: number): void {
  const fours = new Uint32Array(from.buffer, from.byteOffset, words * 8);
  for (let i = 0; i < fours.length; i += 1)
    if (fours[i] !== 0)
      for (let doc = i * 4; doc < i * 4 + 4; doc += 1) {
        const code = from[doc] as number;
        if (code > 0) into[doc] = Math.max(into[doc] as number, scaled(code, factor));
      }
}

function isKnown(wanted: Wanted, lexicon: Lexicon): boolean {
  let is = false;
  lexicon.eachForm(wanted, () => {
    is = true;
  });
  return is;
}

function raiseForms(wanted: Wanted, against: Against, into: Uint8Array, factor = 16): void {
  raiseAll(against, into, (visit) => against.lexicon.eachForm(wanted, visit), ALL_FIELDS, factor);
}

function raiseAll(
  { postings, scratch }: Against,
  into: Uint8Array,
  each: (visit: (term: number, way: Way) => void) => void,
  fields: number,
  factor = 16,
): void {
  each((term, way) => postings.raise(term, scratch.codes(way, fields, factor), into));
}

/** The bits of what is open and answers; how many. */
function gather(answers: Uint8Array<ArrayBuffer>, open: Bits, bits: Bits, words: number): number {
  const fours = new Uint32Array(answers.buffer, answers.byteOffset, words * 8);
  let n = 0;
  for (let i = 0; i < words; i += 1) {
    let word = 0;
    const own = open[i] as number;
    if (own !== 0)
      for (let four = 0; four < 8; four += 1) {
        const value = fours[i * 8 + four] as number;
        if (value === 0) continue;
        if ((value & 0xff) !== 0) word |= 1 << (four * 4);
        if ((value & 0xff00) !== 0) word |= 2 << (four * 4);
        if ((value & 0xff0000) !== 0) word |= 4 << (four * 4);
        if (value >>> 24 !== 0) word |= 8 << (four * 4);
      }
    word &= own;
    bits[i] = word;
    n += countOf(word);
  }
  return n;
}
