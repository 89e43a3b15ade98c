// A real, empty database for a test file: each Jest worker has one of its own in the mongod of the run.
import type { CommandStartedEvent } from 'mongodb';
import type { Connection } from 'mongoose';
import { connectDatabase } from '../../src/platform/database.ts';

let open: Connection | undefined;

/**
 * A new connection to this worker's database, without documents; collections and indexes stay from test to test.
 * The connection before it, and the last one at the end of the file, are closed.
 */
export async function freshDatabase(): Promise<Connection> {
  await open?.close();
  open = await connectDatabase(databaseUri(), { dbName: databaseName(), monitorCommands: true });
  await emptyDatabase(open);
  return open;
}

/** Collections that others hear of when they change. */
const followed = ['assignments', 'organisations', 'applications', 'pictures', 'synonyms'];

/** Tells, each time it is asked, whether something may have changed through this connection since it was asked last. */
export function changesOf(connection: Connection): () => boolean {
  let changed = true;
  connection.getClient().on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
    const { insert, update, delete: removed, findAndModify } = command as Record<string, unknown>;
    const of = insert ?? update ?? removed ?? findAndModify;
    if (commandName === 'commitTransaction' || followed.includes(String(of))) changed = true;
  });
  return () => {
    const was = changed;
    changed = false;
    return was;
  };
}

/** For tests that start a process of their own: the address with the name of this worker's database in it. */
export function databaseUri(): string {
  const server = process.env['HANDSLAG_TEST_MONGODB'];
  if (server === undefined) throw new Error('No test database runs. Start the tests with npm test.');
  const uri = new URL(server);
  uri.pathname = databaseName();
  return uri.href;
}

/** Without closing it, for tests that share a service. */
export async function emptyDatabase(connection: Connection): Promise<void> {
  const collections = await connection.db?.collections();
  await Promise.all(
    (collections ?? [])
      .filter((collection) => !collection.collectionName.startsWith('system.'))
      .map((collection) => collection.deleteMany({})),
  );
}

function databaseName(): string {
  return `handslag_test_${process.env['JEST_WORKER_ID'] ?? '1'}`;
}

const stops: (() => Promise<void>)[] = [];

/** Runs at the end of the test file, while the database still answers. */
export function beforeClosing(stop: () => Promise<void>): void {
  stops.push(stop);
}

afterAll(async () => {
  for (const stop of stops) await stop();
  await open?.close();
});
