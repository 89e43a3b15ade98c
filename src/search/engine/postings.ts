// Which entries have a term, and in which fields. Most of it lies in one array of bytes that never changes ("main"), what came
// later in small lists beside it; a merge makes a new main of both, without the entries that are gone, a slice at a time.
//
// Each term has two lists in main, ordered by the entry's number and written as the differences between them, seven bits to a byte:
//   named: entries with the term in a title, a name or a summary; each difference is followed by the byte of the fields
//   running: entries that only have it in the description, by far the most; a difference alone, mostly one byte
import { hasBit, setBit } from './bits.ts';
import type { Bits } from './bits.ts';
import { together } from './match.ts';
import { FIELDS } from './term.ts';

/** Only in the description. */
export const RUNNING = 1 << (FIELDS.length - 1);
const fieldBits = FIELDS.length;
const fieldMask = (1 << fieldBits) - 1;

/** Entry · 64 + fields, in any order. */
type Lists = Map<number, number[]>;

export interface Main {
  /** Of term t: named from 2t, running from 2t + 1, each to the next. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** So much is copied without a pause. */
const pieceToCopy = 1 << 22;

const noMain: Main = { starts: new Uint32Array(1), bytes: new Uint8Array(0) };

export function createPostings() {
  let main = noMain;
  /** What is being merged, if anything is. */
  let older: Lists = new Map();
  let fresh: Lists = new Map();
  let freshCount = 0;

  function* mergeOlder(terms: number, isGone: (doc: number) => boolean, room: number): Generator<void, void> {
    const into = { bytes: new Uint8Array(room), at: 0 };
    const starts = new Uint32Array(terms * 2 + 1);
    for (let term = 0; term < terms; term += 1) {
      const list = older.get(term)?.filter((pair) => !isGone(pair >>> fieldBits)) ?? [];
      for (const isNamed of [true, false]) {
        const place = term * 2 + (isNamed ? 0 : 1);
        starts[place] = into.at;
        const added = list.filter((pair) => ((pair & fieldMask) !== RUNNING) === isNamed);
        write(merged(read(main, place, isNamed, isGone), added), isNamed, into);
        yield;
      }
    }
    starts[terms * 2] = into.at;
    const bytes = new Uint8Array(into.at);
    for (let at = 0; at < into.at; at += pieceToCopy) {
      bytes.set(into.bytes.subarray(at, Math.min(into.at, at + pieceToCopy)), at);
      yield;
    }
    main = { starts, bytes };
    older = new Map();
  }

  return {
    get main() {
      return main;
    },
    /** How many pairs of term and entry are not in main. */
    get freshCount() {
      return freshCount;
    },

    add(doc: number, term: number, fields: number): void {
      const list = fresh.get(term);
      const pair = doc * (1 << fieldBits) + fields;
      if (list === undefined) fresh.set(term, [pair]);
      else list.push(pair);
      freshCount += 1;
    },

    /** Puts in those of `within` that have the term in fields with a code: O(entries with the term). */
    mark(term: number, codes: Uint16Array, within: Bits, into: Bits): void {
      if (term * 2 + 2 < main.starts.length) {
        markNamed(main, term * 2, codes, within, into);
        if (codes[RUNNING] !== 0) markRunning(main, term * 2 + 1, within, into);
      }
      markFrom(older.get(term), codes, within, into);
      markFrom(fresh.get(term), codes, within, into);
    },

    /** Adds `codes[fields]` to the answer of those of `within` that have the term, as `together` does: O(entries with the term). */
    raise(term: number, codes: Uint16Array, within: Bits, answers: Uint16Array): void {
      if (term * 2 + 2 < main.starts.length) {
        const { starts, bytes } = main;
        let at = starts[term * 2] as number;
        const middle = starts[term * 2 + 1] as number;
        const end = starts[term * 2 + 2] as number;
        let doc = 0;
        while (at < middle) {
          let byte = bytes[at++] as number;
          let step = byte & 127;
          for (let shift = 7; byte > 127; shift += 7) {
            byte = bytes[at++] as number;
            step |= (byte & 127) << shift;
          }
          doc += step;
          const fields = bytes[at++] as number;
          if ((((within[doc >>> 5] as number) >>> doc) & 1) === 0) continue;
          answers[doc] = together(answers[doc] as number, codes[fields] as number);
        }
        const code = codes[RUNNING] as number;
        doc = 0;
        if (code > 0)
          while (at < end) {
            let byte = bytes[at++] as number;
            let step = byte & 127;
            for (let shift = 7; byte > 127; shift += 7) {
              byte = bytes[at++] as number;
              step |= (byte & 127) << shift;
            }
            doc += step;
            if ((((within[doc >>> 5] as number) >>> doc) & 1) === 0) continue;
            answers[doc] = together(answers[doc] as number, code);
          }
      }
      raiseFrom(older.get(term), codes, within, answers);
      raiseFrom(fresh.get(term), codes, within, answers);
    },

    /** How many open entries have the term: O(entries with the term). */
    count(term: number, isOut: (doc: number) => boolean): number {
      const later = [...(older.get(term) ?? []), ...(fresh.get(term) ?? [])];
      return (
        read(main, term * 2, true, isOut).length +
        read(main, term * 2 + 1, false, isOut).length +
        later.filter((pair) => !isOut(pair >>> fieldBits)).length
      );
    },

    /**
     * Merges what there was when it began; yields after each term, so that whoever runs it can pause. Entries of which
     * `isGone` is true are left out. O(everything that is in main), about 5 ns for each pair.
     */
    merge(terms: number, isGone: (doc: number) => boolean): Generator<void, void> {
      // Now, and not at the first step: what comes until then may have terms that are not counted in `terms`.
      older = fresh;
      fresh = new Map();
      const room = main.bytes.length + freshCount * 6;
      freshCount = 0;
      return mergeOlder(terms, isGone, room);
    },

    restore(kept: Main): void {
      main = kept;
      older = new Map();
      fresh = new Map();
      freshCount = 0;
    },

    get bytes(): number {
      return main.bytes.byteLength + main.starts.byteLength + 24 * freshCount;
    },
  };
}

export type Postings = ReturnType<typeof createPostings>;

/** A word of bits at a time, as neighbours mostly share one. */
function markRunning({ starts, bytes }: Main, place: number, within: Bits, into: Bits): void {
  let at = starts[place] as number;
  const end = starts[place + 1] as number;
  let doc = 0;
  let word = 0;
  let found = 0;
  while (at < end) {
    let byte = bytes[at++] as number;
    let step = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number;
      step |= (byte & 127) << shift;
    }
    doc += step;
    if (doc >>> 5 !== word) {
      into[word] = (into[word] as number) | (found & (within[word] as number));
      word = doc >>> 5;
      found = 0;
    }
    found |= 1 << doc;
  }
  into[word] = (into[word] as number) | (found & (within[word] as number));
}

