// What is made from memory alone and asked for often: kept, within bounds, only while it shows what would be shown now. docs/decisions/0116-finished-pages.md.
import { createHash } from 'node:crypto';

/** What depends on the clock is looked at again after this time, milliseconds. */
const LOOK_AGAIN = 60_000;

interface Held<Value> {
  value: Value;
  bytes: number;
  shows: () => string;
  digest: string;
  version: number;
  lookAgainAt: number;
}

export interface Kept<Value> {
  /** What was made, if it is still right. */
  get(key: string): Value | undefined;
  /** It is right as long as `shows` says the same; whatever `shows` reads must raise the version when it changes, or be as old as a minute. */
  put(key: string, value: Value, bytes: number, shows: () => string): void;
  /** How many, and how many bytes of them. */
  size(): { pages: number; bytes: number };
  /** For a test to look through. */
  contents(): Value[];
}

/** `version` rises whenever something that is shown may have changed; `now` is in milliseconds since 1970. The one longest unused makes room. */
export function createKept<Value>(parts: {
  version: () => number;
  now: () => number;
  mostBytes: number;
}): Kept<Value> {
  const { version, now, mostBytes } = parts;
  const kept = new Map<string, Held<Value>>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  /** Looks again where something may have changed. */
  function isRight(held: Held<Value>): boolean {
    const current = version();
    if (held.version === current && now() < held.lookAgainAt) return true;
    if (digestOf(held.shows()) !== held.digest) return false;
    held.version = current;
    held.lookAgainAt = now() + LOOK_AGAIN;
    return true;
  }

  return {
    get(key) {
      const held = kept.get(key);
      if (held === undefined) return undefined;
      if (!isRight(held)) {
        drop(key);
        return undefined;
      }
      kept.delete(key);
      kept.set(key, held);
      return held.value;
    },
    put(key, value, size, shows) {
      drop(key);
      const digest = digestOf(shows());
      kept.set(key, {
        ...{ value, bytes: size, shows, digest },
        ...{ version: version(), lookAgainAt: now() + LOOK_AGAIN },
      });
      bytes += size;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
    size: () => ({ pages: kept.size, bytes }),
    contents: () => [...kept.values()].map(({ value }) => value),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
