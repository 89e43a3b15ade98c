// Which entries are open: kept as bits, and right for the time of the last question. As time goes on, entries whose last moment has
// come are closed: they wait in one list for each hour, so that a question looks at those of the hours since the last one only.
import { clearBit, count, hasBit, setBit, wordsFor } from './bits.ts';
import type { Bits } from './bits.ts';
import type { Columns } from './columns.ts';

const hour = 3_600_000;

export function createOpenness(columns: Columns) {
  /** Entries that are there; numbers of those that are gone are not. */
  let live: Bits = new Uint32Array(wordsFor(columns.capacity));
  let open: Bits = new Uint32Array(wordsFor(columns.capacity));
  let openCount = 0;
  let known = -Infinity;
  /** Nothing closes before. */
  let nextLook = -Infinity;
  let hours = new Map<number, number[]>();
  /** Rises with every change of what is open, or of what is kept of it. */
  let epoch = 0;

  const until = (doc: number) => columns.arrays.until[doc] as number;
  const isOpen = (doc: number) => (columns.arrays.free[doc] as number) > 0 && until(doc) > known;

  function wait(doc: number): void {
    const end = until(doc);
    if (end === Infinity) return;
    const list = hours.get(Math.floor(end / hour));
    if (list === undefined) hours.set(Math.floor(end / hour), [doc]);
    else list.push(doc);
    if (end < nextLook) nextLook = end;
  }

  function close(doc: number): void {
    if (!hasBit(open, doc)) return;
    clearBit(open, doc);
    openCount -= 1;
    epoch += 1;
  }

  function show(doc: number): void {
    epoch += 1;
    if (!isOpen(doc)) {
      close(doc);
      return;
    }
    if (!hasBit(open, doc)) openCount += 1;
    setBit(open, doc);
  }

  function all(): void {
    hours = new Map();
    open.fill(0);
    openCount = 0;
    nextLook = Infinity;
    for (let doc = 0; doc < columns.size; doc += 1) {
      if (!hasBit(live, doc)) continue;
      show(doc);
      if (until(doc) > known) wait(doc);
    }
  }

  /** Those of one hour that are over by now are closed, and those that have moved or are gone forgotten. */
  function look(list: readonly number[], now: number): number[] {
    return list.filter((doc) => {
      if (!hasBit(live, doc)) return false;
      if (until(doc) > now) return true;
      close(doc);
      return false;
    });
  }

  return {
    get live() {
      return live;
    },
    get open() {
      return open;
    },
    get count() {
      return openCount;
    },
    get epoch() {
      return epoch;
    },

    /** Time may also go back, which only tests do: then everything is looked at. */
    moveTo(now: number): void {
      if (now < known || known === -Infinity) {
        known = now;
        all();
        return;
      }
      known = now;
      if (now < nextLook) return;
      nextLook = Infinity;
      for (const [at, list] of hours) {
        const left = at * hour <= now ? look(list, now) : list;
        if (left.length === 0) hours.delete(at);
        else if (left !== list) hours.set(at, left);
        if (left.length > 0) nextLook = Math.min(nextLook, Math.max(at * hour, nextOf(left, at, now)));
      }
    },

    put(doc: number): void {
      if (wordsFor(columns.capacity) > live.length) {
        [live, open] = [live, open].map((bits) => {
          const more = new Uint32Array(wordsFor(columns.capacity));
          more.set(bits);
          return more;
        }) as [Bits, Bits];
      }
      setBit(live, doc);
      show(doc);
      wait(doc);
    },

    /** What is kept of it has changed. */
    update(doc: number, hasMoved: boolean): void {
      show(doc);
      if (hasMoved) wait(doc);
    },

    remove(doc: number): void {
      close(doc);
      clearBit(live, doc);
      epoch += 1;
    },

    restore(kept: Bits): void {
      live = new Uint32Array(wordsFor(columns.capacity));
      live.set(kept.subarray(0, live.length));
      open = new Uint32Array(live.length);
      known = -Infinity;
      openCount = count(open, open.length);
      epoch += 1;
    },

    get bytes(): number {
      return (
        live.byteLength +
        open.byteLength +
        [...hours.values()].reduce((sum, list) => sum + 8 * list.length + 64, 0)
      );
    },
  };

  function nextOf(list: readonly number[], at: number, now: number): number {
    return at * hour > now ? at * hour : Math.min(...list.map(until));
  }
}

export type Openness = ReturnType<typeof createOpenness>;
