// Each criterion of a question as a set of entries. A criterion that is counted (a facet, a radius, an age, places left) is kept apart, so
// that its own values can be counted without it; the others only narrow.
import { intersect } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Columns } from './columns.ts';
import { NO_DAY, NO_FIRST, NO_LAST } from './columns.ts';
import { dayNumber, weekdayOf } from './days.ts';
import { kmBetween } from './distance.ts';
import type { Point } from './entry.ts';
import { FACET_NAMES, facetOf } from './facets.ts';
import type { FacetName } from './facets.ts';
import type { Criteria } from './query.ts';
import type { Scratch } from './scratch.ts';
import { BITS, placeOf, spans } from './values.ts';
import type { BitFacet } from './values.ts';

export type Counted = FacetName | 'km' | 'age' | 'places';

/** Narrows `base` by what is not counted; the others come back, each as its set within `base`. */
export function narrow(
  criteria: Criteria,
  columns: Columns,
  scratch: Scratch,
  base: Bits,
): Map<Counted, Bits> {
  const { near, bounds, from, to, age, places, chosen } = criteria;
  const { arrays } = columns;
  const { words } = scratch;
  const counted = new Map<Counted, Bits>();
  const keep = (name: Counted, fill: (bits: Bits) => void) => {
    const bits = scratch.bits(`criterion:${name}`);
    fill(bits);
    counted.set(name, bits);
  };
  const test = (passes: (doc: number) => boolean) => (bits: Bits) => {
    select(base, words, passes, bits);
  };

  for (const name of FACET_NAMES) {
    const asked = chosen[name] ?? [];
    if (asked.length > 0 && facetOf(name).all === true)
      narrowToAll(columns, words, name as BitFacet, asked, base);
  }
  if (bounds !== undefined) {
    const inside = pointsThat(
      columns,
      ({ lat, lon }) =>
        lat >= bounds.south && lat <= bounds.north && lon >= bounds.west && lon <= bounds.east,
    );
    select(base, words, (doc) => inside[arrays.point[doc] as number] === 1, base);
  }
  if (from !== undefined || to !== undefined) select(base, words, happens(columns, from, to), base);

  for (const name of FACET_NAMES) {
    const asked = chosen[name] ?? [];
    if (asked.length === 0 || facetOf(name).all === true) continue;
    if (name === 'region') {
      const areas = new Uint8Array(columns.municipalities.length);
      columns.municipalities.all().forEach((code, place) => {
        if (place > 0 && asked.some((one) => one === code || one === code.slice(0, 2))) areas[place] = 1;
      });
      keep(
        name,
        test((doc) => areas[arrays.municipality[doc] as number] === 1),
      );
    } else if (name === 'organisation') {
      const wanted = new Set(asked.map((one) => columns.organisations.find(one) ?? 0));
      wanted.delete(0);
      keep(
        name,
        test((doc) => wanted.has(arrays.organisation[doc] as number)),
      );
    } else keep(name, (bits) => anyOf(columns, words, name, asked, base, bits));
  }
  if (near?.km !== undefined) {
    const { km } = near;
    const inside = pointsThat(columns, (point) => isWithin(near, point, km));
    keep(
      'km',
      test((doc) => inside[arrays.point[doc] as number] === 1),
    );
  }
  if (age !== undefined)
    keep(
      'age',
      test((doc) => !((arrays.lowestAge[doc] as number) > age)),
    );
  if (places !== undefined)
    keep(
      'places',
      test((doc) => !((arrays.free[doc] as number) < places)),
    );
  return counted;
}

/** A degree of latitude is never shorter, in kilometres: what is further north or south need not be measured. */
const kmOfDegree = 111;

function isWithin(near: Point, point: Point, km: number): boolean {
  return !(Math.abs(near.lat - point.lat) * kmOfDegree > km) && kmBetween(near, point) <= km;
}

