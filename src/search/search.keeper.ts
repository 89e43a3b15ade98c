// Keeps the index in step with the database. Whatever a change says, what is then read is what counts: the same change twice, or late, is harmless.
// Reading and putting in is one piece of work, and one piece is done at a time, so that nothing older is put over something newer.
import { setImmediate as breath, setTimeout as wait } from 'node:timers/promises';
import type { Document, ResumeToken } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { indexBuilds, indexLag } from '../platform/metrics.ts';
import { committedAt, concernedBy, pipeline } from './search.change.ts';
import { createIndex } from './search.index.ts';
import type { Index } from './search.index.ts';
import { createMarks } from './search.marks.ts';
import { nothingPending, together } from './search.pending.ts';
import type { Reading, Readings } from './search.reading.ts';
import type { Kept } from './search.snapshot.ts';
import { createStamps } from './search.stamps.ts';
import { listen } from './search.stream.ts';
import type { From, Listening } from './search.stream.ts';

/** What changes within so many milliseconds is read at once. */
const gathering = 20;
const batchSize = 200;
/** While an index is built others wait no longer for the event loop, in milliseconds. */
const slice = 10;
/** After a fault it is tried again so soon, in milliseconds. */
const pause = 500;

export interface Keeper {
  index: () => Index;
  /** Rises with each change of the index. */
  version: () => number;
  /** Rises when an assignment that everybody may see, or what its page shows beside it, may have changed. */
  stamp: (id: string) => number;
  isReady: () => boolean;
  /** Resolves when there is an index to ask. Goes on trying for as long as the database is away. */
  start: () => Promise<void>;
  caughtUp: () => Promise<void>;
  /** Builds a new one beside it and swaps them, as when the database was lost for too long. */
  rebuild: () => void;
  /** Where in the database's stream the index has come to: all before is in it. */
  token: () => ResumeToken;
  /** One piece of work at a time: while it goes on nothing else is put in. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Within a turn: reads these again. */
  refresh: (ids: readonly string[]) => Promise<void>;
  stop: () => Promise<void>;
}

