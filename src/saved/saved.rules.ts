// When a saved assignment is about to fill or to close. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { isOpen, manyWaiting } from '../assignments/assignment.state.ts';
import { day } from '../platform/clock.ts';
import { atStockholm } from '../platform/stockholm.ts';

export const NEARINGS = ['filling', 'closing'] as const;
export type Nearing = (typeof NEARINGS)[number];

/** So long before it closes its savers are told. */
const closingFor = 3 * day;

type Asked = Pick<
  AssignmentDocument,
  'status' | 'places' | 'free' | 'pastAt' | 'applyUntil' | 'timing' | 'dates'
>;

/** What it is about to do; nothing of what is full, over or not published. */
export function nearingsOf(assignment: Asked, waiting: number, now: Date): Nearing[] {
  if (!isOpen(assignment, now)) return [];
  const { places, free } = assignment;
  const isFilling = (places > 1 && free === 1) || manyWaiting(places, waiting);
  const from = closingFrom(assignment, now);
  return [
    ...(isFilling ? (['filling'] as const) : []),
    ...(from !== undefined && from <= now ? (['closing'] as const) : []),
  ];
}

/** From when it is about to close: three days before the last day to apply, the first occasion or the end, whichever is first and still to come. */
export function closingFrom(assignment: Asked, now: Date): Date | undefined {
  const { applyUntil, pastAt, timing, dates } = assignment;
  const begins = timing === 'dates' ? dates.map(({ date, from }) => atStockholm(date, from)) : [];
  const first = begins.length === 0 ? [] : [new Date(Math.min(...begins.map(Number)))];
  const ends = [applyUntil, pastAt, ...first].filter((end) => end != null && end > now).map(Number);
  return ends.length === 0 ? undefined : new Date(Math.min(...ends) - closingFor);
}
