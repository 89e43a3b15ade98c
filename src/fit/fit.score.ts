// How well an assignment suits a wish: gates first, which nothing outweighs, then points out of a hundred. The entry's own values and nothing else. Pure.
import { kmBetween } from '../search/engine/distance.ts';
import { isOpenAt } from '../search/engine/entry.ts';
import type { EntryFacts } from '../search/engine/entry.ts';
import { SWEDISH_NEEDED } from '../taxonomies/taxonomies.ts';
import type { SwedishNeeded } from '../taxonomies/taxonomies.ts';
import { bitsAt, bitsOf, isFlexible } from './fit.times.ts';
import { WEIGHT_NAMES, crowdedAt, weights } from './fit.weights.ts';
import type { WeightName } from './fit.weights.ts';
import type { Wish } from './wish.ts';

export type Gate = 'open' | 'age' | 'reach';

/** What a wish cannot pass, however well the rest suits. */
export function stoppedBy(wish: Wish, entry: EntryFacts, now: number): Gate | undefined {
  if (!isOpenAt(entry, now)) return 'open';
  if (wish.age !== undefined && entry.lowestAge > wish.age) return 'age';
  return isInReach(wish, entry) ? undefined : 'reach';
}

/** For an engine's `score`: 0 to 100, and below 0 what a gate stops, so that it stands last. */
export function scoreFor(wish: Wish, now: number): (entry: EntryFacts) => number {
  return (entry) => fitOf(wish, entry, now) ?? -1;
}

/** 0 to 100; undefined where a gate stops it. */
export function fitOf(wish: Wish, entry: EntryFacts, now: number): number | undefined {
  if (stoppedBy(wish, entry, now) !== undefined) return undefined;
  const parts = partsOf(wish, entry, now);
  const points = WEIGHT_NAMES.reduce((sum, name) => sum + weights[name].points * parts[name], 0);
  return points * roomIn(entry);
}

/** From 1, where nobody waits, towards 0: many waiting for few places make a good fit worth less. */
export function roomIn({ waiting, places }: Pick<EntryFacts, 'waiting' | 'places'>): number {
  return 1 / (1 + Math.max(0, waiting) / (crowdedAt * Math.max(1, places)));
}

/** How well each thing suits, 0 to 1; 0 of what is not told, which then moves nothing. */
export function partsOf(wish: Wish, entry: EntryFacts, now: number): Record<WeightName, number> {
  return {
    access: shareOf(wish.access, entry.access),
    time: timePart(wish, entry, now),
    distance: distancePart(wish, entry),
    language: languagePart(wish, entry),
    cause: sharesOne(wish.causes, entry.causes) ? 1 : 0,
    activity: sharesOne(wish.activities, entry.activities) ? 1 : 0,
    practice: wish.practice && maySpeakMore(entry) ? 1 : 0,
    together: wish.together && entry.welcomesGroups ? 1 : 0,
  };
}

/** To the point that everybody may know, kilometres. */
export function kmFrom({ home }: Wish, { point }: EntryFacts): number | undefined {
  return home === undefined || point === undefined ? undefined : kmBetween(home, point);
}

/** Whoever must speak fluently has nothing to practise. */
export function maySpeakMore({ practice, swedish }: EntryFacts): boolean {
  return practice && swedish !== 'fluent';
}

/** How many steps of Swedish are missing. */
export function swedishMissing(known: SwedishNeeded, needed: SwedishNeeded): number {
  return Math.max(0, SWEDISH_NEEDED.indexOf(needed) - SWEDISH_NEEDED.indexOf(known));
}

function isInReach(wish: Wish, entry: EntryFacts): boolean {
  const { home, fromHome } = wish;
  if (entry.remote) return true;
  if (fromHome) return false;
  if (home === undefined) return true;
  if (home.isWhole && entry.municipality === home.municipality) return true;
  const km = kmFrom(wish, entry);
  return km !== undefined && km <= home.km;
}

function timePart({ slots }: Wish, entry: EntryFacts, now: number): number {
  if (slots.length === 0) return 0;
  return isFlexible(entry) || (bitsAt(entry, now) & bitsOf(slots)) !== 0 ? 1 : 0;
}

/** Next door is 1, as far as one goes 0. What can be done from home is half-way, unless that is what one wants. */
function distancePart(wish: Wish, entry: EntryFacts): number {
  const { home, fromHome } = wish;
  if (fromHome) return entry.remote ? 1 : 0;
  if (home === undefined) return 0;
  const km = kmFrom(wish, entry);
  const near = km === undefined ? 0 : Math.max(0, 1 - km / Math.max(1, home.km));
  return entry.remote ? Math.max(0.5, near) : near;
}

/** Mostly whether one's Swedish is enough, and a little whether somebody there speaks a language of one's own. Never a gate. */
function languagePart({ swedish, speaks }: Wish, entry: EntryFacts): number {
  const enough = swedish === undefined ? 0 : ([1, 0.5, 0.2][swedishMissing(swedish, entry.swedish)] ?? 0);
  return 0.8 * enough + (sharesOne(speaks, entry.spoken) ? 0.2 : 0);
}

function sharesOne<T>(wanted: readonly T[], there: readonly T[]): boolean {
  return wanted.length > 0 && wanted.some((one) => there.includes(one));
}

function shareOf<T>(wanted: readonly T[], there: readonly T[]): number {
  return wanted.length === 0 ? 0 : wanted.filter((one) => there.includes(one)).length / wanted.length;
}
