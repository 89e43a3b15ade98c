// When what a watch has found leaves by mail. Pure.
import { addDays, atStockholm, stockholmDate, weekday } from '../platform/stockholm.ts';
import type { WatchPace } from './watch.schema.ts';

/** On the clock in Sweden: before the evening in which most people look and answer. */
export const letterAt = '17:00';
const sunday = 7;

/** Undefined for a watch that is paused. `delay` is what gathers what comes close together, in milliseconds. */
export function dueAt(pace: WatchPace, found: Date, delay: number): Date | undefined {
  switch (pace) {
    case 'never':
      return undefined;
    case 'atOnce':
      return new Date(found.getTime() + delay);
    case 'daily':
      return nextLetter(found, () => true);
    case 'weekly':
      return nextLetter(found, (date) => weekday(date) === sunday);
  }
}

function nextLetter(after: Date, isDay: (date: string) => boolean): Date {
  for (let date = stockholmDate(after); ; date = addDays(date, 1)) {
    const at = atStockholm(date, letterAt);
    if (at > after && isDay(date)) return at;
  }
}
