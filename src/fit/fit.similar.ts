// How alike two assignments are: what they are for, what one does, when and where. Pure; on what the index knows, so that one that is closed has its like, too.
import { kmBetween } from '../search/engine/distance.ts';
import type { EntryFacts } from '../search/engine/entry.ts';
import type { Criteria } from '../search/engine/query.ts';
import { bitsAt, isFlexible } from './fit.times.ts';

/** Of a hundred: somebody who comes for one of them mostly comes for what it is for, and where. */
const alike = { causes: 30, place: 25, activities: 20, times: 15, groups: 10 } as const;
/** Two words of four letters or more in both titles count as much as the groups do. */
const perWord = 5;
const mostWords = 2;
/** From here on it is elsewhere, kilometres. */
const elsewhere = 50;

/** 0 to 100, the same both ways. */
export function likeness(one: EntryFacts, other: EntryFacts): number {
  return (
    alike.causes * shared(one.causes, other.causes) +
    alike.activities * shared(one.activities, other.activities) +
    alike.groups * shared(one.groups, other.groups) +
    alike.times * sameTimes(one, other) +
    alike.place * samePlace(one, other)
  );
}

/** 0 to 10, for titles that share words. */
export function sameWords(one: string, other: string): number {
  const words = wordsIn(other);
  return perWord * Math.min(mostWords, [...wordsIn(one)].filter((word) => words.has(word)).length);
}

/** Where the like of it is looked for, nearest first; the next is asked only if those before give too little. */
export function whereAlike({ causes, remote, municipality }: EntryFacts): Criteria[] {
  const cause = causes.length === 0 ? {} : { cause: causes };
  const county = municipality?.slice(0, 2);
  return [
    ...(county === undefined ? [] : [{ ...cause, region: [county] }]),
    ...(remote ? [{ ...cause, where: ['remote'] }] : []),
    cause,
    ...(county === undefined ? [] : [{ region: [county] }]),
  ].map((chosen) => ({ text: '', chosen }));
}

function shared<T>(one: readonly T[], other: readonly T[]): number {
  const fewest = Math.min(one.length, other.length);
  return fewest === 0 ? 0 : one.filter((value) => other.includes(value)).length / fewest;
}

/** Whether some time of the week is of both, past or to come. */
function sameTimes(one: EntryFacts, other: EntryFacts): number {
  if (isFlexible(one) || isFlexible(other)) return isFlexible(one) && isFlexible(other) ? 1 : 0.5;
  return (bitsAt(one, -Infinity) & bitsAt(other, -Infinity)) === 0 ? 0 : 1;
}

function samePlace(one: EntryFacts, other: EntryFacts): number {
  const remote = one.remote && other.remote ? 1 : 0;
  if (one.point === undefined || other.point === undefined) return remote;
  return Math.max(remote, 1 - kmBetween(one.point, other.point) / elsewhere, 0);
}

function wordsIn(title: string): Set<string> {
  return new Set(title.toLowerCase().match(/[\p{L}\p{M}\p{N}]{4,}/gu) ?? []);
}
