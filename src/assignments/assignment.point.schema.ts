// The point of an assignment, as a field holds it: latitude and longitude, in or near the municipality that was chosen. Pure.
import { z } from 'zod';
import { distanceToMunicipality, kilometres } from '../places/areas.ts';
import type { Point } from '../places/areas.ts';
import { municipality, placesOf } from '../places/places.ts';
import { fault } from '../platform/http/form.ts';

/** Latitude and longitude, as the map writes them. */
export const point = z
  .preprocess((value) => value ?? '', z.string().trim().max(60))
  .transform((text, context): Point | undefined => {
    if (text === '') return undefined;
    const [, lat, lon] = /^(\d{1,2}(?:\.\d+)?)\s*,\s*(\d{1,2}(?:\.\d+)?)$/.exec(text) ?? [];
    if (lat === undefined || lon === undefined) {
      context.addIssue({ code: 'custom', message: 'assignments.form.point.format' });
      return z.NEVER;
    }
    return { lat: toMetre(lat), lon: toMetre(lon) };
  });

/** How far from its municipality, and from all places of it, a point may lie: borders are generalised, and leave islands out. */
const farthest = 5;

/** Why it cannot be there: a message, as a schema names it. */
export function pointFault(at: Point, code: string | undefined): string | undefined {
  if (code === undefined) return 'assignments.form.point.noMunicipality';
  const km = Math.min(distanceToMunicipality(code, at), ...placesOf(code).map((one) => kilometres(one, at)));
  if (km <= farthest) return undefined;
  const values = { km: Math.round(km), municipality: municipality(code)?.name ?? code };
  return fault('assignments.form.point.far', values);
}

function toMetre(degrees: string): number {
  return Math.round(Number(degrees) * 1e5) / 1e5;
}
