// The way between two points as the crow flies. Pure.
import type { Point } from './entry.ts';

/** The mean radius of the earth (IUGG), kilometres. */
const earth = 6371.0088;

/** Kilometres, by the haversine formula. */
export function kmBetween(one: Point, other: Point): number {
  const rad = Math.PI / 180;
  const north = Math.sin(((other.lat - one.lat) * rad) / 2) ** 2;
  const east = Math.sin(((other.lon - one.lon) * rad) / 2) ** 2;
  return 2 * earth * Math.asin(Math.sqrt(north + Math.cos(one.lat * rad) * Math.cos(other.lat * rad) * east));
}
