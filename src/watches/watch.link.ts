// The link in a mail by which its reader changes or stops the watches that it came from, without signing in (RFC 8058). It names the watches, sealed: nobody can
// read or make one, and it is stored nowhere.
import { createSeal } from '../platform/seal.ts';

const ids = /^(?:[0-9a-f]{24})+$/;

export function createWatchLinks(secret: string) {
  const seal = createSeal(secret, 'links of watches');
  return {
    token: (watches: readonly string[]): string => seal.seal(watches.join(''), 'watches'),

    /** The ids of its watches; none for everything that we have not sealed. */
    open(token: string): string[] {
      const text = token.length > 2_000 ? null : seal.open(token, 'watches');
      return text !== null && ids.test(text) ? (text.match(/.{24}/g) ?? []) : [];
    },
  };
}

export type WatchLinks = ReturnType<typeof createWatchLinks>;
