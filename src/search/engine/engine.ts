// What every engine does, the quick one and the plain scan that it is held against. All of it is synchronous and in memory.
import type { Entry, EntryFacts } from './entry.ts';
import type { Synonyms } from './synonyms.ts';
import type { Answer, Criteria, Query } from './query.ts';

export interface AskedAt {
  /** Milliseconds since 1970: what is full or over by then is not found. */
  readonly now: number;
  /**
   * For `sort: 'fit'`: how well an entry suits, higher is better; equal ones are newest first. It is handed a view that
   * reads what it is asked for: take values out of it, and do not keep it.
   */
  readonly score?: (entry: EntryFacts) => number;
}

export interface Engine {
  /** Adds it, or takes the place of what has its id. */
  put(entry: Entry): void;
  remove(id: string): void;
  /** For every search from now on. */
  useSynonyms(synonyms: Synonyms): void;
  /** Resolves when all that was put has found its last place in memory; the event loop is never held for long. */
  settle(): Promise<void>;
  /** Everything published, open or not. */
  entry(id: string): EntryFacts | undefined;
  readonly size: number;
  search(query: Query, at: AskedAt): Answer;
  count(criteria: Criteria, at: AskedAt): number;
  /** Each hit once, in no order, as a view: take values out of it, and do not keep it. */
  each(criteria: Criteria, at: AskedAt, visit: (entry: EntryFacts) => void): void;
}
