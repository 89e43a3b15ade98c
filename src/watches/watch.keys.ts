// Reverse search: by which keys a new assignment finds the watches that may want it. A watch stands under its most telling condition alone, an assignment has
// the keys of everything that it is. What a key finds is then looked at in full (watch.match.ts); what none finds cannot match. Pure.
import type { Entry, Point } from '../search/engine/entry.ts';
import { FACET_NAMES, facetOf } from '../search/engine/facets.ts';
import type { FacetName } from '../search/engine/facets.ts';
import type { Bounds, Criteria } from '../search/engine/query.ts';
import type { Synonyms } from '../search/engine/synonyms.ts';
import { keysOfText, keysOfWords } from './watch.words.ts';

/** The share of all assignments that one value stands for, roughly: only which of two is smaller matters. */
const shares: Readonly<Record<FacetName, number>> = {
  organisation: 0.001,
  /** One of 290, but the large ones have more. Of a county: `regionShare`. */
  region: 0.01,
  spoken: 0.05,
  activity: 0.06,
  slot: 0.06,
  group: 0.1,
  cause: 0.1,
  practice: 0.2,
  access: 0.3,
  groups: 0.3,
  timing: 0.4,
  swedish: 0.4,
  admission: 0.5,
  where: 0.6,
};
const countyShare = 0.06;
const wordShare = 0.02;
const cellShare = 0.015;

/** Under what has no condition that a key could stand for. */
const anything = '*';
/** A condition with more keys than this is a wide one. */
const mostKeys = 60;

interface Condition {
  keys: readonly string[];
  share: number;
}

/** The keys that a watch is found by: those of one condition. */
export function keysOfWatch(criteria: Criteria): string[] {
  const [best] = [...facetConditions(criteria), ...areaConditions(criteria), ...textConditions(criteria)]
    .filter(({ keys }) => keys.length <= mostKeys)
    .sort((one, other) => one.share - other.share);
  return best === undefined ? [anything] : [...new Set(best.keys)];
}

/** Everything that an assignment may be found by. */
export function keysOfEntry(entry: Entry, synonyms: Synonyms): string[] {
  const facets = FACET_NAMES.flatMap((name) =>
    facetOf(name)
      .of(entry)
      .map((value) => keyOf(name, value)),
  );
  const place = entry.point === undefined ? [] : [cellAt(entry.point.lat, entry.point.lon)];
  return [...new Set([anything, ...facets, ...place, ...keysOfWords(entry, synonyms)])];
}

function keyOf(name: FacetName, value: string): string {
  return `${name}:${value}`;
}

function facetConditions({ chosen }: Criteria): Condition[] {
  return FACET_NAMES.flatMap((name) => {
    const values = chosen[name] ?? [];
    // Of what must all be there, one is enough to find it by.
    const some = facetOf(name).all === true ? values.slice(0, 1) : values;
    const share = some.reduce((sum, value) => sum + shareOf(name, value), 0);
    return some.length === 0 ? [] : [{ keys: some.map((value) => keyOf(name, value)), share }];
  });
}

function shareOf(name: FacetName, value: string): number {
  return name === 'region' && value.length === 2 ? countyShare : shares[name];
}

function textConditions({ text }: Criteria): Condition[] {
  const keys = keysOfText(text);
  return keys === undefined ? [] : [{ keys, share: wordShare }];
}

// The map is cut into cells of half a degree north and one degree east: about 55 km by 55 km in the middle of Sweden.
const cellNorth = 0.5;
const cellEast = 1;

function cellAt(lat: number, lon: number): string {
  return `cell:${Math.floor(lat / cellNorth)},${Math.floor(lon / cellEast)}`;
}

function areaConditions({ near, bounds }: Criteria): Condition[] {
  const areas = [
    ...(near?.km === undefined ? [] : [around(near, near.km)]),
    ...(bounds === undefined ? [] : [bounds]),
  ];
  return areas.map((area) => {
    const keys = cellsIn(area);
    return { keys, share: keys.length * cellShare };
  });
}

/** A box that holds the circle, with a little to spare. */
function around({ lat, lon }: Point, km: number): Bounds {
  const north = (km * 1.01) / 111.19;
  const farthest = Math.min(89, Math.max(Math.abs(lat - north), Math.abs(lat + north)));
  const east = north / Math.cos((farthest * Math.PI) / 180);
  return { south: lat - north, north: lat + north, west: lon - east, east: lon + east };
}

/** Stops when there are too many to be worth it. */
function cellsIn({ south, west, north, east }: Bounds): string[] {
  const cells: string[] = [];
  for (let lat = Math.floor(south / cellNorth) * cellNorth; lat <= north; lat += cellNorth)
    for (let lon = Math.floor(west / cellEast) * cellEast; lon <= east; lon += cellEast) {
      cells.push(cellAt(lat, lon));
      if (cells.length > mostKeys) return cells;
    }
  return cells;
}