function markNamed(
  { starts, bytes }: Main,
  place: number,
  codes: Uint16Array,
  within: Bits,
  into: Bits,
): void {
  let at = starts[place] as number;
  const end = starts[place + 1] as number;
  let doc = 0;
  while (at < end) {
    let byte = bytes[at++] as number;
    let step = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number;
      step |= (byte & 127) << shift;
    }
    doc += step;
    if (codes[bytes[at++] as number] !== 0)
      into[doc >>> 5] = (into[doc >>> 5] as number) | ((within[doc >>> 5] as number) & (1 << doc));
  }
}

function markFrom(list: readonly number[] | undefined, codes: Uint16Array, within: Bits, into: Bits): void {
  for (const pair of list ?? []) {
    const doc = pair >>> fieldBits;
    if (codes[pair & fieldMask] !== 0 && hasBit(within, doc)) setBit(into, doc);
  }
}

function raiseFrom(
  list: readonly number[] | undefined,
  codes: Uint16Array,
  within: Bits,
  answers: Uint16Array,
): void {
  for (const pair of list ?? []) {
    const doc = pair >>> fieldBits;
    if (hasBit(within, doc))
      answers[doc] = together(answers[doc] as number, codes[pair & fieldMask] as number);
  }
}

function read(main: Main, place: number, isNamed: boolean, isGone: (doc: number) => boolean): number[] {
  const { starts, bytes } = main;
  const pairs: number[] = [];
  if (place + 1 >= starts.length) return pairs;
  let at = starts[place] as number;
  const end = starts[place + 1] as number;
  let doc = 0;
  while (at < end) {
    let byte = bytes[at++] as number;
    let step = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] as number;
      step |= (byte & 127) << shift;
    }
    doc += step;
    const fields = isNamed ? (bytes[at++] as number) : RUNNING;
    if (!isGone(doc)) pairs.push(doc * (1 << fieldBits) + fields);
  }
  return pairs;
}

/** Numbers are given again, so that what is new may come before what is old. */
function merged(old: number[], added: number[]): number[] {
  if (added.length === 0) return old;
  added.sort((a, b) => a - b);
  const last = old.at(-1);
  if (last === undefined || last < (added[0] as number)) {
    for (const pair of added) old.push(pair);
    return old;
  }
  const all: number[] = [];
  let next = 0;
  for (const pair of old) {
    while (next < added.length && (added[next] as number) < pair) all.push(added[next++] as number);
    all.push(pair);
  }
  while (next < added.length) all.push(added[next++] as number);
  return all;
}

function write(pairs: readonly number[], isNamed: boolean, into: { bytes: Uint8Array; at: number }): void {
  const { bytes } = into;
  let { at } = into;
  let last = 0;
  for (const pair of pairs) {
    const doc = pair >>> fieldBits;
    let step = doc - last;
    last = doc;
    while (step > 127) {
      bytes[at++] = (step & 127) | 128;
      step >>>= 7;
    }
    bytes[at++] = step;
    if (isNamed) bytes[at++] = pair & fieldMask;
  }
  into.at = at;
}
