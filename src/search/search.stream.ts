// Listens to the database by one change stream for as long as it is wanted. What is lost is asked for again from where it was heard last; where the
// database no longer remembers that far, or is another one, it says so and begins anew.
import { setTimeout as wait } from 'node:timers/promises';
import type { ChangeStream, Document, ResumeToken, Timestamp } from 'mongodb';
import { MongoError } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';

export type From = { resumeAfter: ResumeToken } | { startAtOperationTime: Timestamp };

export interface Listening {
  /** Forgets where it was, and begins anew. */
  anew(): void;
  stop(): Promise<void>;
}

/** After a fault it is tried again so soon, in milliseconds. */
const pause = 500;
/** ChangeStreamHistoryLost, ChangeStreamFatalError, InvalidResumeToken: what cannot be resumed. */
const lostForGood = [286, 280, 260];

export function listen(parts: {
  connection: Connection;
  log: Logger;
  pipeline: Document[];
  /** Where to begin; nothing to begin anew. */
  from: From | undefined;
  /** From now on: whatever was before has to be read. */
  anew: () => Promise<From>;
  /** Each change, in order. Throws where it cannot go on from here. */
  heard: (change: Document) => void;
}): Listening {
  const { connection, log, pipeline, anew, heard } = parts;
  const over = new AbortController();
  const isOver = (): boolean => over.signal.aborted;
  let { from } = parts;
  let stream: ChangeStream | undefined;

  async function listenOnce(): Promise<void> {
    from ??= await anew();
    if (isOver()) return;
    // That of the driver: mongoose's own cannot be iterated.
    stream = connection.getClient().db(connection.name).watch(pipeline, from);
    for await (const change of stream) {
      if (isOver()) return;
      try {
        heard(change);
      } catch (error) {
        from = undefined;
        throw error;
      }
      from = { resumeAfter: change._id };
    }
  }

  async function go(): Promise<void> {
    while (!isOver()) {
      try {
        await listenOnce();
      } catch (error) {
        if (isOver()) return;
        if (error instanceof MongoError && lostForGood.includes(Number(error.code))) from = undefined;
        log.warn({ err: error, anew: from === undefined }, 'the index has lost the database');
      }
      await stream?.close().catch(() => undefined);
      await wait(pause, undefined, { signal: over.signal }).catch(() => undefined);
    }
  }

  void go();
  return {
    anew() {
      from = undefined;
      void stream?.close().catch(() => undefined);
    },
    async stop() {
      over.abort();
      // What was last asked of the database is answered within a second, to nobody.
      await stream?.close().catch(() => undefined);
    },
  };
}
