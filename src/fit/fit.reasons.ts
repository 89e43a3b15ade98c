// Why an assignment is shown to somebody, and what of it does not fit: true facts about the two, what matters most first. Pure; the words are in fit.view.ts.
import type { EntryFacts, SlotCode } from '../search/engine/entry.ts';
import type { Activity, Cause, Fact, LanguageCode, SwedishNeeded } from '../taxonomies/taxonomies.ts';
import { kmFrom, maySpeakMore, stoppedBy, swedishMissing } from './fit.score.ts';
import { bitsAt, bitsOf, isFlexible, slotsOf } from './fit.times.ts';
import type { Wish } from './wish.ts';

export type Reason =
  | { readonly kind: 'access' | 'askAccess'; readonly fact: Fact }
  /** `isAbout` where one of the two points stands for an area. */
  | { readonly kind: 'distance' | 'far'; readonly km: number; readonly isAbout: boolean }
  | { readonly kind: 'slot'; readonly slot: SlotCode }
  | { readonly kind: 'swedish' | 'moreSwedish'; readonly needed: SwedishNeeded }
  | { readonly kind: 'speaks'; readonly language: LanguageCode }
  | { readonly kind: 'cause'; readonly cause: Cause }
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'young'; readonly age: number }
  | { readonly kind: 'municipality' | 'remote' | 'flexible' | 'practice' | 'together' | 'otherTimes' };

export interface Reasons {
  readonly fits: readonly Reason[];
  /** Said kindly: none of it hides anything. */
  readonly fitsNot: readonly Reason[];
}

/** So many stand on a card. */
export const mostOnCard = { fits: 4, fitsNot: 2 } as const;

export function reasonsFor(wish: Wish, entry: EntryFacts, now: number): Reasons {
  return { fits: fits(wish, entry, now), fitsNot: fitsNot(wish, entry, now) };
}

function fits(wish: Wish, entry: EntryFacts, now: number): Reason[] {
  const all: Reason[] = wish.access
    .filter((fact) => entry.access.includes(fact))
    .map((fact) => ({ kind: 'access', fact }));
  all.push(...whereFits(wish, entry), ...whenFits(wish, entry, now), ...languageFits(wish, entry));
  if (wish.practice && maySpeakMore(entry)) all.push({ kind: 'practice' });
  const cause = wish.causes.find((one) => entry.causes.includes(one));
  if (cause !== undefined) all.push({ kind: 'cause', cause });
  const activity = wish.activities.find((one) => entry.activities.includes(one));
  if (activity !== undefined) all.push({ kind: 'activity', activity });
  if (wish.together && entry.welcomesGroups) all.push({ kind: 'together' });
  return all;
}

function fitsNot(wish: Wish, entry: EntryFacts, now: number): Reason[] {
  const gate = stoppedBy(wish, entry, now);
  const km = kmFrom(wish, entry);
  const all: Reason[] = [];
  if (gate === 'age') all.push({ kind: 'young', age: entry.lowestAge });
  if (gate === 'reach' && km !== undefined && !wish.fromHome)
    all.push({ kind: 'far', km: Math.round(km), isAbout: isAbout(wish, entry) });
  for (const fact of wish.access) if (!entry.access.includes(fact)) all.push({ kind: 'askAccess', fact });
  if (wish.swedish !== undefined && swedishMissing(wish.swedish, entry.swedish) > 0)
    all.push({ kind: 'moreSwedish', needed: entry.swedish });
  if (wish.slots.length > 0 && !isFlexible(entry) && (bitsAt(entry, now) & bitsOf(wish.slots)) === 0)
    all.push({ kind: 'otherTimes' });
  return all;
}

function whereFits(wish: Wish, entry: EntryFacts): Reason[] {
  const { home } = wish;
  const remote: Reason[] = entry.remote ? [{ kind: 'remote' }] : [];
  if (wish.fromHome || home === undefined) return wish.fromHome ? remote : [];
  if (home.isWhole && entry.municipality === home.municipality) return [{ kind: 'municipality' }];
  const km = kmFrom(wish, entry);
  if (km === undefined || km > home.km) return remote;
  return [{ kind: 'distance', km: Math.round(km), isAbout: isAbout(wish, entry) }];
}

function whenFits({ slots }: Wish, entry: EntryFacts, now: number): Reason[] {
  if (slots.length === 0) return [];
  if (isFlexible(entry)) return [{ kind: 'flexible' }];
  const [slot] = slotsOf(bitsAt(entry, now) & bitsOf(slots));
  return slot === undefined ? [] : [{ kind: 'slot', slot }];
}

/** Nothing is said of Swedish to whoever speaks it fluently. */
function languageFits({ swedish, speaks }: Wish, entry: EntryFacts): Reason[] {
  const all: Reason[] = [];
  if (swedish !== undefined && swedish !== 'fluent' && swedishMissing(swedish, entry.swedish) === 0)
    all.push({ kind: 'swedish', needed: entry.swedish });
  const language = speaks.find((one) => entry.spoken.includes(one));
  if (language !== undefined) all.push({ kind: 'speaks', language });
  return all;
}

function isAbout({ home }: Wish, { isArea }: EntryFacts): boolean {
  return isArea || home?.isWhole === true;
}
