// Points gathered for a map: by the squares of a grid that is finer the closer one looks, and squares whose middles would cover each other on
// the screen together. The grid lies fast on the earth, so that a map that is moved keeps it. Pure.
import type { EntryFacts, Point } from '../search/engine/entry.ts';
import type { Bounds } from '../search/engine/query.ts';

export const MIN_ZOOM = 4;
export const MAX_ZOOM = 14;
/** So many of a square are told by name, if they stand at one point or nothing closer can be seen. */
export const TOLD = 8;

/** The side of a square on the screen, and how near each other two middles may stand, in pixels. */
const SQUARE = 64;
const APART = 44;
/** Sums are of whole parts of a degree, so that it does not matter in which order. */
const PARTS = 1e6;
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
  readonly told: readonly EntryFacts[];
}

interface Gathered {
  square: number;
  n: number;
  /** Sums, in parts of a degree. */
  lat: number;
  lon: number;
  bounds: Bounds;
  newest: EntryFacts[];
}

/** `visit` is handed each entry once, in any order; what has no point has no cell. */
export function cellsOf(each: (visit: (entry: EntryFacts) => void) => void, zoom: number): Cell[] {
  const cells = new Map<number, Gathered>();
  each((entry) => {
    if (entry.point === undefined) return;
    const key = squareOf(entry.point, zoom);
    const known = cells.get(key);
    if (known === undefined) cells.set(key, begin(key, entry, entry.point));
    else add(known, entry, entry.point);
  });
  return apart([...cells.values()], zoom).map(({ n, lat, lon, bounds, newest }) => ({
    n,
    lat: degrees(lat / n),
    lon: degrees(lon / n),
    bounds,
    told: zoom >= MAX_ZOOM || isOnePoint(bounds) ? newest : [],
  }));
}

/** The largest stay where they are, and smaller ones that would be covered join them. From the north to the south. */
function apart(cells: Gathered[], zoom: number): Gathered[] {
  const near = APART / (256 * 2 ** zoom);
  const kept: { cell: Gathered; x: number; y: number }[] = [];
  for (const cell of cells.toSorted((one, other) => other.n - one.n || one.square - other.square)) {
    const [x, y] = [across(cell.lon / cell.n / PARTS), down(cell.lat / cell.n / PARTS)];
    const large = kept.find((one) => Math.hypot(one.x - x, one.y - y) < near);
    if (large === undefined) kept.push({ cell, x, y });
    else join(large.cell, cell);
  }
  return kept.map(({ cell }) => cell).toSorted((one, other) => one.square - other.square);
}

function join(large: Gathered, small: Gathered): void {
  large.n += small.n;
  large.lat += small.lat;
  large.lon += small.lon;
  large.bounds = joined(large.bounds, small.bounds);
  for (const entry of small.newest) note(large.newest, entry);
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

function begin(square: number, entry: EntryFacts, point: Point): Gathered {
  return {
    square,
    n: 1,
    lat: whole(point.lat),
    lon: whole(point.lon),
    bounds: around(point),
    newest: [entry],
  };
}

function add(cell: Gathered, entry: EntryFacts, point: Point): void {
  cell.n += 1;
  cell.lat += whole(point.lat);
  cell.lon += whole(point.lon);
  if (!holds(cell.bounds, point)) cell.bounds = joined(cell.bounds, around(point));
  note(cell.newest, entry);
}

/** Keeps the newest of all that it is told, the newest first. */
function note(newest: EntryFacts[], entry: EntryFacts): void {
  const last = newest.at(-1);
  if (newest.length === TOLD && last !== undefined && !isNewer(entry, last)) return;
  const before = newest.findIndex((one) => isNewer(entry, one));
  newest.splice(before === -1 ? newest.length : before, 0, entry);
  if (newest.length > TOLD) newest.pop();
}

function isNewer(one: EntryFacts, other: EntryFacts): boolean {
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

function whole(angle: number): number {
  return Math.round(angle * PARTS);
}

/** About a metre. */
function degrees(parts: number): number {
  return Math.round(parts / (PARTS / 1e5)) / 1e5;
}
