// Tells whether anything in the database has changed, by the server's own hash of every collection.
import type { Connection } from 'mongoose';

/** What processes keep for themselves: whose turn a job is, what sockets tell each other, and how far each has heard. */
const NOT_DATA = ['leases', 'marks', 'socket.io'];

export type Snapshot = ReadonlyMap<string, string>;

export async function snapshot(connection: Connection): Promise<Snapshot> {
  const { collections } = (await connection.db?.command({ dbHash: 1 })) as {
    collections: Record<string, string>;
  };
  return new Map(Object.entries(collections).filter(([name]) => !NOT_DATA.includes(name)));
}

/** Names of the collections that differ. */
export function changes(before: Snapshot, after: Snapshot): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
}
