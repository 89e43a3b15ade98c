// What holds for the gatherings of a map whatever the points are: each point in one, none lost, the same in any order.
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
import type { EntryFacts, Point } from '../../src/search/engine/entry.ts';
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

function entry(index: number, at: Point | undefined, publishedAt: number): EntryFacts {
  const id = index.toString(16).padStart(24, '0');
  return { id, publishedAt, ...(at === undefined ? {} : { point: at }) } as EntryFacts;
}

function gathered(all: readonly EntryFacts[], at: number): Cell[] {
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

test('none is counted that is not there, and each lies in what counts it', () => {
  fc.assert(
    fc.property(entries, zoom, (all, at) => {
      const cells = gathered(all, at);
      for (const { bounds, n } of cells) {
        const inside = all.filter(({ point: own }) => own !== undefined && holds(bounds, own));
        expect(inside.length).toBeGreaterThanOrEqual(n);
      }
      for (const { point: own } of all)
        if (own !== undefined) expect(cells.some(({ bounds }) => holds(bounds, own))).toBe(true);
    }),
  );
});

test('the same points give the same in any order', () => {
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

test('no two stand so near each other on the screen that one covers the middle of the other', () => {
  // A town with parts at its edges, which a grid alone would divide.
  const town = places().filter(({ municipality }) => municipality === '1980');
  for (let at = MIN_ZOOM; at <= MAX_ZOOM; at += 1) {
    const cells = gathered(
      town.map((own, index) => entry(index, own, index)),
      at,
    );
    const onScreen = cells.map(({ lat, lon }) => {
      const world = 256 * 2 ** at;
      const sine = Math.sin((lat * Math.PI) / 180);
      return [
        ((lon + 180) / 360) * world,
        (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world,
      ] as const;
    });
    for (const [index, [x, y]] of onScreen.entries())
      for (const [otherX, otherY] of onScreen.slice(index + 1))
        expect(Math.hypot(x - otherX, y - otherY)).toBeGreaterThan(22);
  }
});

test('all that stands at one point is in one', () => {
  fc.assert(
    fc.property(entries, zoom, (all, at) => {
      const cells = gathered(all, at);
      for (const { point: own } of all)
        if (own !== undefined)
          expect(cells.filter(({ bounds }) => isOnePoint(bounds) && holds(bounds, own)).length).toBeLessThan(
            2,
          );
    }),
  );
});

test('what stands at one point is told by name, the newest first, and what can be looked at more closely is not', () => {
  fc.assert(
    fc.property(entries, zoom, (all, at) => {
      for (const { bounds, n, told } of gathered(all, at)) {
        const isTold = isOnePoint(bounds) || at === MAX_ZOOM;
        expect(told).toHaveLength(isTold ? Math.min(n, TOLD) : 0);
        const order = told.toSorted((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? 1 : -1));
        expect(told).toEqual(order);
        if (!isOnePoint(bounds)) continue;
        const here = all.filter(({ point: own }) => own !== undefined && holds(bounds, own));
        expect(here).toHaveLength(n);
        expect(Math.max(0, ...here.map(({ publishedAt }) => publishedAt))).toBe(told[0]?.publishedAt);
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

test('the bounds of all hold each of them, and two views have in common what lies in both', () => {
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
