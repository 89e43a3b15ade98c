// The text of a question against the lexicon and the postings: which entries answer it, and how well.
import { askedOf } from './asked.ts';
import type { AskedWord } from './asked.ts';
import { count, hasBit, intersect, members, setBit, unite } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Lexicon, Visit } from './lexicon.ts';
import { ALL_FIELDS, asNear, together, weaker } from './match.ts';
import type { Wanted } from './match.ts';
import type { Postings } from './postings.ts';
import { answeredOf, enoughOf, fewAnswers, rareness } from './relevance.ts';
import type { Scratch } from './scratch.ts';
import { bestKnown } from './spelling.ts';
import type { Synonyms } from './synonyms.ts';
import { fold } from './text.ts';

type Answers = Uint16Array<ArrayBuffer>;
/** Terms that answer, each with what it says in which fields. */
type Terms = { readonly term: number; readonly codes: Uint16Array }[];

/** What answers a word: any of `own`, or all of one of `joint`, each by one of its terms. */
interface Plan {
  readonly own: Terms;
  readonly joint: Terms[][];
}

export interface TextAnswer {
  /** For each word the answers of a set, which is listed first in `scratch.docs`; good until the next question. */
  readonly answers: (within: Bits, n: number) => readonly Answers[];
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
  const { scratch, openCount } = against;
  const words = scratch.words;
  const mistyped: string[] = [];
  const meant = new Map<string, string>();
  const founds: number[] = [];
  const sets: Bits[] = [];
  const plans = asked.map((word, place) => {
    const plan = planOf(word, against);
    const bits = scratch.cleared(`word:${place}`);
    markAll(plan, against, bits);
    let answered = count(bits, words);
    if (answered < fewAnswers && word.wrong > 0) {
      mistyped.push(word.word);
      const near = termsBy(scratch, (visit) => against.lexicon.eachMistake(word, visit));
      const known = commonest(word, near, against, answered);
      if (known !== undefined) meant.set(word.word, known);
      plan.own.push(...near);
      markAny(near, against, against.open, bits);
      answered = count(bits, words);
    }
    founds.push(answered);
    sets.push(bits);
    intersect(found, bits, words);
    return plan;
  });
  const rarenesses = founds.map((n) => rareness(n, openCount));
  const least = enoughOf(founds, rarenesses);
  let whole: Bits | undefined;
  if (asked.length > 1 && least > 0 && count(found, words) < fewAnswers) {
    whole = scratch.bits('whole');
    whole.set(found);
    widen(found, { sets, rarenesses, least }, scratch);
  }
  const answers = (within: Bits, n: number) =>
    plans.map((plan, place) => raiseAll(plan, against, within, n, scratch.answers(place)));
  return { answers, rarenesses, mistyped, meant, whole };
}

function commonest(word: AskedWord, near: Terms, against: Against, answered: number) {
  const { lexicon, postings, open } = against;
  const isOut = (doc: number) => !hasBit(open, doc);
  const known = near.map(({ term }) => {
    const own = lexicon.wordOf(term);
    return { word: own, folded: fold(own), times: () => postings.count(term, isOut) };
  });
  return bestKnown(word, known, answered);
}

/** Adds what answers enough: O(what answers some word · words). */
function widen(
  found: Bits,
  asked: { sets: readonly Bits[]; rarenesses: readonly number[]; least: number },
  scratch: Scratch,
): void {
  const { sets, rarenesses, least } = asked;
  const some = scratch.cleared('some');
  for (const bits of sets) unite(some, bits, scratch.words);
  const n = members(some, scratch.words, scratch.docs);
  for (let i = 0; i < n; i += 1) {
    const doc = scratch.docs[i] as number;
    if (
      answeredOf(
        sets.map((bits) => Number(hasBit(bits, doc))),
        rarenesses,
      ) >= least
    )
      setBit(found, doc);
  }
}

function planOf(word: AskedWord, { lexicon, scratch }: Against): Plan {
  const forms = (wanted: Wanted, isNear: boolean) =>
    termsBy(scratch, (visit) => lexicon.eachForm(wanted, visit), ALL_FIELDS, isNear);
  const own = forms(word, false);
  own.push(...termsBy(scratch, (visit) => lexicon.eachBeginning(word, visit), word.beginsIn));
  const joint: Terms[][] = [];
  for (const all of word.readings) {
    const terms: Terms[] = [];
    for (const one of all) {
      const found = forms(one, all.length === 1);
      if (found.length === 0) break;
      terms.push(found);
    }
    if (terms.length < all.length) continue;
    if (terms.length === 1) own.push(...(terms[0] as Terms));
    else joint.push(terms);
  }
  return { own, joint };
}

function termsBy(
  scratch: Scratch,
  eachTerm: (visit: Visit) => void,
  fields = ALL_FIELDS,
  isNear = false,
): Terms {
  const terms: Terms = [];
  eachTerm((term, way) => terms.push({ term, codes: scratch.codes(way, fields, isNear) }));
  return terms;
}

function markAny(terms: Terms, { postings }: Against, within: Bits, into: Bits): void {
  for (const { term, codes } of terms) postings.mark(term, codes, within, into);
}

function markAll({ own, joint }: Plan, against: Against, into: Bits): void {
  const { scratch, open } = against;
  markAny(own, against, open, into);
  for (const all of joint) {
    let within = open;
    all.forEach((terms, place) => {
      const both = place === all.length - 1 ? into : scratch.cleared(`joint:${place % 2}`);
      markAny(terms, against, within, both);
      within = both;
    });
  }
}

function raiseAny(terms: Terms, { postings }: Against, within: Bits, into: Answers): void {
  for (const { term, codes } of terms) postings.raise(term, codes, within, into);
}

/** The answers of the first `n` of `scratch.docs`, which are `within`. */
function raiseAll({ own, joint }: Plan, against: Against, within: Bits, n: number, into: Answers): Answers {
  const docs = against.scratch.docs.subarray(0, n);
  const only = (terms: Terms, answers: Answers) => {
    for (const doc of docs) answers[doc] = 0;
    raiseAny(terms, against, within, answers);
  };
  only(own, into);
  const [weakest, others] = [against.scratch.answers(-1), against.scratch.answers(-2)];
  for (const [first = [], ...rest] of joint) {
    only(first, weakest);
    for (const terms of rest) {
      only(terms, others);
      for (const doc of docs) weakest[doc] = weaker(weakest[doc] as number, others[doc] as number);
    }
    for (const doc of docs) into[doc] = together(into[doc] as number, asNear(weakest[doc] as number));
  }
  return into;
}
