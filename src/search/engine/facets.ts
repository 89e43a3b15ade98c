// The facets: what an assignment is counted and found under. One line each, so that a new facet is a line here and its words. Pure.
import type { EntryFacts } from './entry.ts';

interface Facet {
  /** The values that an entry has. */
  readonly of: (entry: EntryFacts) => readonly string[];
  /** Every chosen value must be there, as of things that one cannot do without. Else any of them. */
  readonly all?: true;
  /** It has so many values that only those that give most are counted, and those that are chosen. */
  readonly most?: number;
}

export const facets = {
  /** Codes of municipalities (four digits) and of counties (two). */
  region: {
    of: ({ municipality }) => (municipality === undefined ? [] : [municipality, municipality.slice(0, 2)]),
  },
  cause: { of: ({ causes }) => causes },
  group: { of: ({ groups }) => groups },
  activity: { of: ({ activities }) => activities },
  slot: { of: ({ slots }) => slots },
  timing: { of: ({ timing }) => [timing] },
  where: { of: ({ onsite, remote }) => [...(onsite ? ['onsite'] : []), ...(remote ? ['remote'] : [])] },
  swedish: { of: ({ swedish }) => [swedish] },
  spoken: { of: ({ spoken }) => spoken },
  practice: { of: ({ practice }) => (practice ? ['yes'] : []) },
  access: { of: ({ access }) => access, all: true },
  groups: { of: ({ welcomesGroups }) => (welcomesGroups ? ['yes'] : []) },
  admission: { of: ({ admission }) => [admission] },
  organisation: { of: ({ organisation }) => [organisation], most: 20 },
} as const satisfies Record<string, Facet>;

export type FacetName = keyof typeof facets;
export const FACET_NAMES = Object.keys(facets) as FacetName[];

export function facetOf(name: FacetName): Facet {
  return facets[name];
}
