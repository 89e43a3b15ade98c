// Marks of this process: made in the database, and heard again when everything before them has been heard.
import { randomUUID } from 'node:crypto';
import type { Timestamp } from 'mongodb';
import type { Connection } from 'mongoose';
import { markModel } from './mark.model.ts';

export function createMarks(connection: Connection) {
  const marks = markModel(connection);
  const own = randomUUID();
  const waiting = new Map<number, (passed: true) => void>();
  let made = 0;

  const write = (n: number) =>
    marks.updateOne(
      { _id: own },
      { $max: { n }, $set: { at: new Date() } },
      { upsert: true, writeConcern: { w: 'majority' } },
    );

  return {
    own,

    /** The first. Returns a time: what the majority of the replica set has by then is found by every read of the majority after it. */
    async begin(): Promise<Timestamp> {
      await write(0);
      return connection.withSession(async (session) => {
        await marks.findById(own).session(session).readConcern('majority').lean();
        if (session.operationTime === undefined) throw new Error('The database tells no time.');
        return session.operationTime;
      });
    },

    /** Makes one and resolves when it has passed. Throws where the database does not take it. */
    async passing(): Promise<void> {
      made += 1;
      const n = made;
      const { promise, resolve } = Promise.withResolvers<true>();
      waiting.set(n, resolve);
      try {
        await write(n);
      } catch (error) {
        waiting.delete(n);
        throw error;
      }
      await promise;
    },

    /** Those that may have fallen into a gap are made again. */
    async again(): Promise<void> {
      if (waiting.size === 0) return;
      made += 1;
      await write(made);
    },

    /** This one has passed, and with it those made before. */
    passed(n: number): void {
      for (const [each, resolve] of waiting)
        if (each <= n) {
          waiting.delete(each);
          resolve(true);
        }
    },

    /** Nobody waits for what will not come. */
    giveUp(): void {
      for (const resolve of waiting.values()) resolve(true);
      waiting.clear();
    },

    remove: () => marks.deleteOne({ _id: own }),
  };
}
