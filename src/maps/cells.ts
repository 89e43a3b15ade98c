// Points gathered for a map: the squares of a grid that is finer the closer one looks, each with how many it holds. The squares lie fast on the
// earth, so that a map that is moved keeps them. Pure.
import type { Entry, Point } from '../search/engine/entry.ts';
import type { Bounds } from '../search/engine/query.ts';

export const MIN_ZOOM = 4;
export const MAX_ZOOM = 14;
/** So many of a square are told by name, if they stand at one point or nothing closer can be seen. */
export const TOLD = 8;

/** The side of a square on the screen. */
const SQUARE = 64;
/** What a screen can show; more is looked at from farther away. */
const WIDEST = 2_560;

export interface Cell {
  readonly n: number;
  /** The middle of its points. */
  readonly lat: number;
  readonly lon: number;
  /** What its points lie in. */
  readonly bounds: Bounds;
  /** The newest of them, where they are told by name; none of a square to be looked at more closely. */
  readonly told: readonly Entry[];
}

interface Gathered {
  n: number;
  /** Sums, in whole parts. */
  lat: number;
  lon: number;
  bounds: Bounds;
  newest: Entry[];
}

/** `visit` is handed each entry once, in any order; what has no point has no cell. */
export function cellsOf(each: (visit: (entry: Entry) => void) => void, zoom: number): Cell[] {
  const cells = new Map<number, Gathered>();
  each((entry) => {
    if (entry.point === undefined) return;
    const key = squareOf(entry.point, zoom);
    const known = cells.get(key);
    if (known === undefined) cells.set(key, begin(entry, entry.point));
    else add(known, entry, entry.point);
  });
  return [...cells]
    .toSorted(([one], [other]) => one - other)
    .map(([, { n, lat, lon, bounds, newest }]) => ({
      n,
      lat: degrees(lat / n),
      lon: degrees(lon / n),
      bounds,
      told: zoom >= MAX_ZOOM || isOnePoint(bounds) ? newest : [],
    }));
}

/** As close as was asked, or as far away as it takes to show all of it. */
export function zoomFor(view: Bounds, asked: number): number {
  const widest = Math.max(across(view.east) - across(view.west), down(view.south) - down(view.north));
  const most = Math.floor(Math.log2(WIDEST / 256 / Math.max(widest, 1e-9)));
  return Math.max(0, Math.min(asked, most, MAX_ZOOM));
}

/** What all of them lie in; undefined of none. */
export function boundsOf(cells: readonly Cell[]): Bounds | undefined {
  return cells.map(({ bounds }) => bounds).reduce<Bounds | undefined>(joined, undefined);
}

/** What is in both; undefined where they do not meet. */
export function common(one: Bounds, other: Bounds): Bounds | undefined {
  const both = {
    south: Math.max(one.south, other.south),
    west: Math.max(one.west, other.west),
    north: Math.min(one.north, other.north),
    east: Math.min(one.east, other.east),
  };
  return both.south > both.north || both.west > both.east ? undefined : both;
}

export function isOnePoint({ south, west, north, east }: Bounds): boolean {
  return south === north && west === east;
}

/** Rows of squares from the north, each from the west; unlike for no two squares. */
function squareOf({ lat, lon }: Point, zoom: number): number {
  const squares = (256 * 2 ** zoom) / SQUARE;
  return Math.floor(down(lat) * squares) * squares + Math.floor(across(lon) * squares);
}

/** From 0 at 180° W to 1 at 180° E. */
function across(lon: number): number {
  return (lon + 180) / 360;
}

/** From 0 in the north to 1 in the south, as the map is drawn (Web Mercator). */
function down(lat: number): number {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

function begin(entry: Entry, point: Point): Gathered {
  return {
    n: 1,
    lat: whole(point.lat),
    lon: whole(point.lon),
    bounds: around(point),
    newest: [entry],
  };
}

function add(cell: Gathered, entry: Entry, point: Point): void {
  cell.n += 1;
  cell.lat += whole(point.lat);
  cell.lon += whole(point.lon);
  if (!holds(cell.bounds, point)) cell.bounds = joined(cell.bounds, around(point));
  const { newest } = cell;
  const last = newest.at(-1);
  if (newest.length === TOLD && last !== undefined && !isNewer(entry, last)) return;
  const before = newest.findIndex((one) => isNewer(entry, one));
  newest.splice(before === -1 ? newest.length : before, 0, entry);
  if (newest.length > TOLD) newest.pop();
}

function isNewer(one: Entry, other: Entry): boolean {
  return one.publishedAt === other.publishedAt ? one.id > other.id : one.publishedAt > other.publishedAt;
}

function holds({ south, west, north, east }: Bounds, { lat, lon }: Point): boolean {
  return lat >= south && lat <= north && lon >= west && lon <= east;
}

function around({ lat, lon }: Point): Bounds {
  return { south: lat, west: lon, north: lat, east: lon };
}

function joined(one: Bounds | undefined, other: Bounds): Bounds {
  return {
    south: Math.min(one?.south ?? Infinity, other.south),
    west: Math.min(one?.west ?? Infinity, other.west),
    north: Math.max(one?.north ?? -Infinity, other.north),
    east: Math.max(one?.east ?? -Infinity, other.east),
  };
}

/** Summed up in whole parts, so that it does not matter in which order. */
function whole(angle: number): number {
  return Math.round(angle * 1e6);
}

/** About a metre. */
function degrees(parts: number): number {
  return Math.round(parts / 10) / 1e5;
}
