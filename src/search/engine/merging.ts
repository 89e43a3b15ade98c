// When the small lists of the postings are merged into the main ones, and how: a slice at a time between other work, so that nobody waits
// for more than a few milliseconds.
import { hasBit, setBit, wordsFor } from './bits.ts';
import type { Postings } from './postings.ts';

/** Milliseconds at a time. */
const slice = 2;
/** So many pairs of term and entry beside the main lists cost little, and a merge costs as much as everything. */
const atLeast = 200_000;

export function createMerging(postings: Postings, now: () => number = () => performance.now()) {
  let running: { steps: Generator<void, void>; gone: number[] } | undefined;
  let gone: number[] = [];
  let isPlanned = false;
  /** Numbers that no list knows any more, to be given again. */
  const free: number[] = [];
  let terms = 0;

  function start(): void {
    const bits = new Uint32Array(wordsFor(gone.reduce((most, doc) => Math.max(most, doc), 0) + 1));
    for (const doc of gone) setBit(bits, doc);
    const isGone = (doc: number) => doc >>> 5 < bits.length && hasBit(bits, doc);
    running = { steps: postings.merge(terms, isGone), gone };
    gone = [];
  }

  /** True if there is nothing left to do. */
  function work(until: number): boolean {
    if (running === undefined) return true;
    for (let i = 1; ; i += 1) {
      if (running.steps.next().done === true) {
        for (const doc of running.gone) free.push(doc);
        running = undefined;
        return true;
      }
      if (i % 64 === 0 && now() > until) return false;
    }
  }

  function goOn(): void {
    isPlanned = false;
    if (!work(now() + slice)) plan();
  }

  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(goOn);
  }

  return {
    /** A number for a new entry. */
    take: (): number | undefined => free.pop(),

    /** An entry is gone, and its number not free before the lists have forgotten it. */
    forget(doc: number): void {
      gone.push(doc);
    },

    /** After a change; `size` is how many entries there are, `termCount` how many terms. */
    consider(size: number, termCount: number): void {
      terms = termCount;
      const most = Math.max(atLeast, postings.main.bytes.length / 8);
      const isDue = postings.freshCount > most || gone.length > Math.max(1000, size / 4);
      if (!isDue) return;
      if (running === undefined) start();
      // Whoever puts in very many without a pause gets them merged at once.
      else if (postings.freshCount > most * 2) work(Infinity);
      plan();
    },

    /** Everything, now. */
    finish(termCount: number): void {
      terms = termCount;
      work(Infinity);
      if (postings.freshCount === 0 && gone.length === 0) return;
      start();
      work(Infinity);
    },

    /** Everything, in slices. */
    async settle(termCount: () => number): Promise<void> {
      for (let round = 0; round < 2; round += 1) {
        while (!work(now() + slice)) await new Promise((resolve) => setImmediate(resolve));
        if (postings.freshCount === 0 && gone.length === 0) return;
        terms = termCount();
        start();
      }
      while (!work(now() + slice)) await new Promise((resolve) => setImmediate(resolve));
    },

    restore(numbers: Iterable<number>): void {
      running = undefined;
      gone = [];
      free.length = 0;
      for (const doc of numbers) free.push(doc);
    },
  };
}

export type Merging = ReturnType<typeof createMerging>;
