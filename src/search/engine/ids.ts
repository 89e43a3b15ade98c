// From the id of an entry to its number: the twelve bytes of each id in a column, and an open hash table of numbers (linear probing).
// 12 bytes an entry, and 8 to 16 for the table, where a Map of strings takes about 100.

const ID = /^[0-9a-f]{24}$/;

export interface Ids {
  /** The number of an id that is there. */
  find(id: string): number | undefined;
  add(id: string, doc: number): void;
  remove(doc: number): void;
  id(doc: number): string;
  /** Below 0 if the id of the first is smaller. */
  compare(one: number, other: number): number;
  reserve(capacity: number): void;
  /** Three words for each number below `size`. */
  column(size: number): Uint32Array<ArrayBuffer>;
  /** Takes a column over; only those numbers are in the table. */
  restore(column: Uint32Array<ArrayBuffer>, docs: Iterable<number>): void;
  readonly bytes: number;
}

export function createIds(): Ids {
  let words = new Uint32Array(3 * 1024);
  let slots = new Uint32Array(2048);
  let used = 0;

  const word = (doc: number, place: number) => words[doc * 3 + place] as number;
  const home = (a: number, b: number, c: number) =>
    (Math.imul(Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35), 0x27d4eb2f) >>>
      7) &
    (slots.length - 1);
  const homeOf = (doc: number) => home(word(doc, 0), word(doc, 1), word(doc, 2));

  function place(doc: number): void {
    let slot = homeOf(doc);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = doc + 1;
  }

  function grow(): void {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (const doc of old) if (doc !== 0) place(doc - 1);
  }

  function slotOf(id: string): number | undefined {
    if (!ID.test(id)) return undefined;
    const [a, b, c] = wordsOfId(id);
    let slot = home(a, b, c);
    for (;;) {
      const doc = (slots[slot] as number) - 1;
      if (doc < 0) return undefined;
      if (word(doc, 0) === a && word(doc, 1) === b && word(doc, 2) === c) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  return {
    find(id) {
      const slot = slotOf(id);
      return slot === undefined ? undefined : (slots[slot] as number) - 1;
    },
    add(id, doc) {
      if (!ID.test(id)) throw new RangeError(`"${id}" is not an id of 24 hexadecimal digits`);
      words.set(wordsOfId(id), doc * 3);
      used += 1;
      if (used * 2 > slots.length) grow();
      place(doc);
    },
    remove(doc) {
      let hole = slotOf(this.id(doc));
      if (hole === undefined) return;
      used -= 1;
      // What comes after and would be missed over the hole moves into it.
      for (let slot = hole; ;) {
        slots[hole] = 0;
        for (;;) {
          slot = (slot + 1) & (slots.length - 1);
          const moved = slots[slot] as number;
          if (moved === 0) return;
          const from = homeOf(moved - 1);
          const stays = hole <= slot ? hole < from && from <= slot : hole < from || from <= slot;
          if (stays) continue;
          slots[hole] = moved;
          hole = slot;
          break;
        }
      }
    },
    id: (doc) => [0, 1, 2].map((i) => word(doc, i).toString(16).padStart(8, '0')).join(''),
    compare: (one, other) =>
      word(one, 0) - word(other, 0) || word(one, 1) - word(other, 1) || word(one, 2) - word(other, 2),
    reserve(capacity) {
      const grown = new Uint32Array(capacity * 3);
      grown.set(words.subarray(0, grown.length));
      words = grown;
    },
    column: (size) => words.slice(0, size * 3),
    restore(column, docs) {
      words = column;
      slots = new Uint32Array(2 ** Math.max(11, Math.ceil(Math.log2((column.length / 3) * 2 + 1))));
      used = 0;
      for (const doc of docs) {
        used += 1;
        place(doc);
      }
    },
    get bytes() {
      return words.byteLength + slots.byteLength;
    },
  };
}

function wordsOfId(id: string): [number, number, number] {
  return [
    Number.parseInt(id.slice(0, 8), 16),
    Number.parseInt(id.slice(8, 16), 16),
    Number.parseInt(id.slice(16), 16),
  ];
}
