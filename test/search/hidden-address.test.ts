// Somebody tries to work out where a hidden address is from all that finding tells: how far it is, what comes first, what a circle or a map holds.
import { placesOf, seatOf } from '../../src/places/places.ts';
import { kmBetween } from '../../src/search/engine/distance.ts';
import type { Point } from '../../src/search/engine/entry.ts';
import { nothing } from '../../src/search/engine/query.ts';
import type { Criteria } from '../../src/search/engine/query.ts';
import type { Services } from '../../src/services.ts';
import { aCoordinator, anAssignment } from '../support/people.ts';
import { startService } from '../support/service.ts';

const town = '1980';
const seat = seatOf(town);
const district = placesOf(town).find(({ id }) => id !== seat?.id);
/** All around, from near to far, the same each time. */
const observers: Point[] = Array.from({ length: 60 }, (_, n) => ({
  lat: 59.61 + Math.sin(n * 2.399) * (0.002 + n * 0.01),
  lon: 16.55 + Math.cos(n * 2.399) * (0.004 + n * 0.02),
}));

let services: Services;
/** Two that differ in nothing but an address that is hidden, and one of a sheltered place, where the district is, too. */
let one: string;
let other: string;
let sheltered: string;

beforeEach(async () => {
  ({ services } = await startService());
  const karin = await aCoordinator(services);
  const where = { where: 'onsite', municipality: town, place: district?.id } as const;
  const hidden = (address: string, point: Point) =>
    anAssignment(services, karin, { ...where, address, point, addressShown: 'match' });
  one = await hidden('Domkyrkogatan 2', { lat: 59.6123, lon: 16.5432 });
  other = await hidden('Slakterigatan 45', { lat: 59.6321, lon: 16.5678 });
  sheltered = await anAssignment(services, karin, { ...where, addressShown: 'never' });
  // Others around, among which the order would tell.
  for (const { id } of placesOf(town).slice(0, 8))
    await anAssignment(services, karin, { ...where, place: id });
  await services.search.caughtUp();
});

test('every distance is that to the middle of the area, from wherever it is measured', () => {
  for (const near of observers) {
    const km = distancesFrom(near);
    expect(km.get(one)).toBeCloseTo(kmBetween(near, centre()), 9);
    expect(km.get(other)).toBe(km.get(one));
    expect(km.get(sheltered)).toBeCloseTo(kmBetween(near, seat as Point), 9);
  }
});

test('circles that shrink and maps that shrink close in on the middle of the area', () => {
  for (const near of observers.slice(0, 12)) {
    const km = smallest(50, (radius) => holds({ near: { ...near, km: radius } }, one));
    expect(km).toBeCloseTo(kmBetween(near, centre()), 6);
    expect(smallest(50, (radius) => holds({ near: { ...near, km: radius } }, other))).toBe(km);
  }
  const { lat, lon } = centre();
  const half = smallest(1, (size) =>
    holds({ bounds: { south: lat - size, north: lat + size, west: lon - size, east: lon + size } }, one),
  );
  expect(half).toBeLessThan(1e-9);
  const beside = { south: lat + 1e-6, north: lat + 1, west: lon - 1, east: lon + 1 };
  expect([holds({ bounds: beside }, one), holds({ bounds: beside }, other)]).toEqual([false, false]);
});

test('whoever guesses the point from many distances finds the middle of the area', () => {
  const measured = observers.map((near) => ({ near, km: distancesFrom(near).get(one) ?? 0 }));
  let guess = { lat: 59.7, lon: 16.3 };
  for (let step = 0.2; step > 1e-7; step *= 0.7)
    for (let tries = 0; tries < 8; tries += 1)
      for (const [north, east] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const moved = { lat: guess.lat + north * step, lon: guess.lon + east * step };
        if (fault(moved, measured) < fault(guess, measured)) guess = moved;
      }
  expect(kmBetween(guess, centre())).toBeLessThan(0.01);
});

test('in order of nearness those of one area stand beside each other', () => {
  for (const near of observers) {
    const order = services.search
      .ask({ ...nothing, near, sort: 'nearest', skip: 0, take: 50 })
      .hits.map(({ id }) => id);
    const between = order.slice(order.indexOf(other), order.indexOf(one));
    // Newest first where all is equal: whatever stands between them is at the very same distance.
    const km = distancesFrom(near);
    for (const id of between) expect(km.get(id)).toBe(km.get(one));
  }
});

test('no word of a hidden address finds anything, nor the district of a sheltered place that one', () => {
  for (const word of ['Domkyrkogatan', 'Slakterigatan', 'Domkyrkogatan 2'])
    expect(services.search.count({ ...nothing, text: word })).toBe(0);
  expect(holds({ text: district?.name ?? '' }, one)).toBe(true);
  expect(holds({ text: district?.name ?? '' }, sheltered)).toBe(false);
});

function centre(): Point {
  if (district === undefined) throw new Error('The town has no district.');
  return district;
}

function distancesFrom(near: Point): Map<string, number | undefined> {
  const { hits } = services.search.ask({ ...nothing, near, sort: 'nearest', skip: 0, take: 50 });
  return new Map(hits.map(({ id, km }) => [id, km]));
}

function holds(criteria: Partial<Criteria>, id: string): boolean {
  let found = false;
  services.search.each({ ...nothing, ...criteria }, (entry) => {
    if (entry.id === id) found = true;
  });
  return found;
}

/** The least that still holds it, by halving. */
function smallest(most: number, isEnough: (size: number) => boolean): number {
  let low = 0;
  let high = most;
  for (let n = 0; n < 60; n += 1) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function fault(guess: Point, measured: readonly { near: Point; km: number }[]): number {
  return measured.reduce((sum, { near, km }) => sum + (kmBetween(near, guess) - km) ** 2, 0);
}
