// In which order hits come: those that answer every word first, then by a key for each, lower first, and for equal keys the newest, then the
// greatest id.
import { stockholmDate } from '../../platform/stockholm.ts';
import { hasBit } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Columns } from './columns.ts';
import { dayNumber, midnightOf } from './days.ts';
import type { AskedAt } from './engine.ts';
import { daysUntilSlot } from './filters.ts';
import type { Query } from './query.ts';
import type { TextAnswer } from './readings.ts';
import { rankOf } from './relevance.ts';
import { viewOf } from './row.ts';
import type { Scratch } from './scratch.ts';
import { topOf } from './top.ts';
import type { Compare } from './top.ts';
import { spans } from './values.ts';

export interface Ordered {
  readonly query: Query;
  readonly at: AskedAt;
  readonly text: TextAnswer | undefined;
  /** To a point of the table; Infinity for none. */
  readonly km: ((point: number) => number) | undefined;
}

/** Of a set, whose `n` members are the first of `scratch.docs`. */
export function inOrder(
  columns: Columns,
  scratch: Scratch,
  within: Bits,
  n: number,
  asked: Ordered,
): number[] {
  const { query } = asked;
  const { publishedAt } = columns.arrays;
  const { ids } = columns;
  const newest: Compare = (one, other) =>
    (publishedAt[other] as number) - (publishedAt[one] as number) || ids.compare(other, one);
  const keyOf = keyFor(columns, asked, within, n);
  const most = Math.min(n, query.skip + query.take);
  let compare: Compare = newest;
  if (keyOf !== undefined) {
    const keys = scratch.keys();
    for (let i = 0; i < n; i += 1) {
      const doc = scratch.docs[i] as number;
      keys[doc] = keyOf(doc);
    }
    compare = (one, other) => {
      const [a, b] = [keys[one] as number, keys[other] as number];
      return a < b ? -1 : a > b ? 1 : newest(one, other);
    };
  }
  const whole = asked.text?.whole;
  const inPart = (doc: number) => (whole === undefined || hasBit(whole, doc) ? 0 : 1);
  const wholeFirst: Compare = (one, other) => inPart(one) - inPart(other) || compare(one, other);
  return topOf(scratch.docs, n, most, whole === undefined ? compare : wholeFirst).slice(query.skip);
}

function keyFor(
  columns: Columns,
  { query, at, text, km }: Ordered,
  within: Bits,
  n: number,
): ((doc: number) => number) | undefined {
  const { arrays } = columns;
  switch (query.sort) {
    case 'newest':
      return undefined;
    case 'relevance': {
      if (text === undefined) return undefined;
      const { rarenesses } = text;
      const answers = text.answers(within, n);
      const own = new Uint16Array(answers.length);
      return (doc) => {
        for (let i = 0; i < own.length; i += 1) own[i] = (answers[i] as Uint16Array)[doc] as number;
        return rankOf(own, rarenesses);
      };
    }
    case 'nearest':
      return km === undefined ? undefined : (doc) => km(arrays.point[doc] as number);
    case 'soonest':
      return soonestFor(columns, at.now);
    case 'fit': {
      const { score } = at;
      return score === undefined ? undefined : (doc) => -score(viewOf(columns, doc));
    }
  }
}

/** As `soonest` of times.ts. */
function soonestFor(columns: Columns, now: number): (doc: number) => number {
  const { arrays, pool, has } = columns;
  const today = dayNumber(stockholmDate(new Date(now)));
  const { from, values } = spans.timing;
  const [dates, weekly] = [from + values.indexOf('dates'), from + values.indexOf('weekly')];
  return (doc) => {
    if (has(doc, dates)) {
      const start = arrays.times[doc] as number;
      for (let i = start; i < start + (arrays.timesCount[doc] as number); i += 1)
        if ((pool.instants[i] as number) > now) return pool.instants[i] as number;
      return Infinity;
    }
    if (!has(doc, weekly)) return Infinity;
    const first = Math.max(today, arrays.first[doc] as number);
    const wait = daysUntilSlot(columns, doc, first);
    return wait === undefined ? Infinity : midnightOf(first + wait);
  };
}
