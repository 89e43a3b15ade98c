// The calendar file of a match: each occasion, or the weekly times, by the clock in Sweden, so that an hour stays that hour when the clock
// moves. Pure.
import ical, {
  ICalCalendarMethod,
  ICalEventRepeatingFreq,
  ICalEventStatus,
  ICalWeekday,
} from 'ical-generator';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { addDays, atStockholm, stockholmDate, weekday } from '../platform/stockholm.ts';

const weekdays = [
  ICalWeekday.MO,
  ICalWeekday.TU,
  ICalWeekday.WE,
  ICalWeekday.TH,
  ICalWeekday.FR,
  ICalWeekday.SA,
  ICalWeekday.SU,
] as const;

const timezone = 'Europe/Stockholm';

/** The rules of the European Union since 1996, as RFC 5545 writes them. */
const timezoneRules = `BEGIN:VTIMEZONE
TZID:${timezone}
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE`;

export interface CalendarText {
  summary: string;
  description: string;
  location: string;
  url: string;
}

type Timed = Pick<AssignmentDocument, '_id' | 'timing' | 'dates' | 'slots' | 'startsOn' | 'endsOn'> &
  Partial<Pick<AssignmentDocument, 'calendarSequence' | 'calendarIds'>>;

/** RFC 5545, or undefined for an assignment without times. */
export function calendarFile(assignment: Timed, text: CalendarText, now: Date): string | undefined {
  const calendar = ical({
    name: text.summary,
    prodId: { company: 'Handslag', product: 'Handslag', language: 'SV' },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: () => timezoneRules },
  });
  const { dates, slots, startsOn, endsOn } = assignment;
  const { calendarSequence: sequence = 0, calendarIds: issued = [] } = assignment;
  const common = { ...text, stamp: now, timezone, sequence };
  const idOf = (end: string): string => `${String(assignment._id)}-${end}@handslag`;
  if (assignment.timing === 'dates')
    for (const [index, occasion] of dates.entries())
      calendar.createEvent({
        ...common,
        ...between(occasion.date, occasion.from, occasion.to),
        id: idOf(String(index)),
      });
  if (assignment.timing === 'weekly')
    for (const [index, slot] of slots.entries()) {
      const from = startsOn ?? stockholmDate(now);
      const first = addDays(from, (slot.day - weekday(from) + 7) % 7);
      if (endsOn !== undefined && first > endsOn) continue;
      const day = weekdays[slot.day - 1];
      calendar.createEvent({
        ...common,
        ...between(first, slot.from, slot.to),
        id: idOf(`w${index}`),
        repeating: {
          freq: ICalEventRepeatingFreq.WEEKLY,
          interval: slot.every,
          ...(day === undefined ? {} : { byDay: [day] }),
          ...(endsOn === undefined ? {} : { until: atStockholm(endsOn, '23:59') }),
        },
      });
    }
  if (calendar.length() === 0) return undefined;
  // What an earlier file held and this one does not is called off, or it would stay in the reader's calendar.
  const kept = new Set(calendar.events().map((event) => event.id()));
  for (const id of issued.map(idOf).filter((one) => !kept.has(one)))
    calendar.createEvent({ ...common, start: now, end: now, id, status: ICalEventStatus.CANCELLED });
  return calendar.toString();
}

/** What ends at or before its start ends on the next day. */
function between(date: string, from: string, to: string) {
  return { start: inSweden(date, from), end: inSweden(to > from ? date : addDays(date, 1), to) };
}

/** A time by the clock in Sweden, in the shape in which the library takes times of zones (that of dayjs); it asks for these two patterns. */
function inSweden(date: string, time: string) {
  const shown: Record<string, string> = {
    YYYYMMDD: date.replaceAll('-', ''),
    HHmmss: `${time.replace(':', '')}00`,
  };
  const value = {
    format: (pattern = '') => shown[pattern] ?? '',
    isValid: () => true,
    toDate: () => atStockholm(date, time),
    toJSON: () => atStockholm(date, time).toJSON(),
    tz: () => value,
  };
  return value;
}
