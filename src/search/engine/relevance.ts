// How well an entry answers free text. Every word has to be answered; how rare it is decides how much it counts. Pure; the quick engine and the plain one share it.
import type { AskedWord } from './asked.ts';
import type { Entry } from './entry.ts';
import { codeOf, fieldsOfBeginning, scaled, wayOf, wayOfBeginning, wayOfMistake } from './match.ts';
import type { Wanted } from './match.ts';
import { factsOf, termsOf } from './term.ts';
import type { TermFacts } from './term.ts';

/** A word that fewer open entries answer is also read as one with mistyped letters. */
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
  let best = wholeAnswer(asked, terms);
  for (const { facts, fields } of terms) {
    best = Math.max(best, codeOf(wayOfBeginning(asked, facts), fieldsOfBeginning(asked, fields)));
    if (withMistakes) best = Math.max(best, codeOf(wayOfMistake(asked, facts), fields));
  }
  for (const { all, factor } of asked.readings) {
    const weakest = Math.min(...all.map((word) => wholeAnswer(word, terms)));
    if (weakest > 0) best = Math.max(best, scaled(weakest, factor));
  }
  return best;
}

function wholeAnswer(wanted: Wanted, terms: readonly TermIn[]): number {
  let best = 0;
  for (const { facts, fields } of terms) best = Math.max(best, codeOf(wayOf(wanted, facts), fields));
  return best;
}

/** How much a word counts that `found` of `all` open entries answer. */
export function rareness(found: number, all: number): number {
  return Math.log(1 + all / Math.max(1, found));
}

/** More than all strengths together. */
const perClass = 1_000_000;

/** By the answers to each word; lower comes first. The word that had to be read most freely comes before everything else. */
export function rankOf(answers: ArrayLike<number>, rarenesses: ArrayLike<number>): number {
  let sum = 0;
  let freest = 0;
  for (let i = 0; i < answers.length; i += 1) {
    const answer = answers[i] as number;
    const freedom = 2 - (answer >> 6);
    if (freedom > freest) freest = freedom;
    sum += (answer & 63) * (rarenesses[i] as number);
  }
  return freest * perClass - sum;
}
