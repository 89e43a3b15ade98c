// Swedish dates and clock times, above all over the nights when the clock is moved.
import fc from 'fast-check';
import {
  addDays,
  atStockholm,
  isDate,
  isTime,
  stockholmDate,
  stockholmTime,
  weekday,
} from '../../src/platform/stockholm.ts';

describe('the clock in Sweden', () => {
  test.each([
    ['2026-01-15', '12:00', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15', '12:00', '2026-07-15T10:00:00.000Z'],
    ['2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '23:59', '2026-03-29T21:59:00.000Z'],
    ['2026-03-30', '00:00', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '01:59', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['2026-10-25', '00:00', '2026-10-24T22:00:00.000Z'],
    ['2026-12-31', '23:59', '2026-12-31T22:59:00.000Z'],
  ])('shows %s %s at %s', (date, time, instant) => {
    expect(atStockholm(date, time).toISOString()).toBe(instant);
  });

  test('skips an hour in March, which is read as one hour later', () => {
    expect(atStockholm('2026-03-29', '02:30')).toEqual(atStockholm('2026-03-29', '03:30'));
  });

  test('shows an hour twice in October, and the first is meant', () => {
    expect(atStockholm('2026-10-25', '02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('changes date at midnight in Sweden, not in Greenwich', () => {
    expect(stockholmDate(new Date('2026-01-14T22:59:59.999Z'))).toBe('2026-01-14');
    expect(stockholmDate(new Date('2026-01-14T23:00:00Z'))).toBe('2026-01-15');
    expect(stockholmDate(new Date('2026-07-14T22:00:00Z'))).toBe('2026-07-15');
    expect(stockholmTime(new Date('2026-01-14T23:00:00Z'))).toBe('00:00');
  });

  test('gives back every date and time, except those that are skipped', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (day) => {
          const [date, clock] = day.toISOString().split('T') as [string, string];
          const time = clock.slice(0, 5);
          const instant = atStockholm(date, time);
          if (stockholmDate(instant) === date && stockholmTime(instant) === time) return;
          expect([stockholmDate(instant), time.slice(0, 2), weekday(date)]).toEqual([date, '02', 7]);
        },
      ),
    );
  });

  test.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', '2026-01-01T00:00'])(
    'knows no date %p',
    (text) => {
      expect(isDate(text)).toBe(false);
      expect(() => atStockholm(text, '12:00')).toThrow(RangeError);
      expect(() => weekday(text)).toThrow(RangeError);
    },
  );

  test.each(['24:00', '12:60', '9:00', '12.00', ''])('knows no time %p', (text) => {
    expect(isTime(text)).toBe(false);
    expect(() => atStockholm('2026-01-01', text)).toThrow(RangeError);
  });
});

describe('the calendar', () => {
  test('counts weekdays from Monday', () => {
    expect(weekday('2026-11-22')).toBe(7);
    expect(weekday('2026-11-23')).toBe(1);
    expect(weekday('2028-02-29')).toBe(2);
  });

  test('steps over months, years, leap days and the nights when the clock is moved', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-10-26', -2)).toBe('2026-10-24');
  });
});
