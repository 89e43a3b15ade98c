// Sessions in MongoDB, through connect-mongo, with one difference: signing out wins. A slow request that was under way then
// would otherwise save its session again and bring it back. An ended session leaves a mark that no later save gets past.
import { createHash } from 'node:crypto';
import MongoStore from 'connect-mongo';
import type { SessionData } from 'express-session';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database.ts';

interface SessionDocument {
  _id: string;
  session?: SessionData & { passport?: { user?: string } };
  expires: Date;
  /** When it ends however much it is used. */
  endsAt?: Date;
  ended?: boolean;
}

type Done = (error?: unknown) => void;

/** A session lives this long from sign-in, however much it is used, in milliseconds. */
export const sessionLifetime = 30 * 86_400_000;
/** And so long from when it was last saved: whoever uses it saves it once an hour (accounts/session.ts). */
const idleLifetime = 14 * 86_400_000;

/** What the database knows of a session id: enough to find it, nothing to sign in with. */
export function storedSessionId(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url');
}

export class SessionStore extends MongoStore {
  readonly #connection: Connection;
  readonly #onEnded: (stored: string) => void;

  /**
   * `onEnded` is told of every session that ends before its time, by its stored id: at sign-out, and when another one takes its place at
   * sign-in.
   */
  constructor(connection: Connection, onEnded: (stored: string) => void) {
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
    const now = Date.now();
    // One that is not to last, such as between the two steps of signing in, says so by its cookie.
    const idle = Math.min(idleLifetime, session.cookie.originalMaxAge ?? idleLifetime);
    const endsAt = { $ifNull: ['$endsAt', new Date(now + sessionLifetime)] };
    const expires = { $min: [new Date(now + idle), endsAt] };
    sessionsOf(this.#connection)
      .updateOne(
        { _id: storedSessionId(sid), ended: { $ne: true } },
        [{ $set: { session: { $literal: toPlain(session) }, endsAt, expires } }],
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
    const _id = storedSessionId(sid);
    sessionsOf(this.#connection)
      .updateOne({ _id }, ending())
      .then(({ matchedCount }) => {
        if (matchedCount > 0) this.#onEnded(_id);
        done();
      }, done);
  }

  /** What prolongs a session is a save. */
  override touch(_sid: string, _session: SessionData, done: Done = () => undefined): void {
    done();
  }
}

/** Those of one user, as passport has stored them, each by its stored id. */
export async function storedSessions(
  connection: Connection,
  user: string,
): Promise<{ id: string; data: SessionData }[]> {
  const found = await sessionsOf(connection)
    .find({ 'session.passport.user': user, expires: { $gt: new Date() } })
    .limit(100)
    .toArray();
  return found.flatMap(({ _id, session }) => (session === undefined ? [] : [{ id: _id, data: session }]));
}

/** True if this user had a session of this stored id; it has ended now. */
export async function endStoredSession(connection: Connection, user: string, id: string): Promise<boolean> {
  const { matchedCount } = await sessionsOf(connection).updateOne(
    { _id: id, 'session.passport.user': user },
    ending(),
  );
  return matchedCount === 1;
}

function ending() {
  const expires = new Date(Date.now() + 86_400_000);
  return { $set: { ended: true, expires }, $unset: { session: '' as const } };
}

function sessionsOf(connection: Connection) {
  return connection.collection<SessionDocument>('sessions');
}

function toPlain(session: object): unknown {
  return JSON.parse(JSON.stringify(session));
}
