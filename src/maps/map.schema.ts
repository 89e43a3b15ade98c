// What a map asks for: the part of the world that it shows, and how closely. Nobody types it, so what makes no sense is the whole country. Pure.
import { z } from 'zod';
import type { Bounds } from '../search/engine/query.ts';
import { MAX_ZOOM, MIN_ZOOM, zoomFor } from './cells.ts';

export const SWEDEN: Bounds = { south: 55, west: 10.5, north: 69.5, east: 24.5 };

/** "south,west,north,east" in degrees. */
const corners = z
  .string()
  .max(120)
  .regex(/^-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3}$/)
  .transform((text): Bounds => {
    const [south = 0, west = 0, north = 0, east = 0] = text.split(',').map(Number);
    return { south, west, north, east };
  })
  .refine(({ south, west, north, east }) => south < north && west < east);

export const viewQuery = z
  .object({
    view: corners.catch(SWEDEN),
    zoom: z.coerce.number().int().min(MIN_ZOOM).max(MAX_ZOOM).catch(MIN_ZOOM),
  })
  .transform(({ view, zoom }) => ({ view, zoom: zoomFor(view, zoom) }));
