// The facets of few values, as bits: each value has a place in a row of bits that every entry has. Pure.
import {
  ACTIVITIES,
  ADMISSIONS,
  CAUSES,
  FACTS,
  LANGUAGES,
  SLOTS,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
  TIMINGS,
} from '../../taxonomies/taxonomies.ts';
import type { FacetName } from './facets.ts';

/** Regions and organisations are many, and have columns of their own. */
export type BitFacet = Exclude<FacetName, 'region' | 'organisation'>;

/** The codes of each facet, in the order in which an address names them and the bits stand. */
export const CODES = {
  cause: CAUSES,
  group: TARGET_GROUPS,
  activity: ACTIVITIES,
  slot: SLOTS,
  timing: TIMINGS,
  where: ['onsite', 'remote'],
  swedish: SWEDISH_NEEDED,
  spoken: LANGUAGES,
  practice: ['yes'],
  access: FACTS,
  groups: ['yes'],
  admission: ADMISSIONS,
} as const satisfies Record<BitFacet, readonly string[]>;
const values: Record<BitFacet, readonly string[]> = CODES;

export interface Span {
  readonly name: BitFacet;
  readonly from: number;
  readonly values: readonly string[];
}

export const BIT_FACETS = Object.keys(values) as BitFacet[];

/** Where the values of each facet lie. */
export const spans: Readonly<Record<BitFacet, Span>> = Object.fromEntries(
  BIT_FACETS.map((name, place) => {
    const from = BIT_FACETS.slice(0, place).reduce((sum, before) => sum + values[before].length, 0);
    return [name, { name, from, values: values[name] }];
  }),
) as Record<BitFacet, Span>;

/** How many bits an entry has. */
export const BITS = BIT_FACETS.reduce((sum, name) => sum + values[name].length, 0);

/** A word of bits changes its meaning with the values: what is kept on disk carries this. */
export const layout = BIT_FACETS.map((name) => `${name}:${values[name].join(',')}`).join(';');

const places = new Map(
  BIT_FACETS.map((name) => [
    name,
    new Map(values[name].map((value, place) => [value, spans[name].from + place])),
  ]),
);

/** The place of a value; none of what nobody can have. */
export function placeOf(name: BitFacet, value: string): number | undefined {
  return places.get(name)?.get(value);
}
