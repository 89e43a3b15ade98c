// Once for the whole run: one mongod for all tests, and a browser that is unpacked before two workers want it at once.
import { MongoClient } from 'mongodb';
import { startEmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import type { EmbeddedDatabase } from '../../src/platform/embedded-database.ts';
import { findBrowser } from './chromium.ts';

declare global {
  var embeddedDatabase: EmbeddedDatabase | undefined;
}

// Jest asks for a default export here.
// eslint-disable-next-line no-restricted-syntax
export default async function beforeAllTests(): Promise<void> {
  // A missing browser fails the tests that open one; all others can do without.
  await findBrowser().catch((fault: unknown) => console.error(fault));
  globalThis.embeddedDatabase = process.env['MONGODB_URI'] ? undefined : await startEmbeddedDatabase();
  process.env['HANDSLAG_TEST_MONGODB'] = process.env['MONGODB_URI'] ?? globalThis.embeddedDatabase?.uri;
  if (globalThis.embeddedDatabase !== undefined) await removeNothing(globalThis.embeddedDatabase.uri);
}

/** MongoDB removes by its own clock what is old; tests have theirs, and rows must not go while they look. */
async function removeNothing(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  try {
    await client.db('admin').command({ setParameter: 1, ttlMonitorEnabled: false });
  } finally {
    await client.close();
  }
}
