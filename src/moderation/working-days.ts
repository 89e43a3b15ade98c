// Counts the working days within which staff promises to answer: not Saturdays, Sundays or Swedish public holidays,
// and not midsommarafton, julafton or nyårsafton.
import { getHolidays, language } from 'swedish-holidays';
import { addDays, atStockholm, stockholmDate, stockholmTime, weekday } from '../platform/stockholm.ts';

const FREE_EVES = [language.midsummerEve, language.christmasEve, language.newYearsEve];

const freeDatesByYear = new Map<number, ReadonlySet<string>>();

/**
 * The instant `days` working days later, at the same time of day in Sweden. Counting starts on the day after,
 * so what comes in on a Saturday counts as if it came on the last working day before it.
 */
export function addWorkingDays(from: Date, days: number): Date {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`${days} is not a number of working days`);
  let date = stockholmDate(from);
  for (let left = days; left > 0;) {
    date = addDays(date, 1);
    if (isWorkingDay(date)) left -= 1;
  }
  if (days === 0) return new Date(from);
  return new Date(atStockholm(date, stockholmTime(from)).getTime() + (from.getTime() % 60_000));
}

/** `date` is 'YYYY-MM-DD'. */
export function isWorkingDay(date: string): boolean {
  return weekday(date) <= 5 && !freeDates(Number(date.slice(0, 4))).has(date);
}

function freeDates(year: number): ReadonlySet<string> {
  const known = freeDatesByYear.get(year);
  if (known) return known;
  const dates = new Set(
    getHolidays(year)
      .filter((holiday) => holiday.isPublicHoliday || FREE_EVES.includes(holiday.name))
      .map(({ month, day }) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
  );
  freeDatesByYear.set(year, dates);
  return dates;
}
