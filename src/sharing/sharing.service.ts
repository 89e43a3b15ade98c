// Pictures beside links: each is drawn when it is first asked for, and the last of them are kept in memory.
import { createHash } from 'node:crypto';
import { atMost } from '../platform/one-at-a-time.ts';
import { drawShared } from './share-picture.ts';
import type { SharedThing } from './share-picture.ts';

/** About 25 kB each. */
const MOST_KEPT = 200;

export interface SharePicture {
  bytes: Buffer;
  etag: string;
}

export function createSharing(publicFolder: string) {
  const kept = new Map<string, Promise<SharePicture>>();
  // Drawing takes a core for a tenth of a second.
  const oneAtATime = atMost(1);

  return {
    /** The same thing gives the same bytes. */
    async picture(thing: SharedThing): Promise<SharePicture> {
      const key = stampOf(thing);
      const known = kept.get(key);
      kept.delete(key);
      const picture =
        known ?? oneAtATime(async () => ({ bytes: await drawShared(thing, publicFolder), etag: `"${key}"` }));
      kept.set(key, picture);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      try {
        return await picture;
      } catch (error) {
        kept.delete(key);
        throw error;
      }
    },
  };
}

/** Differs when the picture does. */
export function stampOf(thing: SharedThing): string {
  const { title, organisation, where, drawing } = thing;
  return createHash('sha256')
    .update(JSON.stringify([title, organisation, where, drawing]))
    .digest('base64url')
    .slice(0, 16);
}
