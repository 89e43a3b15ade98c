// The calendar file of a match: each occasion, or the weekly times. Pure.
import ical, { ICalCalendarMethod, ICalEventRepeatingFreq, ICalWeekday } from 'ical-generator';
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

export interface CalendarText {
  summary: string;
  description: string;
  location: string;
  url: string;
}

type Timed = Pick<AssignmentDocument, '_id' | 'timing' | 'dates' | 'slots' | 'startsOn' | 'endsOn'>;

/** RFC 5545, or undefined for an assignment without times. */
export function calendarFile(assignment: Timed, text: CalendarText, now: Date): string | undefined {
  const calendar = ical({
    name: text.summary,
    prodId: { company: 'Handslag', product: 'Handslag', language: 'SV' },
    method: ICalCalendarMethod.PUBLISH,
  });
  const common = { ...text, stamp: now, timezone: null };
  if (assignment.timing === 'dates')
    for (const [index, occasion] of assignment.dates.entries())
      calendar.createEvent({
        ...common,
        id: `${String(assignment._id)}-${index}@handslag`,
        start: atStockholm(occasion.date, occasion.from),
        end: atStockholm(
          occasion.to > occasion.from ? occasion.date : addDays(occasion.date, 1),
          occasion.to,
        ),
      });
  if (assignment.timing === 'weekly')
    for (const [index, slot] of assignment.slots.entries()) {
      const from = assignment.startsOn ?? stockholmDate(now);
      const first = addDays(from, (slot.day - weekday(from) + 7) % 7);
      const byDay = weekdays[slot.day - 1];
      calendar.createEvent({
        ...common,
        id: `${String(assignment._id)}-w${index}@handslag`,
        start: atStockholm(first, slot.from),
        end: atStockholm(first, slot.to),
        repeating: {
          freq: ICalEventRepeatingFreq.WEEKLY,
          interval: slot.every,
          ...(byDay === undefined ? {} : { byDay: [byDay] }),
          ...(assignment.endsOn === undefined
            ? {}
            : { until: atStockholm(addDays(assignment.endsOn, 1), '00:00') }),
        },
      });
    }
  return calendar.length() === 0 ? undefined : calendar.toString();
}
