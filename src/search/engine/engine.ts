// What every engine does, the quick one and the plain scan that it is held against. All of it is synchronous and in memory.
import type { Entry } from './entry.ts';
import type { Answer, Criteria, Query } from './query.ts';

export interface AskedAt {
  /** Milliseconds since 1970: what is full or over by then is not found. */
  readonly now: number;
  /** For `sort: 'fit'`: how well an entry suits, higher is better; equal ones are newest first. */
  readonly score?: (entry: Entry) => number;
}

export interface Engine {
  /** Adds it, or takes the place of what has its id. */
  put(entry: Entry): void;
  remove(id: string): void;
  /** Everything published, open or not. */
  entry(id: string): Entry | undefined;
  readonly size: number;
  search(query: Query, at: AskedAt): Answer;
  count(criteria: Criteria, at: AskedAt): number;
  /** Each hit once, in no order. */
  each(criteria: Criteria, at: AskedAt, visit: (entry: Entry) => void): void;
}
