// What is asked of the engine. Several values of one facet mean "or", facets together mean "and". Pure.
import type { Point } from './entry.ts';
import type { FacetName } from './facets.ts';

/** Degrees; `west` is never east of `east` in Sweden. */
export interface Bounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

export const SORTS = ['relevance', 'newest', 'nearest', 'soonest', 'fit'] as const;
export type Sort = (typeof SORTS)[number];

/** What a search is narrowed by. */
export interface Criteria {
  /** '' asks for nothing. At most 200 characters. */
  readonly text: string;
  readonly chosen: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  /** Where one is; within so many kilometres where `km` is given, else only measured from. */
  readonly near?: Point & { readonly km?: number };
  readonly bounds?: Bounds;
  /** Happens on or after, and on or before, as '2026-05-01'; what is flexible always may. */
  readonly from?: string;
  readonly to?: string;
  /** How old one is: no higher lowest age. */
  readonly age?: number;
  /** So many places left at least. */
  readonly places?: number;
}

export interface Query extends Criteria {
  /** `relevance` without text is `newest`; `nearest` without a point is `newest`. */
  readonly sort: Sort;
  readonly skip: number;
  readonly take: number;
}

export interface Hit {
  readonly id: string;
  /** From `near` to the public point, kilometres; none where either is missing. */
  readonly km?: number;
}

/** Cumulative counts for thresholds: how many there would be with each of them. */
export type Thresholds = ReadonlyMap<number, number>;

export interface Answer {
  readonly total: number;
  readonly hits: readonly Hit[];
  /**
   * Of each value how many the search would give with it alone chosen in its facet. Values that give none are left out,
   * and of the facets with `most` all but those that give most (equal ones in the order of their codes) and those chosen.
   */
  readonly facets: Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
  /** By radius in kilometres, with everything else as it is; empty without `near`. */
  readonly km: Thresholds;
  readonly ages: Thresholds;
  readonly places: Thresholds;
  /** How many of them answer every word; all of them, unless hardly anything does. */
  readonly whole: number;
  /** The words asked for that so few entries have that they were also read as words a letter or two away. */
  readonly mistyped: readonly string[];
  /** Of these the ones that have a commoner word near them, with that word. */
  readonly meant: ReadonlyMap<string, string>;
}

export const RADII = [2, 5, 10, 25, 50, 100] as const;
export const AGES = [13, 15, 16, 18] as const;
export const PLACES_LEFT = [2, 5, 10] as const;

export const nothing: Criteria = { text: '', chosen: {} };
