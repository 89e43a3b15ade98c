// The text of a question against the lexicon and the postings: which entries answer it, and how well.
import { askedOf } from './asked.ts';
import type { AskedWord } from './asked.ts';
import { count, countOf, hasBit, intersect, members, setBit, unite } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Lexicon, Visit } from './lexicon.ts';
import { ALL_FIELDS, asNear, together, weaker } from './match.ts';
import type { Wanted, Way } from './match.ts';
import type { Postings } from './postings.ts';
import { answeredOf, enoughOf, fewAnswers, rareness } from './relevance.ts';
import type { Scratch } from './scratch.ts';
import { bestKnown } from './spelling.ts';
import type { Synonyms } from './synonyms.ts';
import { fold } from './text.ts';

type Answers = Uint16Array<ArrayBuffer>;

export interface TextAnswer {
  /** For each word the answer of each entry; good until the next question. */
  readonly answers: readonly Answers[];
  readonly rarenesses: readonly number[];
  readonly mistyped: readonly string[];
  readonly meant: ReadonlyMap<string, string>;
  /** Where those that answer enough are found too: those that answer every word. */
  readonly whole: Bits | undefined;
}

export interface Against {
  readonly lexicon: Lexicon;
  readonly postings: Postings;
  readonly scratch: Scratch;
  readonly open: Bits;
  readonly openCount: number;
}

/** Takes from `found`, which is what is open, what does not answer. Undefined if the text asks for nothing. */
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
  const founds: number[] = [];
  const some = scratch.bits('some');
  some.fill(0);
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
    founds.push(answered);
    intersect(found, bits, words);
    unite(some, bits, words);
    return into;
  });
  const rarenesses = founds.map((n) => rareness(n, openCount));
  const least = enoughOf(founds, rarenesses);
  let whole: Bits | undefined;
  if (asked.length > 1 && least > 0 && count(found, words) < fewAnswers) {
    whole = scratch.bits('whole');
    whole.set(found);
    widen(found, { some, answers, rarenesses, least }, scratch);
  }
  return { answers, rarenesses, mistyped, meant, whole };
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

/** Adds what answers enough: O(what answers some word · words). */
function widen(
  found: Bits,
  asked: { some: Bits; answers: readonly Answers[]; rarenesses: readonly number[]; least: number },
  scratch: Scratch,
): void {
  const { answers, rarenesses, least } = asked;
  const own = new Uint16Array(answers.length);
  const n = members(asked.some, scratch.words, scratch.docs);
  for (let i = 0; i < n; i += 1) {
    const doc = scratch.docs[i] as number;
    for (let word = 0; word < own.length; word += 1) own[word] = (answers[word] as Answers)[doc] as number;
    if (answeredOf(own, rarenesses) >= least) setBit(found, doc);
  }
}

function readWord(word: AskedWord, against: Against, into: Answers): void {
  const { lexicon, scratch } = against;
  raiseForms(word, against, into);
  raiseAll(against, into, (visit) => lexicon.eachBeginning(word, visit), word.beginsIn);
  for (const all of word.readings) {
    const [only] = all;
    if (only === undefined || !all.every((one) => isKnown(one, lexicon))) continue;
    if (all.length === 1) raiseForms(only, against, into, true);
    else {
      const weakest = scratch.answers(-1);
      raiseForms(only, against, weakest);
      for (const other of all.slice(1)) {
        const others = scratch.answers(-2);
        raiseForms(other, against, others);
        each(weakest, scratch.words, (doc) => {
          weakest[doc] = weaker(weakest[doc] as number, others[doc] as number);
        });
      }
      each(weakest, scratch.words, (doc) => {
        into[doc] = together(into[doc] as number, asNear(weakest[doc] as number));
      });
    }
  }
}

/** Those that are not 0, two at a time, as nearly all are. */
function each(answers: Answers, words: number, visit: (doc: number) => void): void {
  const twos = new Uint32Array(answers.buffer, answers.byteOffset, words * 16);
  for (let i = 0; i < twos.length; i += 1)
    if (twos[i] !== 0) {
      if (answers[i * 2] !== 0) visit(i * 2);
      if (answers[i * 2 + 1] !== 0) visit(i * 2 + 1);
    }
}

function isKnown(wanted: Wanted, lexicon: Lexicon): boolean {
  let is = false;
  lexicon.eachForm(wanted, () => {
    is = true;
  });
  return is;
}

function raiseForms(wanted: Wanted, against: Against, into: Answers, isNear = false): void {
  raiseAll(against, into, (visit) => against.lexicon.eachForm(wanted, visit), ALL_FIELDS, isNear);
}

function raiseAll(
  { postings, scratch }: Against,
  into: Answers,
  eachTerm: (visit: (term: number, way: Way) => void) => void,
  fields: number,
  isNear = false,
): void {
  eachTerm((term, way) => postings.raise(term, scratch.codes(way, fields, isNear), into));
}

/** The bits of what is open and answers; how many. */
function gather(answers: Answers, open: Bits, bits: Bits, words: number): number {
  const twos = new Uint32Array(answers.buffer, answers.byteOffset, words * 16);
  let n = 0;
  for (let i = 0; i < words; i += 1) {
    let word = 0;
    const own = open[i] as number;
    if (own !== 0)
      for (let two = 0; two < 16; two += 1) {
        const value = twos[i * 16 + two] as number;
        if (value === 0) continue;
        if ((value & 0xffff) !== 0) word |= 1 << (two * 2);
        if (value >>> 16 !== 0) word |= 2 << (two * 2);
      }
    word &= own;
    bits[i] = word;
    n += countOf(word);
  }
  return n;
}
