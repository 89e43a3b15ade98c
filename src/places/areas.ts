// Which municipality a point lies in, and how far a point is from one, by the generalised borders of Statistics Sweden: those that the map
// draws. Where they come from is in docs/decisions/0094-a-map-of-our-own.md.
import { readFileSync } from 'node:fs';

/** WGS 84, degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** A closed line: the last point is the first. */
type Ring = readonly Point[];

interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: { municipalities: { geometries: { id: string; arcs: number[][][] }[] } };
}

const kmPerDegree = 111.2;

const { transform, arcs, objects } = JSON.parse(
  readFileSync(new URL('../../public/map/sweden.json', import.meta.url), 'utf8'),
) as Topology;
const lines = arcs.map(lineOf);

/** Outer borders and those of holes alike. */
const bordersOf: ReadonlyMap<string, readonly Ring[]> = new Map(
  objects.municipalities.geometries.map(({ id, arcs: areas }) => [id, areas.flat().map(ringOf)]),
);

/** The code of the municipality that a point lies in; undefined in the sea, in the largest lakes and abroad. */
export function municipalityAt(point: Point): string | undefined {
  for (const [code, rings] of bordersOf) if (isInside(point, rings)) return code;
  return undefined;
}

/** As the crow flies, for points that are not far from each other. */
export function kilometres(one: Point, other: Point): number {
  return Math.hypot(...from(one, other));
}

/** How many kilometres a point is from a municipality: 0 inside it. */
export function distanceToMunicipality(code: string, point: Point): number {
  const rings = bordersOf.get(code) ?? [];
  return isInside(point, rings) ? 0 : Math.min(...rings.map((ring) => distanceToRing(point, ring)));
}

/** What lies within an uneven number of rings lies in the area that they bound. */
function isInside({ lat, lon }: Point, rings: readonly Ring[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (const [one, other] of sides(ring))
      if (
        one.lat > lat !== other.lat > lat &&
        lon < one.lon + ((lat - one.lat) / (other.lat - one.lat)) * (other.lon - one.lon)
      )
        inside = !inside;
  return inside;
}

/** In kilometres. */
function distanceToRing(point: Point, ring: Ring): number {
  return Math.min(
    ...sides(ring).map(([one, other]) => {
      const [x, y] = from(point, one);
      const [otherX, otherY] = from(point, other);
      const [dx, dy] = [otherX - x, otherY - y];
      const along = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(x + along * dx, y + along * dy);
    }),
  );
}

/** Where another point lies, in kilometres east and north, as if the earth were flat around the first. */
function from({ lat, lon }: Point, other: Point): [east: number, north: number] {
  const kmPerLon = kmPerDegree * Math.cos((lat * Math.PI) / 180);
  return [(other.lon - lon) * kmPerLon, (other.lat - lat) * kmPerDegree];
}

function sides(ring: Ring): [Point, Point][] {
  return ring.slice(1).map((point, index) => [ring[index] ?? point, point]);
}

/** Each step is told from the one before, in whole parts of the map's scale. */
function lineOf(steps: [number, number][]): Point[] {
  const { scale, translate } = transform;
  let [x, y] = [0, 0];
  return steps.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return { lon: x * scale[0] + translate[0], lat: y * scale[1] + translate[1] };
  });
}

/** Lines put end to end; a negative number is a line walked backwards. */
function ringOf(parts: number[]): Ring {
  return parts.flatMap((part, index) => {
    const line = part < 0 ? (lines[~part] ?? []).toReversed() : (lines[part] ?? []);
    return index === 0 ? line : line.slice(1);
  });
}
