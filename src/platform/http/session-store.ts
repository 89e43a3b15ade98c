// Sessions in MongoDB, through connect-mongo, with one difference: signing out wins. A slow request that was under way then
// would otherwise save its session again and bring it back. An ended session leaves a mark that no later save gets past.
import { createHash } from 'node:crypto';
import MongoStore from 'connect-mongo';
import type { SessionData } from 'express-session';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database.ts';

interface SessionDocument {
  _id: string;
  session?: unknown;
  expires: Date;
  ended?: boolean;
}

type Done = (error?: unknown) => void;

/** A session lives this long from sign-in, used or not, in milliseconds. */
export const sessionLifetime = 30 * 86_400_000;

/** What the database knows of a session id: enough to find it, nothing to sign in with. */
export function storedSessionId(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url');
}

export class SessionStore extends MongoStore {
  readonly #connection: Connection;
  readonly #onEnded: (sid: string) => void;

  /** `onEnded` is told of every session that ends before its time: at sign-out, and when another one takes its place at sign-in. */
  constructor(connection: Connection, onEnded: (sid: string) => void) {
    super({
      client: connection.getClient(),
      dbName: connection.name,
      collectionName: 'sessions',
      stringify: false,
      autoRemove: 'disabled',
      transformId: storedSessionId,
    });
    this.#connection = connection;
    this.#onEnded = onEnded;
  }

  override set(sid: string, session: SessionData, done: Done = () => undefined): void {
    const expires = new Date(Date.now() + sessionLifetime);
    this.#sessions()
      .updateOne(
        { _id: storedSessionId(sid), ended: { $ne: true } },
        { $set: { session: toPlain(session) }, $setOnInsert: { expires } },
        { upsert: true },
      )
      .then(
        () => {
          done();
        },
        (error: unknown) => {
          done(isDuplicateKey(error) ? undefined : error);
        },
      );
  }

  override destroy(sid: string, done: Done = () => undefined): void {
    const kept = new Date(Date.now() + 86_400_000);
    this.#sessions()
      .updateOne(
        { _id: storedSessionId(sid) },
        { $set: { ended: true, expires: kept }, $unset: { session: '' } },
      )
      .then(({ matchedCount }) => {
        if (matchedCount > 0) this.#onEnded(sid);
        done();
      }, done);
  }

  /** The lifetime is fixed at sign-in, so there is nothing to prolong. */
  override touch(_sid: string, _session: SessionData, done: Done = () => undefined): void {
    done();
  }

  #sessions() {
    return this.#connection.collection<SessionDocument>('sessions');
  }
}

function toPlain(session: object): unknown {
  return JSON.parse(JSON.stringify(session));
}
