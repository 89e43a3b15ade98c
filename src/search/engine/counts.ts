// How many of a set have each value. Facets of few values are counted by their bits, 32 entries at a time; the others by their column.
import { countOf } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Columns } from './columns.ts';
import { facetOf } from './facets.ts';
import { AGES, PLACES_LEFT, RADII } from './query.ts';
import { BITS, spans } from './values.ts';
import type { BitFacet } from './values.ts';

/** From bit `from` to before bit `to`: O(words with something in them · values). */
export function countBits(
  { bits }: Columns,
  set: Bits,
  words: number,
  from: number,
  to: number,
): Uint32Array {
  const counts = new Uint32Array(to - from);
  for (let i = 0; i < words; i += 1) {
    const word = set[i] as number;
    if (word === 0) continue;
    const row = i * BITS + from;
    if ((word & (word - 1)) === 0) {
      const shift = 31 - Math.clz32(word);
      for (let place = 0; place < counts.length; place += 1)
        counts[place] = (counts[place] as number) + (((bits[row + place] as number) >>> shift) & 1);
    } else
      for (let place = 0; place < counts.length; place += 1)
        counts[place] = (counts[place] as number) + countOf((bits[row + place] as number) & word);
  }
  return counts;
}

export function named(name: BitFacet, counts: Uint32Array, from: number): Map<string, number> {
  const span = spans[name];
  const found = new Map<string, number>();
  span.values.forEach((value, place) => {
    const n = counts[span.from - from + place] as number;
    if (n > 0) found.set(value, n);
  });
  return found;
}

/** Municipalities and their counties. */
export function countRegions(
  { arrays: { municipality }, municipalities }: Columns,
  docs: Uint32Array,
  n: number,
): Map<string, number> {
  const counts = new Uint32Array(municipalities.length);
  for (let i = 0; i < n; i += 1) {
    const place = municipality[docs[i] as number] as number;
    counts[place] = (counts[place] as number) + 1;
  }
  const found = new Map<string, number>();
  municipalities.all().forEach((code, place) => {
    const many = counts[place] as number;
    if (place === 0 || many === 0) return;
    for (const value of new Set([code, code.slice(0, 2)])) found.set(value, (found.get(value) ?? 0) + many);
  });
  return found;
}

/** Only those with most, and those chosen. */
export function countOrganisations(
  { arrays: { organisation }, organisations }: Columns,
  docs: Uint32Array,
  n: number,
  chosen: readonly string[],
): Map<string, number> {
  const { most = Infinity } = facetOf('organisation');
  const counts = new Uint32Array(organisations.length);
  const counted: number[] = [];
  for (let i = 0; i < n; i += 1) {
    const place = organisation[docs[i] as number] as number;
    if (counts[place] === 0) counted.push(place);
    counts[place] = (counts[place] as number) + 1;
  }
  const isBefore = (one: number, other: number) =>
    counts[one] !== counts[other]
      ? (counts[one] as number) > (counts[other] as number)
      : organisations.value(one) < organisations.value(other);
  const best: number[] = [];
  for (const place of counted) {
    const last = best.at(-1);
    if (place === 0) continue;
    if (best.length >= most && last !== undefined && !isBefore(place, last)) continue;
    const at = best.findIndex((other) => isBefore(place, other));
    best.splice(at === -1 ? best.length : at, 0, place);
    if (best.length > most) best.pop();
  }
  for (const value of chosen) {
    const place = organisations.find(value);
    if (place !== undefined && counts[place] !== 0 && !best.includes(place)) best.push(place);
  }
  return new Map(best.map((place) => [organisations.value(place), counts[place] as number]));
}

export function countAges({ arrays: { lowestAge } }: Columns, docs: Uint32Array, n: number) {
  const counts = new Uint32Array(256);
  for (let i = 0; i < n; i += 1) {
    const age = lowestAge[docs[i] as number] as number;
    counts[age] = (counts[age] as number) + 1;
  }
  return thresholds(AGES, (age) => counts.subarray(0, age + 1).reduce((sum, many) => sum + many, 0));
}

export function countPlaces({ arrays: { free } }: Columns, docs: Uint32Array, n: number) {
  const counts = new Uint32Array(PLACES_LEFT.length);
  for (let i = 0; i < n; i += 1) {
    const left = free[docs[i] as number] as number;
    for (let step = 0; step < PLACES_LEFT.length; step += 1)
      if (left >= (PLACES_LEFT[step] as number)) counts[step] = (counts[step] as number) + 1;
  }
  return thresholds(PLACES_LEFT, (_, place) => counts[place] as number);
}

/** By the distances of the points, Infinity for none. */
export function countRadii(point: Uint32Array, km: (place: number) => number, docs: Uint32Array, n: number) {
  const counts = new Uint32Array(RADII.length);
  for (let i = 0; i < n; i += 1) {
    const distance = km(point[docs[i] as number] as number);
    for (let step = 0; step < RADII.length; step += 1)
      if (distance <= (RADII[step] as number)) counts[step] = (counts[step] as number) + 1;
  }
  return thresholds(RADII, (_, place) => counts[place] as number);
}

function thresholds(steps: readonly number[], of: (step: number, place: number) => number) {
  return new Map(steps.map((step, place) => [step, of(step, place)]));
}
