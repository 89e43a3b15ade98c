// When something happens: next, and within days that were asked for. Pure; days are those of Sweden.
import { addDays, atStockholm, stockholmDate, weekday } from '../../platform/stockholm.ts';
import type { EntryFacts } from './entry.ts';
import type { Criteria } from './query.ts';

/** Milliseconds since 1970: the next occasion, or the next day with a weekly time. Infinity for what is flexible or over. */
export function soonest(entry: EntryFacts, now: number): number {
  if (entry.timing === 'dates') return entry.occasions.find((occasion) => occasion > now) ?? Infinity;
  if (entry.timing === 'flexible' || entry.slots.length === 0) return Infinity;
  const today = stockholmDate(new Date(now));
  const from = later(entry.firstDay, today);
  return atStockholm(addDays(from, daysUntilSlot(entry, from)), '00:00').getTime();
}

/** True if an occasion, a weekly time or any day of what is flexible lies on `from` or later, and on `to` or earlier. */
export function happensWithin(entry: EntryFacts, { from, to }: Pick<Criteria, 'from' | 'to'>): boolean {
  if (from === undefined && to === undefined) return true;
  if (entry.timing === 'dates')
    return entry.days.some((day) => (from === undefined || day >= from) && (to === undefined || day <= to));
  const { firstDay, lastDay } = entry;
  const first = from === undefined ? firstDay : later(firstDay, from);
  const last = to === undefined ? lastDay : lastDay !== undefined && lastDay < to ? lastDay : to;
  if (first === undefined || last === undefined) return true;
  if (entry.timing === 'flexible' || entry.slots.length === 0) return first <= last;
  return addDays(first, daysUntilSlot(entry, first)) <= last;
}

function daysUntilSlot({ slots }: EntryFacts, day: string): number {
  const first = weekday(day);
  return Math.min(...slots.map((slot) => (Number(slot[0]) - first + 7) % 7));
}

function later(day: string | undefined, other: string): string {
  return day !== undefined && day > other ? day : other;
}
