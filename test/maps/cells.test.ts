// What holds for the squares of a map whatever the points are: each in one square, none lost, the same in any order.
import fc from 'fast-check';
import {
  boundsOf,
  cellsOf,
  common,
  isOnePoint,
  MAX_ZOOM,
  MIN_ZOOM,
  TOLD,
  zoomFor,
} from '../../src/maps/cells.ts';
import type { Cell } from '../../src/maps/cells.ts';
import { places } from '../../src/places/places.ts';
import type { Entry, Point } from '../../src/search/engine/entry.ts';
import type { Bounds } from '../../src/search/engine/query.ts';

const anywhere = fc.record({
  lat: fc.double({ min: 55, max: 69.5, noNaN: true }),
  lon: fc.double({ min: 10.5, max: 24.5, noNaN: true }),
});
/** As real ones: nearly all stand at the centre of some place. */
const point = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...places()).map(({ lat, lon }) => ({ lat, lon })) },
  { weight: 1, arbitrary: anywhere },
);
const entries = fc
  .array(fc.tuple(fc.option(point, { nil: undefined }), fc.integer({ min: 0, max: 5 })), { maxLength: 120 })
  .map((rows) => rows.map(([at, publishedAt], index) => entry(index, at, publishedAt)));
const zoom = fc.integer({ min: MIN_ZOOM, max: MAX_ZOOM });

function entry(index: number, at: Point | undefined, publishedAt: number): Entry {
  const id = index.toString(16).padStart(24, '0');
  return { id, publishedAt, ...(at === undefined ? {} : { point: at }) } as Entry;
}

function gathered(all: readonly Entry[], at: number): Cell[] {
  return cellsOf((visit) => all.forEach(visit), at);
}

const holds = ({ south, west, north, east }: Bounds, { lat, lon }: Point) =>
  lat >= south && lat <= north && lon >= west && lon <= east;

test('the counts sum to what has a point', () => {
  fc.assert(
    fc.property(entries, zoom, (all, at) => {
      const sum = gathered(all, at).reduce((n, cell) => n + cell.n, 0);
      expect(sum).toBe(all.filter(({ point: own }) => own !== undefined).length);
    }),
  );
});

test('each point is counted in one square: those at one point together, and a square alone gives itself again', () => {
  fc.assert(
    fc.property(entries, zoom, (all, at) => {
      const cells = gathered(all, at);
      for (const { bounds, n } of cells) {
        const inside = all.filter(({ point: own }) => own !== undefined && holds(bounds, own));
        expect(inside).toHaveLength(n);
        expect(gathered(inside, at)).toEqual(cells.filter((cell) => cell.bounds === bounds));
      }
    }),
  );
});

test('the same points give the same squares in any order', () => {
  fc.assert(
    fc.property(
      entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      zoom,
      ([all, shuffled], at) => {
        expect(gathered(shuffled, at)).toEqual(gathered(all, at));
      },
    ),
  );
});

test('closer up a square is only ever divided', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: MIN_ZOOM, max: MAX_ZOOM - 1 }), (all, at) => {
      const far = gathered(all, at);
      for (const { bounds } of gathered(all, at + 1)) {
        const around = far.filter(
          (cell) =>
            holds(cell.bounds, { lat: bounds.south, lon: bounds.west }) &&
            holds(cell.bounds, { lat: bounds.north, lon: bounds.east }),
        );
        expect(around).toHaveLength(1);
      }
    }),
  );
});

test('what stands at one point is told by name, the newest first, and what can be looked at more closely is not', () => {
  fc.assert(
    fc.property(entries, zoom, (all, at) => {
      for (const { bounds, n, told } of gathered(all, at)) {
        const isTold = isOnePoint(bounds) || at === MAX_ZOOM;
        expect(told).toHaveLength(isTold ? Math.min(n, TOLD) : 0);
        const newest = all
          .filter(({ point: own }) => own !== undefined && holds(bounds, own))
          .sort((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? 1 : -1));
        if (isTold) expect(told).toEqual(newest.slice(0, TOLD));
      }
    }),
  );
});

test('a view wider than any screen is looked at from farther away', () => {
  const sweden = { south: 55, west: 10.5, north: 69.5, east: 24.5 };
  const town = { south: 59.5, west: 16.4, north: 59.7, east: 16.7 };
  expect(zoomFor(sweden, 14)).toBeLessThanOrEqual(7);
  expect(zoomFor(sweden, 5)).toBe(5);
  expect(zoomFor(town, 12)).toBe(12);
  expect(zoomFor(town, 99)).toBeLessThanOrEqual(MAX_ZOOM);
  expect(zoomFor({ south: -90, west: -180, north: 90, east: 180 }, 14)).toBeLessThan(MIN_ZOOM);
});

test('the bounds of all squares hold each of them, and two views have in common what lies in both', () => {
  const cells = gathered([entry(1, { lat: 57, lon: 12 }, 1), entry(2, { lat: 65, lon: 20 }, 1)], 6);
  expect(boundsOf(cells)).toEqual({ south: 57, west: 12, north: 65, east: 20 });
  expect(boundsOf([])).toBeUndefined();
  const south = { south: 55, west: 10, north: 60, east: 20 };
  expect(common(south, { south: 58, west: 12, north: 70, east: 25 })).toEqual({
    south: 58,
    west: 12,
    north: 60,
    east: 20,
  });
  expect(common(south, { south: 61, west: 12, north: 70, east: 25 })).toBeUndefined();
});
