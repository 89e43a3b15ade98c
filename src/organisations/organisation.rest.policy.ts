// When an organisation rests: it has said so beforehand, and what it owes an answer to by then is due after. Pure.
import type { Message } from '../platform/i18n/translate.ts';
import { addDays, atStockholm, stockholmDate } from '../platform/stockholm.ts';
import type { RestKind } from '../taxonomies/taxonomies.ts';

/** From the first day to the last, both included; dates in Sweden. */
export interface Rest {
  readonly from: string;
  readonly to: string;
  readonly kind: RestKind;
  readonly text: string;
}

export interface Resting {
  readonly rests?: readonly Rest[];
}

const day = 86_400_000;
const week = 7 * day;
/** Days; longer than a summer is no rest. */
const longestRest = 92;
const mostRests = 10;

/** When the organisation is back, if it rests at that instant: rests that follow upon each other are one. */
export function restingUntil(organisation: Resting, now: Date): Date | undefined {
  let until = now;
  for (const { from, to } of inOrder(organisation))
    if (startOf(from) <= until && endOf(to) > until) until = endOf(to);
  return until > now ? until : undefined;
}

/** The promise of an answer, 7 days: an application shows this date to both sides. Where it falls within a rest it counts from the end of that. */
export function answerDue(submittedAt: Date, organisation: Resting): Date {
  const from = restingUntil(organisation, submittedAt) ?? submittedAt;
  const due = new Date(from.getTime() + week);
  const back = restingUntil(organisation, due);
  return back === undefined ? due : new Date(back.getTime() + week);
}

/** The rest that whoever is about to apply should know of: the one that is on, or begins before an answer is due. */
export function restToTell(organisation: Resting, now: Date): Rest | undefined {
  return inOrder(organisation).find(
    ({ from, to }) => endOf(to) > now && startOf(from).getTime() <= now.getTime() + week,
  );
}

/** Rests are announced beforehand, so that none is made to fit an answer that is late. */
export function restFault(
  organisation: Resting,
  { from, to }: Pick<Rest, 'from' | 'to'>,
  now: Date,
): (Message & { field: '' | 'from' | 'to' }) | undefined {
  const rests = organisation.rests ?? [];
  if (from < stockholmDate(now)) return { field: 'from', key: 'organisations.rests.past' };
  if (to < from) return { field: 'to', key: 'organisations.rests.order' };
  if (to > addDays(from, longestRest))
    return { field: 'to', key: 'organisations.rests.long', values: { days: longestRest } };
  if (rests.some((one) => one.from <= to && from <= one.to))
    return { field: 'from', key: 'organisations.rests.overlap' };
  if (rests.length < mostRests) return undefined;
  return { field: '', key: 'organisations.rests.many', values: { n: mostRests } };
}

function inOrder({ rests = [] }: Resting): Rest[] {
  return rests.toSorted((a, b) => a.from.localeCompare(b.from));
}

function startOf(date: string): Date {
  return atStockholm(date, '00:00');
}

function endOf(date: string): Date {
  return atStockholm(addDays(date, 1), '00:00');
}
