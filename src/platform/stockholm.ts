// Dates and clock times as people in Sweden read them. A date is 'YYYY-MM-DD', a time 'HH:MM', and an instant a Date;
// Europe/Stockholm is what ties them together, whatever zone the machine is in.

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const DAY = 86_400_000;

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The date in Sweden at that instant. */
export function stockholmDate(instant: Date): string {
  return new Date(readClock(instant.getTime())).toISOString().slice(0, 10);
}

/** The clock in Sweden at that instant. */
export function stockholmTime(instant: Date): string {
  return new Date(readClock(instant.getTime())).toISOString().slice(11, 16);
}

/**
 * The instant when the clock in Sweden shows that date and time. A time that is skipped in March is read as one hour
 * later, a time that comes twice in October as the first of the two. Throws RangeError for what is no date or time.
 */
export function atStockholm(date: string, time: string): Date {
  const clock = TIME.exec(time);
  if (!clock) throw new RangeError(`"${time}" is not a time of the form HH:MM`);
  const shown = midnightUtc(date) + (Number(clock[1]) * 60 + Number(clock[2])) * 60_000;

  const before = offsetAt(shown - DAY);
  const after = offsetAt(shown + DAY);
  const instants = [shown - before, shown - after];
  return new Date(instants.find((instant) => readClock(instant) === shown) ?? shown - before);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(date: string): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return (new Date(midnightUtc(date)).getUTCDay() || 7) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** The date so many days later, or earlier if negative. */
export function addDays(date: string, days: number): string {
  return new Date(midnightUtc(date) + days * DAY).toISOString().slice(0, 10);
}

/** True for 'YYYY-MM-DD' that is in the calendar: not 2026-02-30. */
export function isDate(text: string): boolean {
  return parseDate(text) !== undefined;
}

/** True for 'HH:MM' from 00:00 to 23:59. */
export function isTime(text: string): boolean {
  return TIME.test(text);
}

/** What the clock in Sweden shows at that instant, as if it were UTC, in milliseconds. */
function readClock(instant: number): number {
  const shown: Record<string, number> = {};
  for (const part of wallClock.formatToParts(instant)) shown[part.type] = Number(part.value);
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function offsetAt(instant: number): number {
  const seconds = Math.floor(instant / 1000) * 1000;
  return readClock(seconds) - seconds;
}

function midnightUtc(date: string): number {
  const midnight = parseDate(date);
  if (midnight === undefined) throw new RangeError(`"${date}" is not a date of the form YYYY-MM-DD`);
  return midnight;
}

function parseDate(text: string): number | undefined {
  const parts = DATE.exec(text);
  if (!parts) return undefined;
  const midnight = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(midnight).toISOString().startsWith(text) ? midnight : undefined;
}
