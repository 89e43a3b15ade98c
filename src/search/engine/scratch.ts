// Working memory that every question uses again. Its size follows the number of entries: about 5 bytes for each, and two more for each
// word of the longest question so far.
import { wordsFor } from './bits.ts';
import type { Bits } from './bits.ts';
import { asNear, codeOf } from './match.ts';
import type { Way } from './match.ts';

export function createScratch() {
  let size = 0;
  let words = 0;
  let sets = new Map<string, Bits>();
  let answers = new Map<number, Uint16Array<ArrayBuffer>>();
  let docs = new Uint32Array(0);
  let keys = new Float64Array(0);
  /** A table of 64 codes for each of the few ways. */
  const codes = new Map<number, Uint16Array>();

  return {
    /** Before each question. */
    fit(entries: number): void {
      if (wordsFor(entries) > words) {
        sets = new Map();
        answers = new Map();
        words = wordsFor(Math.ceil(entries * 1.25));
        docs = new Uint32Array(words * 32);
        keys = new Float64Array(0);
      }
      size = entries;
    },
    /** How many words of a set are in use. */
    get words(): number {
      return wordsFor(size);
    },
    /** As it was left. */
    bits(name: string): Bits {
      let bits = sets.get(name);
      if (bits === undefined) sets.set(name, (bits = new Uint32Array(words)));
      return bits;
    },
    /** Empty. */
    cleared(name: string): Bits {
      return this.bits(name).fill(0, 0, wordsFor(size));
    },
    /** As it was left. */
    answers(place: number): Uint16Array<ArrayBuffer> {
      let own = answers.get(place);
      if (own === undefined) answers.set(place, (own = new Uint16Array(words * 32)));
      return own;
    },
    get docs() {
      return docs;
    },
    keys(): Float64Array {
      if (keys.length < docs.length) keys = new Float64Array(docs.length);
      return keys;
    },
    /** The code for each combination of fields, of a way of reading that counts for those fields. */
    codes(way: Way, fields: number, isNear: boolean): Uint16Array {
      const key = (way * 64 + fields) * 2 + Number(isNear);
      let table = codes.get(key);
      if (table === undefined) {
        table = Uint16Array.from({ length: 64 }, (_, mask) => {
          const code = codeOf(way, mask & fields);
          return isNear ? asNear(code) : code;
        });
        codes.set(key, table);
      }
      return table;
    },
    get bytes(): number {
      const all = [...sets.values(), ...answers.values(), docs, keys];
      return all.reduce((sum, { byteLength }) => sum + byteLength, 0);
    },
  };
}

export type Scratch = ReturnType<typeof createScratch>;
