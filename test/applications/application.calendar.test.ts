// The calendar file of a match, read by a calendar library that is not ours.
import ICAL from 'ical.js';
import { Types } from 'mongoose';
import { calendarFile } from '../../src/applications/application.calendar.ts';
import { atStockholm, stockholmTime } from '../../src/platform/stockholm.ts';

const now = new Date('2026-11-24T09:00:00Z');
const text = {
  summary: 'Läs läxor; fika, och sedan mer · Pettersbergs läxhjälp',
  description: 'Läs mer: https://handslag.example/applications/1',
  location: 'Pettersbergsgatan 1, Västerås',
  url: 'https://handslag.example/applications/1',
};
type Timed = Parameters<typeof calendarFile>[0];
const _id = new Types.ObjectId();
const none: Timed = { _id, timing: 'flexible', dates: [], slots: [] };

interface Read {
  calendar: ICAL.Component;
  events: ICAL.Event[];
}

function read(assignment: Partial<Timed>): Read {
  const file = calendarFile({ ...none, ...assignment }, text, now);
  if (file === undefined) throw new Error('There is no calendar file');
  const calendar = new ICAL.Component(ICAL.parse(file));
  // As a calendar program does: the zone of a time is the one that the file describes.
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)) };
}

/** The first occurrences of an event as instants: [start, end]. */
function occurrences(event: ICAL.Event | undefined, count: number): [Date, Date][] {
  if (event === undefined) throw new Error('There is no event');
  const found: [Date, Date][] = [];
  const iterator = event.iterator();
  while (found.length < count) {
    const next = iterator.next() as ICAL.Time | null | undefined;
    if (next == null) break;
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    found.push([startDate.toJSDate(), endDate.toJSDate()]);
  }
  return found;
}

afterEach(() => ICAL.TimezoneService.reset());

test('an assignment without times has no file', () => {
  expect(calendarFile(none, text, now)).toBeUndefined();
  expect(calendarFile({ ...none, timing: 'weekly' }, text, now)).toBeUndefined();
});

test('every occasion is an event, with what, where and a way back', () => {
  const { calendar, events } = read({
    timing: 'dates',
    dates: [
      { date: '2026-12-05', from: '10:00', to: '12:30' },
      { date: '2027-06-19', from: '18:00', to: '01:00' },
    ],
  });
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  expect(events).toHaveLength(2);
  expect(events.map(({ summary, location }) => ({ summary, location }))[0]).toEqual({
    summary: text.summary,
    location: text.location,
  });
  expect(events[0]?.component.getFirstPropertyValue('url')).toBe(text.url);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(2);
  expect(events.map((event) => occurrences(event, 1)[0])).toEqual([
    [new Date('2026-12-05T09:00:00Z'), new Date('2026-12-05T11:30:00Z')],
    [new Date('2027-06-19T16:00:00Z'), new Date('2027-06-19T23:00:00Z')],
  ]);
});

test('the file says when it was written, so that a calendar knows the newer of two', () => {
  const { events } = read({ timing: 'dates', dates: [{ date: '2026-12-05', from: '10:00', to: '12:00' }] });
  expect((events[0]?.component.getFirstPropertyValue('dtstamp') as ICAL.Time).toJSDate()).toEqual(now);
});

describe('weekly times', () => {
  const tuesdays = { timing: 'weekly' as const, startsOn: '2026-11-24' };

  test('stay at the same clock time when the clock moves, in spring and in autumn', () => {
    const { events } = read({
      ...tuesdays,
      slots: [{ day: 2, part: 'afternoon', from: '15:00', to: '17:00', every: 1 }],
    });
    const all = occurrences(events[0], 60);
    expect(all[0]).toEqual([new Date('2026-11-24T14:00:00Z'), new Date('2026-11-24T16:00:00Z')]);
    expect(new Set(all.map(([start]) => stockholmTime(start)))).toEqual(new Set(['15:00']));
    expect(new Set(all.map(([, end]) => stockholmTime(end)))).toEqual(new Set(['17:00']));
    expect(new Set(all.map(([start]) => start.toISOString().slice(11, 16)))).toEqual(
      new Set(['14:00', '13:00']),
    );
    const days = all.slice(1).map(([start], n) => start.getTime() - (all[n]?.[0].getTime() ?? 0));
    expect(new Set(days.map((gap) => Math.round(gap / 86_400_000)))).toEqual(new Set([7]));
  });

  test('begin on the first such weekday from the start, one event for each time', () => {
    const { events } = read({
      ...tuesdays,
      slots: [
        { day: 1, part: 'evening', from: '18:00', to: '20:00', every: 1 },
        { day: 2, part: 'morning', from: '09:00', to: '11:00', every: 1 },
      ],
    });
    expect(events.map((event) => occurrences(event, 1)[0]?.[0])).toEqual([
      atStockholm('2026-11-30', '18:00'),
      atStockholm('2026-11-24', '09:00'),
    ]);
  });

  test('every other week skips a week', () => {
    const { events } = read({
      ...tuesdays,
      slots: [{ day: 2, part: 'evening', from: '18:00', to: '20:00', every: 2 }],
    });
    expect(occurrences(events[0], 3).map(([start]) => start)).toEqual([
      atStockholm('2026-11-24', '18:00'),
      atStockholm('2026-12-08', '18:00'),
      atStockholm('2026-12-22', '18:00'),
    ]);
  });

  test('end with the last day, which belongs to them', () => {
    const { events } = read({
      ...tuesdays,
      endsOn: '2026-12-15',
      slots: [
        { day: 2, part: 'evening', from: '18:00', to: '20:00', every: 1 },
        { day: 3, part: 'evening', from: '18:00', to: '20:00', every: 1 },
      ],
    });
    expect(events.map((event) => occurrences(event, 10).length)).toEqual([4, 3]);
  });

  test('that never come before the end are left out', () => {
    const slots = [
      { day: 1 as const, part: 'evening' as const, from: '18:00', to: '20:00', every: 1 as const },
    ];
    expect(calendarFile({ ...none, ...tuesdays, endsOn: '2026-11-27', slots }, text, now)).toBeUndefined();
  });

  test('without a start begin in the week in which the file is made', () => {
    const { events } = read({
      timing: 'weekly',
      slots: [{ day: 7, part: 'morning', from: '10:00', to: '12:00', every: 1 }],
    });
    expect(occurrences(events[0], 1)[0]?.[0]).toEqual(atStockholm('2026-11-29', '10:00'));
  });
});
