// What is kept of each entry apart from its words: a number in each column. About 100 bytes an entry, see docs/search.md.
import { LANGUAGES } from '../../taxonomies/taxonomies.ts';
import { clearBit, setBit, wordsFor } from './bits.ts';
import type { Bits } from './bits.ts';
import { dayNumber } from './days.ts';
import type { EntryFacts } from './entry.ts';
import { facetOf } from './facets.ts';
import { createIds } from './ids.ts';
import { createTable } from './table.ts';
import { BITS, BIT_FACETS, placeOf } from './values.ts';

export const NO_FIRST = -(2 ** 31);
export const NO_LAST = 2 ** 31 - 1;
/** Where an entry has one fewer days than occasions, or the other way. */
export const NO_DAY = NO_FIRST;

const kinds = {
  publishedAt: Float64Array,
  organisationSince: Float64Array,
  until: Float64Array,
  organisation: Uint32Array,
  point: Uint32Array,
  municipality: Uint16Array,
  first: Int32Array,
  last: Int32Array,
  places: Int32Array,
  free: Int32Array,
  waiting: Int32Array,
  lowestAge: Uint8Array,
  /** The language of the text · 2, and 1 if the point stands for an area. */
  text: Uint8Array,
  /** Where its occasions begin in the pool, and how many there are. */
  times: Uint32Array,
  timesCount: Uint16Array,
  /** Of its words, 64 bits: an entry whose words are the same is not indexed again. */
  hashHigh: Uint32Array,
  hashLow: Uint32Array,
} as const;
type Name = keyof typeof kinds;
export const COLUMN_NAMES = Object.keys(kinds) as Name[];
export type ColumnArrays = { [N in Name]: InstanceType<(typeof kinds)[N]> };

export function createColumns() {
  let capacity = 1024;
  let size = 0;
  const arrays = Object.fromEntries(
    COLUMN_NAMES.map((name) => [name, new kinds[name](capacity)]),
  ) as unknown as ColumnArrays;
  const ids = createIds();
  const organisations = createTable();
  const municipalities = createTable();
  const points = createTable();
  /** Word by word: the words of all values for 32 entries lie together. */
  let bits: Bits = new Uint32Array(wordsFor(capacity) * BITS);
  const coordinates = { lat: [] as number[], lon: [] as number[] };
  const pool = { instants: new Float64Array(256), days: new Int32Array(256), used: 1 };

  function reserve(wanted: number): void {
    if (wanted <= capacity) return;
    capacity = Math.max(wanted, Math.ceil((capacity * 3) / 64) * 32);
    capacity = wordsFor(capacity) * 32;
    for (const name of COLUMN_NAMES) arrays[name] = longer(arrays[name], kinds[name], capacity) as never;
    const more = new Uint32Array(wordsFor(capacity) * BITS);
    more.set(bits);
    bits = more;
    ids.reserve(capacity);
  }

  function pointOf({ point }: EntryFacts): number {
    if (point === undefined) return 0;
    const place = points.place(`${point.lat} ${point.lon}`);
    coordinates.lat[place] = point.lat;
    coordinates.lon[place] = point.lon;
    return place;
  }

  function writeTimes(doc: number, { occasions, days }: EntryFacts): void {
    const wanted = Math.max(occasions.length, days.length);
    if (wanted > (arrays.timesCount[doc] as number) || arrays.times[doc] === 0) {
      arrays.times[doc] = pool.used;
      pool.used += wanted;
      if (pool.used > pool.instants.length) {
        pool.instants = longer<Float64Array<ArrayBuffer>>(pool.instants, Float64Array, pool.used * 2);
        pool.days = longer<Int32Array<ArrayBuffer>>(pool.days, Int32Array, pool.used * 2);
      }
    }
    arrays.timesCount[doc] = wanted;
    const from = arrays.times[doc] as number;
    for (let i = 0; i < wanted; i += 1) {
      const date = days[i];
      pool.instants[from + i] = occasions[i] ?? NaN;
      pool.days[from + i] = date === undefined ? NO_DAY : dayNumber(date);
    }
  }

  return {
    arrays,
    ids,
    organisations,
    municipalities,
    points,
    coordinates,
    pool,
    get bits() {
      return bits;
    },
    get size() {
      return size;
    },
    get capacity() {
      return capacity;
    },

    /** Makes room for a number, and for all below it. */
    include(doc: number): void {
      reserve(doc + 1);
      size = Math.max(size, doc + 1);
    },

    write(doc: number, entry: EntryFacts): void {
      const { arrays: to } = this;
      to.publishedAt[doc] = entry.publishedAt;
      to.organisationSince[doc] = entry.organisationSince;
      to.until[doc] = entry.until ?? Infinity;
      to.organisation[doc] = organisations.place(entry.organisation);
      to.point[doc] = pointOf(entry);
      to.municipality[doc] = entry.municipality === undefined ? 0 : municipalities.place(entry.municipality);
      to.first[doc] = entry.firstDay === undefined ? NO_FIRST : dayNumber(entry.firstDay);
      to.last[doc] = entry.lastDay === undefined ? NO_LAST : dayNumber(entry.lastDay);
      to.places[doc] = entry.places;
      to.free[doc] = entry.free;
      to.waiting[doc] = entry.waiting;
      to.lowestAge[doc] = entry.lowestAge;
      to.text[doc] = LANGUAGES.indexOf(entry.textLang) * 2 + Number(entry.isArea);
      writeTimes(doc, entry);
      const row = (doc >>> 5) * BITS * 32 + (doc & 31);
      for (let place = 0; place < BITS; place += 1) clearBit(bits, row + place * 32);
      for (const name of BIT_FACETS)
        for (const value of facetOf(name).of(entry)) {
          const place = placeOf(name, value);
          if (place !== undefined) setBit(bits, row + place * 32);
        }
    },

    has: (doc: number, place: number): boolean =>
      (((bits[(doc >>> 5) * BITS + place] as number) >>> (doc & 31)) & 1) === 1,

    /** Takes over what was kept. */
    restore(kept: {
      arrays: ColumnArrays;
      bits: Bits;
      size: number;
      instants: Float64Array;
      days: Int32Array;
    }): void {
      Object.assign(arrays, kept.arrays);
      bits = kept.bits;
      size = kept.size;
      capacity = (bits.length / BITS) * 32;
      pool.instants = kept.instants as Float64Array<ArrayBuffer>;
      pool.days = kept.days as Int32Array<ArrayBuffer>;
      pool.used = pool.instants.length;
    },

    get bytes(): number {
      const own = COLUMN_NAMES.reduce((sum, name) => sum + arrays[name].byteLength, 0);
      return own + bits.byteLength + ids.bytes + pool.instants.byteLength + pool.days.byteLength;
    },
  };
}

export type Columns = ReturnType<typeof createColumns>;

type AnyArray = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

function longer<A extends AnyArray>(array: A, kind: new (length: number) => A, length: number): A {
  const more = new kind(length);
  more.set(array.subarray(0, length));
  return more;
}
