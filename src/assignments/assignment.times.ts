// When an assignment begins, is over and stops taking applications, from the dates and clock times that a coordinator gave. Pure.
import { addDays, atStockholm, weekday } from '../platform/stockholm.ts';
import type { AssignmentFacts, Slot } from './assignment.model.ts';

export interface Times {
  /** The first occasion begins. */
  beginsAt: Date | undefined;
  /** The last occasion has begun, and nobody new can come. Undefined where it goes on. */
  pastAt: Date | undefined;
  /** The end of the last day to apply. */
  applyUntil: Date | undefined;
}

type Given = Pick<AssignmentFacts, 'timing' | 'dates' | 'slots' | 'startsOn' | 'endsOn' | 'applyBy'>;

export function assignmentTimes(given: Given): Times {
  const applyUntil = given.applyBy === undefined ? undefined : endOf(given.applyBy);
  if (given.timing === 'dates') {
    const starts = given.dates.map((occasion) => atStockholm(occasion.date, occasion.from)).sort(byTime);
    return { beginsAt: starts[0], pastAt: starts.at(-1), applyUntil };
  }
  const beginsAt = given.startsOn === undefined ? undefined : firstTime(given.startsOn, given);
  const pastAt = given.endsOn === undefined ? undefined : endOf(given.endsOn);
  return { beginsAt, pastAt, applyUntil };
}

/** Ends of the ids of its events in calendar files. */
export function calendarIdsOf({ timing, dates, slots }: Pick<Given, 'timing' | 'dates' | 'slots'>): string[] {
  if (timing === 'dates') return dates.map((_, index) => String(index));
  return timing === 'weekly' ? slots.map((_, index) => `w${index}`) : [];
}

function firstTime(startsOn: string, given: Given): Date {
  if (given.timing !== 'weekly' || given.slots.length === 0) return atStockholm(startsOn, '00:00');
  const times = given.slots.map((slot) => atStockholm(onOrAfter(startsOn, slot), slot.from)).sort(byTime);
  return times[0] ?? atStockholm(startsOn, '00:00');
}

function onOrAfter(date: string, slot: Slot): string {
  return addDays(date, (slot.day - weekday(date) + 7) % 7);
}

function endOf(date: string): Date {
  return atStockholm(addDays(date, 1), '00:00');
}

function byTime(a: Date, b: Date): number {
  return a.getTime() - b.getTime();
}