export function createKeeper(parts: {
  connection: Connection;
  log: Logger;
  readings: Readings;
  /** The index as it was left on disk, if it is there. */
  kept: () => Promise<Kept | undefined>;
}): Keeper {
  const { connection, log, readings, kept } = parts;
  const marks = createMarks(connection);
  const stamps = createStamps();
  const over = new AbortController();
  const ready = Promise.withResolvers<true>();
  let index = createIndex();
  /** One that is being built, and is kept in step from its beginning. */
  let beside: Index | undefined;
  let building: Promise<void> | undefined;
  let generation = 0;
  let version = 0;
  let isReady = false;
  let begun: Promise<void> | undefined;
  let listening: Listening | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let pending = nothingPending();
  let token: ResumeToken;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  const indexes = (): Index[] => (beside === undefined ? [index] : [index, beside]);

  function heard(change: Document): void {
    const concerned = concernedBy(change, marks.own);
    pending.token = change['_id'];
    if (concerned === undefined) return;
    pending.since ??= committedAt(change);
    if (concerned.kind === 'mark') pending.mark = Math.max(pending.mark, concerned.n);
    else if (concerned.kind === 'synonyms') pending.synonyms = true;
    else if (concerned.kind === 'gone picture') goneFrom(concerned.id);
    else pending[concerned.kind].add(concerned.id);
    readSoon(concerned.kind === 'mark' ? 0 : gathering);
  }

  /** Whose it was is known only of what is published. */
  function goneFrom(picture: string): void {
    const owners = indexes()
      .map((each) => each.ofPicture(picture))
      .filter((id) => id !== undefined);
    for (const id of owners) pending.assignments.add(id);
    if (owners.length > 0) return;
    stamps.raiseAll();
    version += 1;
  }

  /** A mark does not wait for what else may come. */
  function readSoon(ms: number): void {
    if (over.signal.aborted || (timer !== undefined && ms > 0)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      inTurn(readPending).catch((error: unknown) => {
        if (over.signal.aborted) return;
        log.warn({ err: error }, 'the index did not follow, and tries again');
        readSoon(pause);
      });
    }, ms);
  }

  async function readPending(): Promise<void> {
    const taken = pending;
    pending = nothingPending();
    try {
      if (taken.synonyms) await readSynonyms(...indexes());
      const ids = [...new Set([...taken.assignments, ...(await readings.concerned(taken))])];
      for (let first = 0; first < ids.length; first += batchSize) {
        await refresh(ids.slice(first, first + batchSize));
        await breath();
      }
    } catch (error) {
      pending = together(taken, pending);
      throw error;
    }
    token = taken.token ?? token;
    if (taken.since !== undefined) indexLag.observe(Math.max(0, Date.now() - taken.since) / 1_000);
    marks.passed(taken.mark);
  }

  async function readSynonyms(...of: Index[]): Promise<void> {
    const synonyms = await readings.synonyms();
    for (const each of of) each.useSynonyms(synonyms);
    version += 1;
  }

  async function refresh(ids: readonly string[]): Promise<void> {
    const found = await readings.of(ids);
    const gone = new Set(ids);
    for (const one of found) gone.delete(String(one.assignment._id));
    for (const each of indexes()) {
      for (const one of found) each.put(one);
      for (const id of gone) each.remove(id);
    }
    for (const id of ids) stamps.raise(id);
    version += 1;
  }

  /** Everything that is changed from then on will be heard; everything before is read. */
  async function anew(): Promise<From> {
    const startAtOperationTime = await marks.begin();
    // What changed before that is not told any more.
    stamps.raiseAll();
    version += 1;
    // A snapshot that the database no longer remembers is of no use.
    if (!isReady) index = createIndex();
    generation += 1;
    indexBuilds.inc();
    building = build(generation);
    return { startAtOperationTime };
  }

  /** From a snapshot: it can be asked when what has changed since is in it. */
  async function begin(): Promise<void> {
    const found = await kept();
    if (found !== undefined) {
      index = found.index;
      building = follow();
    }
    if (over.signal.aborted) return;
    const from = found && { resumeAfter: found.token };
    listening = listen({ connection, log, pipeline: pipeline(), from, anew, heard });
  }

  async function follow(): Promise<void> {
    const isWanted = (): boolean => !over.signal.aborted && generation === 0;
    while (isWanted())
      try {
        await inTurn(() => readSynonyms(index));
        await marks.begin();
        await marks.passing();
        if (isWanted()) nowReady();
        return;
      } catch (error) {
        log.warn({ err: error }, 'the index does not follow yet');
        await wait(pause, undefined, { signal: over.signal }).catch(() => undefined);
      }
  }

  function nowReady(): void {
    version += 1;
    isReady = true;
    ready.resolve(true);
  }

  async function build(own: number): Promise<void> {
    const isWanted = (): boolean => !over.signal.aborted && own === generation;
    while (isWanted())
      try {
        const next = createIndex();
        beside = next;
        await inTurn(() => readSynonyms(next));
        const all = readings.all();
        while (await inTurn(() => putNext(next, all))) {
          await breath();
          if (!isWanted()) {
            await all.return(undefined);
            return;
          }
        }
        index = next;
        beside = undefined;
        nowReady();
        log.info({ entries: index.engine.size }, 'the index is built');
        await marks.again();
        return;
      } catch (error) {
        if (!isWanted()) return;
        log.warn({ err: error }, 'the index could not be built, and is tried again');
        await wait(pause, undefined, { signal: over.signal }).catch(() => undefined);
      }
  }

  return {
    index: () => index,
    version: () => version,
    stamp: stamps.of,
    isReady: () => isReady,
    async start() {
      begun ??= begin();
      await ready.promise;
    },
    async caughtUp() {
      if (begun === undefined) throw new Error('This process keeps no index.');
      await ready.promise;
      await building;
      await marks.passing();
    },
    rebuild: () => listening?.anew(),
    token: () => token,
    inTurn,
    refresh,
    async stop() {
      over.abort();
      clearTimeout(timer);
      ready.resolve(true);
      await begun;
      await listening?.stop();
      marks.giveUp();
      await building;
      await turn;
      await marks.remove().catch(() => undefined);
    },
  };
}

/** False where there was nothing more. */
async function putNext(target: Index, all: AsyncGenerator<Reading[]>): Promise<boolean> {
  const read = await all.next();
  if (read.done === true) return false;
  let since = performance.now();
  for (const one of read.value) {
    target.put(one);
    if (performance.now() - since < slice) continue;
    await breath();
    since = performance.now();
  }
  return true;
}
