// The working days of staff, held against the almanac of 2026 and 2027.
import { addWorkingDays, isWorkingDay } from '../../src/moderation/working-days.ts';
import { addDays, atStockholm, stockholmDate, stockholmTime, weekday } from '../../src/platform/stockholm.ts';

/** Written down from the almanac: every weekday, Monday to Friday, that staff has off. */
const OFF = {
  2026: [
    '2026-01-01', // nyårsdagen
    '2026-01-06', // trettondedag jul
    '2026-04-03', // långfredagen
    '2026-04-06', // annandag påsk
    '2026-05-01', // första maj
    '2026-05-14', // Kristi himmelsfärdsdag
    '2026-06-19', // midsommarafton
    '2026-12-24', // julafton
    '2026-12-25', // juldagen
    '2026-12-31', // nyårsafton
  ],
  2027: [
    '2027-01-01', // nyårsdagen
    '2027-01-06', // trettondedag jul
    '2027-03-26', // långfredagen
    '2027-03-29', // annandag påsk
    '2027-05-06', // Kristi himmelsfärdsdag
    '2027-06-25', // midsommarafton
    '2027-12-24', // julafton
    '2027-12-31', // nyårsafton
  ],
};

describe('a working day', () => {
  test.each(Object.entries(OFF))('of %s is any weekday but those of the almanac', (year, off) => {
    const found: string[] = [];
    for (let date = `${year}-01-01`; date.startsWith(year); date = addDays(date, 1)) {
      if (weekday(date) <= 5 && !isWorkingDay(date)) found.push(date);
    }
    expect(found).toEqual(off);
  });

  test.each([
    '2024-03-31',
    '2025-04-20',
    '2028-04-16',
    '2030-04-21',
    '2035-03-25',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2285-03-22',
  ])('follows Easter: %s', (easter) => {
    const about = [-3, -2, 1, 2, 39].map((days) => isWorkingDay(addDays(easter, days)));
    expect(about).toEqual([true, false, false, true, false]);
  });

  test('is never a Saturday or a Sunday', () => {
    expect(isWorkingDay('2026-11-21')).toBe(false);
    expect(isWorkingDay('2026-11-22')).toBe(false);
    expect(isWorkingDay('2026-11-23')).toBe(true);
  });
});

describe('two working days', () => {
  test.each([
    ['over a plain week', '2026-11-23', '2026-11-25'],
    ['over a weekend', '2026-11-26', '2026-11-30'],
    ['from a Friday', '2026-11-27', '2026-12-01'],
    ['from a Saturday', '2026-11-28', '2026-12-01'],
    ['from a Sunday', '2026-11-29', '2026-12-01'],
    ['over Easter', '2026-04-02', '2026-04-08'],
    ['over midsummer', '2026-06-18', '2026-06-23'],
    ['over Christmas', '2026-12-23', '2026-12-29'],
    ['over the turn of the year', '2026-12-30', '2027-01-05'],
  ])('%s: from %s to %s', (_what, from, to) => {
    const due = addWorkingDays(atStockholm(from, '09:15'), 2);
    expect([stockholmDate(due), stockholmTime(due)]).toEqual([to, '09:15']);
  });

  test('keep the time of day over the nights when the clock is moved', () => {
    expect(addWorkingDays(new Date('2026-03-27T08:00:30.500Z'), 2).toISOString()).toBe(
      '2026-03-31T07:00:30.500Z',
    );
    expect(addWorkingDays(new Date('2026-10-23T07:00:30.500Z'), 2).toISOString()).toBe(
      '2026-10-27T08:00:30.500Z',
    );
  });

  test('are counted from the date in Sweden', () => {
    // 23:30 UTC on a Sunday is Monday in Sweden
    expect(addWorkingDays(new Date('2026-11-22T23:30:00Z'), 2).toISOString()).toBe(
      '2026-11-24T23:30:00.000Z',
    );
  });
});

test('no working days later is the same instant, and a number of days below none is a mistake', () => {
  const saturday = new Date('2026-11-21T10:00:00Z');
  expect(addWorkingDays(saturday, 0)).toEqual(saturday);
  expect(() => addWorkingDays(saturday, -1)).toThrow(RangeError);
  expect(() => addWorkingDays(saturday, 1.5)).toThrow(RangeError);
});
