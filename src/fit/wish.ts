// What somebody has told of what would suit them: plain values, from the profile or from the answers of the guide, and never a guess. Pure.
import type { Point, SlotCode } from '../search/engine/entry.ts';
import type { Activity, Cause, Fact, LanguageCode, SwedishNeeded } from '../taxonomies/taxonomies.ts';

/** Where one is, and how far one goes. */
export interface Home extends Point {
  readonly municipality: string;
  readonly km: number;
  /** True where only the municipality is told: the point is its centre, and all of it is near enough. */
  readonly isWhole: boolean;
}

export interface Wish {
  readonly causes: readonly Cause[];
  readonly activities: readonly Activity[];
  /** When one can; any time where nothing is told. */
  readonly slots: readonly SlotCode[];
  readonly home?: Home;
  /** Only what can be done from home. */
  readonly fromHome: boolean;
  /** How much Swedish one knows. */
  readonly swedish?: SwedishNeeded;
  /** Other languages than Swedish. */
  readonly speaks: readonly LanguageCode[];
  /** Wants to practise Swedish. */
  readonly practice: boolean;
  /** What one needs to be able to take part. */
  readonly access: readonly Fact[];
  /** So old at least. */
  readonly age?: number;
  /** Comes with others. */
  readonly together: boolean;
}

export const noWish: Wish = {
  causes: [],
  activities: [],
  slots: [],
  fromHome: false,
  speaks: [],
  practice: false,
  access: [],
  together: false,
};

/** How far one goes where nothing is told, kilometres. */
export const usualKm = 25;

/** True if there is something that assignments can suit more or less. */
export function saysEnough(wish: Wish): boolean {
  const { causes, activities, slots, home, fromHome, swedish, speaks, practice, access, together } = wish;
  const lists = [causes, activities, slots, speaks, access];
  return (
    lists.some((list) => list.length > 0) ||
    [fromHome, practice, together].includes(true) ||
    home !== undefined ||
    swedish !== undefined
  );
}
