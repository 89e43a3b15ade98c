// Once after the whole run: stops the mongod that before-all.ts started.
import type {} from './before-all.ts';

// Jest asks for a default export here.
// eslint-disable-next-line no-restricted-syntax
export default async function afterAllTests(): Promise<void> {
  await globalThis.embeddedDatabase?.stop();
}
