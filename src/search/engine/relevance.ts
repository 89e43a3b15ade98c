// How well an entry answers free text. Every word has to be answered; how rare it is decides how much it counts. Pure; the quick engine and the plain one share it.
import type { AskedWord } from './asked.ts';
import type { Entry } from './entry.ts';
import {
  asNear,
  codeOf,
  fieldsOfBeginning,
  strengthOf,
  together,
  wayOf,
  wayOfBeginning,
  wayOfMistake,
  weaker,
} from './match.ts';
import type { Wanted } from './match.ts';
import { factsOf, termsOf } from './term.ts';
import type { TermFacts } from './term.ts';

/** A word that fewer open entries answer is also read as one with mistyped letters, and a question also in part. */
export const fewAnswers = 3;

/** A term of an entry, and the fields that it is in. */
export interface TermIn {
  readonly facts: TermFacts;
  readonly fields: number;
}

export function termsIn(entry: Pick<Entry, 'words' | 'textLang'>): TermIn[] {
  return [...termsOf(entry)].map(([term, fields]) => ({ facts: factsOf(term), fields }));
}

/** 0 is no answer. */
export function answerOf(asked: AskedWord, terms: readonly TermIn[], withMistakes: boolean): number {
  let all = wholeAnswer(asked, terms);
  for (const { facts, fields } of terms) {
    all = together(all, codeOf(wayOfBeginning(asked, facts), fieldsOfBeginning(asked, fields)));
    if (withMistakes) all = together(all, codeOf(wayOfMistake(asked, facts), fields));
  }
  for (const words of asked.readings)
    all = together(all, asNear(words.map((word) => wholeAnswer(word, terms)).reduce(weaker)));
  return all;
}

function wholeAnswer(wanted: Wanted, terms: readonly TermIn[]): number {
  return terms.reduce((all, { facts, fields }) => together(all, codeOf(wayOf(wanted, facts), fields)), 0);
}

/** How much a word counts that `found` of `all` open entries answer. */
export function rareness(found: number, all: number): number {
  return Math.log(1 + all / Math.max(1, found));
}

/** Of what all words count, this much is enough where fewer than `fewAnswers` open entries answer every word. */
const enough = 1 / 3;

/** How much of the words has to be answered; a word that nobody answers asks for nothing. */
export function enoughOf(founds: readonly number[], rarenesses: readonly number[]): number {
  return enough * rarenesses.reduce((sum, weight, i) => sum + (founds[i] === 0 ? 0 : weight), 0);
}

/** How much of the words is answered. */
export function answeredOf(answers: ArrayLike<number>, rarenesses: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < answers.length; i += 1) if (answers[i] !== 0) sum += rarenesses[i] as number;
  return sum;
}

/** More than all strengths together. */
const perClass = 1_000_000;

/**
 * By the answers to each word; lower comes first. Those to every word come before the others, and among them the word that had to be read
 * most freely before everything else.
 */
export function rankOf(answers: ArrayLike<number>, rarenesses: ArrayLike<number>): number {
  let sum = 0;
  let lowest = 3;
  for (let i = 0; i < answers.length; i += 1) {
    const answer = answers[i] as number;
    const class_ = answer >> 12;
    if (class_ < lowest) lowest = class_;
    sum += strengthOf(answer) * (rarenesses[i] as number);
  }
  return (3 - lowest) * perClass - sum;
}
