// Counts the working days within which staff promises to answer: not Saturdays, Sundays or Swedish public holidays,
// and not midsommarafton, julafton or nyårsafton.
import { addDays, atStockholm, stockholmDate, stockholmTime, weekday } from '../platform/stockholm.ts';

/** Month and day of those that keep their date: the days of the law (1989:253), julafton and nyårsafton. */
const FIXED = ['01-01', '01-06', '05-01', '06-06', '12-24', '12-25', '12-26', '12-31'];
/** Days from Easter Sunday: långfredagen, annandag påsk, Kristi himmelsfärdsdag. Pingstdagen is always a Sunday. */
const FROM_EASTER = [-2, 1, 39];

const freeDatesByYear = new Map<string, ReadonlySet<string>>();

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
  return weekday(date) <= 5 && !freeDates(date.slice(0, 4)).has(date);
}

/** Those of the year that can fall on a weekday; midsommardagen and alla helgons dag are always Saturdays. */
function freeDates(year: string): ReadonlySet<string> {
  const known = freeDatesByYear.get(year);
  if (known) return known;
  const easter = easterSunday(year);
  const dates = new Set([
    ...FIXED.map((monthAndDay) => `${year}-${monthAndDay}`),
    ...FROM_EASTER.map((days) => addDays(easter, days)),
    midsummerEve(year),
  ]);
  freeDatesByYear.set(year, dates);
  return dates;
}

/** The Friday from 19 to 25 June. */
function midsummerEve(year: string): string {
  const first = `${year}-06-19`;
  return addDays(first, (5 - weekday(first) + 7) % 7);
}

/** The Gregorian computus: the full moon of the church's tables (its age in the year is the epact), then the Sunday after. */
function easterSunday(year: string): string {
  const century = Math.floor(Number(year) / 100);
  const golden = Number(year) % 19;
  const leapDaysLeftOut = century - Math.floor(century / 4);
  const moonShift = Math.floor((8 * century + 13) / 25);
  const epact = (leapDaysLeftOut - moonShift + 19 * golden + 15) % 30;
  const isLate = epact === 29 || (epact === 28 && golden > 10);
  const fullMoon = addDays(`${year}-03-21`, isLate ? epact - 1 : epact);
  return addDays(fullMoon, 7 - (weekday(fullMoon) % 7));
}
