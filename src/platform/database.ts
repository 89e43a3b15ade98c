// The connection to MongoDB, and the transaction in which a change and the fact of it are stored together.
import { MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb';
import mongoose from 'mongoose';
import type { ClientSession, Connection } from 'mongoose';
import { atMost } from './one-at-a-time.ts';

export type Transaction = ClientSession;

/**
 * In a rush all transactions of a process would creep forward together, each open for seconds; a few at a time are done in a moment.
 * They also leave connections to everybody who only reads.
 */
const fewAtATime = atMost(16);

mongoose.set('strictQuery', 'throw');

/** Connects, or fails within five seconds: a request must not wait half a minute for a lost database. */
export async function connectDatabase(
  uri: string,
  options: { dbName?: string; monitorCommands?: boolean } = {},
): Promise<Connection> {
  return mongoose
    .createConnection(uri, {
      serverSelectionTimeoutMS: 5_000,
      heartbeatFrequencyMS: 1_000,
      autoIndex: false,
      autoCreate: false,
      maxPoolSize: 50,
      ...options,
    })
    .asPromise();
}

/**
 * Runs `work` in one transaction and commits it; transient conflicts are tried again by the driver.
 * Transactions are not nested: one within another would wait for itself.
 * A duplicate key ends the transaction: catch it outside (`isDuplicateKey`) and read what exists then.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return fewAtATime(() =>
    connection.withSession((session) =>
      session.withTransaction(() => work(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
      }),
    ),
  );
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}

/** What the driver says of a fault that lies in where the database is, or who its primary is, and not in what was asked. */
const passing = [
  'RetryableWriteError',
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'ResetPool',
];
/** A change of primary where reads meet it: a server that stops, steps down, has stepped down or is not up to date. */
const changingPrimary = [91, 189, 10107, 11600, 11602, 13435, 13436];

/** True if the database is away or gets a new primary: the same is worth another try in a moment. */
export function isAway(error: unknown): boolean {
  if (error instanceof mongoose.Error.MongooseServerSelectionError) return true;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (!(error instanceof MongoError)) return false;
  return (
    /^Mongo(WaitQueueTimeout|OperationTimeout|NotConnected|Topology)/.test(error.name) ||
    changingPrimary.includes(Number(error.code)) ||
    passing.some((label) => error.hasErrorLabel(label))
  );
}

/** True if the server belongs to a replica set, which transactions need. */
export async function isReplicaSet(connection: Connection): Promise<boolean> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  return typeof hello?.['setName'] === 'string';
}