/** 1 for each point of the table that passes: many entries share one. */
function pointsThat({ coordinates: { lat, lon } }: Columns, passes: (point: Point) => boolean): Uint8Array {
  const found = new Uint8Array(Math.max(1, lat.length));
  for (let place = 1; place < lat.length; place += 1)
    if (passes({ lat: lat[place] as number, lon: lon[place] as number })) found[place] = 1;
  return found;
}

/** Those of `base` that pass. `into` may be `base`. */
function select(base: Bits, words: number, passes: (doc: number) => boolean, into: Bits): void {
  for (let i = 0; i < words; i += 1) {
    let word = 0;
    for (let rest = base[i] as number; rest !== 0; rest &= rest - 1) {
      const place = 31 - Math.clz32(rest & -rest);
      if (passes(i * 32 + place)) word |= 1 << place;
    }
    into[i] = word;
  }
}

function anyOf(
  { bits: own }: Columns,
  words: number,
  name: BitFacet,
  asked: readonly string[],
  base: Bits,
  into: Bits,
): void {
  const wanted = new Set(asked.map((value) => placeOf(name, value)).filter((place) => place !== undefined));
  for (let i = 0; i < words; i += 1) {
    let word = 0;
    if (base[i] !== 0) for (const place of wanted) word |= own[i * BITS + place] as number;
    into[i] = word & (base[i] as number);
  }
}

function narrowToAll(
  { bits: own }: Columns,
  words: number,
  name: BitFacet,
  asked: readonly string[],
  base: Bits,
): void {
  for (const place of asked.map((value) => placeOf(name, value)))
    for (let i = 0; i < words; i += 1)
      base[i] = place === undefined ? 0 : (base[i] as number) & (own[i * BITS + place] as number);
}

/** As `happensWithin` of times.ts, with days as numbers. */
function happens(columns: Columns, fromDate: string | undefined, toDate: string | undefined) {
  const { arrays, pool, has } = columns;
  const from = fromDate === undefined ? NO_FIRST : dayNumber(fromDate);
  const to = toDate === undefined ? NO_LAST : dayNumber(toDate);
  const [dates, weekly] = [
    spans.timing.from + spans.timing.values.indexOf('dates'),
    spans.timing.from + spans.timing.values.indexOf('weekly'),
  ];
  return (doc: number): boolean => {
    if (has(doc, dates)) {
      const start = arrays.times[doc] as number;
      for (let i = start; i < start + (arrays.timesCount[doc] as number); i += 1) {
        const day = pool.days[i] as number;
        if (day !== NO_DAY && day >= from && day <= to) return true;
      }
      return false;
    }
    const first = Math.max(from, arrays.first[doc] as number);
    const last = Math.min(to, arrays.last[doc] as number);
    if (first === NO_FIRST || last === NO_LAST) return true;
    if (!has(doc, weekly)) return first <= last;
    const wait = daysUntilSlot(columns, doc, first);
    return wait === undefined ? first <= last : first + wait <= last;
  };
}

/** From a day to the next with a weekly time, that day included; none without weekly times. */
export function daysUntilSlot({ has }: Columns, doc: number, day: number): number | undefined {
  const parts = spans.slot.values.length / 7;
  for (let wait = 0; wait < 7; wait += 1) {
    const weekday = weekdayOf(day + wait);
    for (let part = 0; part < parts; part += 1)
      if (has(doc, spans.slot.from + (weekday - 1) * parts + part)) return wait;
  }
  return undefined;
}

/** What is left with all criteria, and with all but each one. */
export function combine(base: Bits, counted: ReadonlyMap<Counted, Bits>, scratch: Scratch) {
  const { words } = scratch;
  const names = [...counted.keys()];
  const start = (name: string) => {
    const bits = scratch.bits(name);
    bits.set(base.subarray(0, words));
    return bits;
  };
  const all = start('all');
  for (const bits of counted.values()) intersect(all, bits, words);
  return {
    all,
    without(left: Counted): Bits {
      if (!counted.has(left)) return all;
      const bits = start('without');
      for (const name of names) if (name !== left) intersect(bits, counted.get(name) as Bits, words);
      return bits;
    },
  };
}
