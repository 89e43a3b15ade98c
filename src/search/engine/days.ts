// Days as numbers since 1970, so that they can be compared and counted quickly. Pure.
import { atStockholm } from '../../platform/stockholm.ts';

const day = 86_400_000;
const bounded = 20_000;
const midnights = new Map<number, number>();

export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / day;
}

export function dateOf(number: number): string {
  return new Date(number * day).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday; 1970 began on a Thursday. */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** The instant when the day begins in Sweden, milliseconds since 1970. */
export function midnightOf(number: number): number {
  const known = midnights.get(number);
  if (known !== undefined) return known;
  const instant = atStockholm(dateOf(number), '00:00').getTime();
  if (midnights.size >= bounded) midnights.clear();
  midnights.set(number, instant);
  return instant;
}
