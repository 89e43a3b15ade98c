// Once for the whole run: one mongod for all tests, and a browser that is unpacked before two workers want it at once.
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
}
