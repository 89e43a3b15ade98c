// Many short texts in one array, each with a number, and found again by an open hash table (linear probing): about 30 bytes for a word of ten
// letters, where a Map of strings takes more than a hundred. Texts are only added.

export interface KeptTexts {
  readonly letters: Uint16Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly slots: Uint32Array<ArrayBuffer>;
}

export function createPacked() {
  let letters = new Uint16Array(8192);
  /** Of text n: from ends[n] to ends[n + 1]. */
  let ends = new Uint32Array(1024);
  let slots = new Uint32Array(2048);
  let count = 0;
  /** The same memory, which turns into texts several times faster than numbers do. */
  let raw = Buffer.from(letters.buffer);

  function isAt(number: number, text: string): boolean {
    const from = ends[number] as number;
    if ((ends[number + 1] as number) - from !== text.length) return false;
    for (let i = 0; i < text.length; i += 1) if (letters[from + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** The slot where it is, or where it would be. */
  function slotOf(text: string): number {
    let slot = hashOfText(text) & (slots.length - 1);
    for (;;) {
      const number = (slots[slot] as number) - 1;
      if (number < 0 || isAt(number, text)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  function text(number: number): string {
    const offset = letters.byteOffset;
    return raw.toString(
      'utf16le',
      offset + (ends[number] as number) * 2,
      offset + (ends[number + 1] as number) * 2,
    );
  }

  function grow(): void {
    slots = new Uint32Array(slots.length * 2);
    for (let number = 0; number < count; number += 1) slots[slotOf(text(number))] = number + 1;
  }

  return {
    get count() {
      return count;
    },
    text,

    find(wanted: string): number | undefined {
      const number = (slots[slotOf(wanted)] as number) - 1;
      return number < 0 ? undefined : number;
    },

    /** Of a text that is not there yet. */
    add(given: string): number {
      const from = ends[count] as number;
      if (from + given.length > letters.length) {
        letters = longer(letters, Uint16Array, from + given.length);
        raw = Buffer.from(letters.buffer);
      }
      for (let i = 0; i < given.length; i += 1) letters[from + i] = given.charCodeAt(i);
      slots[slotOf(given)] = count + 1;
      count += 1;
      if (count + 1 > ends.length) ends = longer(ends, Uint32Array, count + 1);
      ends[count] = from + given.length;
      if (count * 3 > slots.length * 2) grow();
      return count - 1;
    },

    keep: (): KeptTexts => ({
      letters: letters.slice(0, ends[count]),
      ends: ends.slice(0, count + 1),
      slots: slots.slice(),
    }),

    restore(kept: KeptTexts): void {
      ({ letters, ends, slots } = kept);
      raw = Buffer.from(letters.buffer);
      count = ends.length - 1;
    },

    get bytes(): number {
      return letters.byteLength + ends.byteLength + slots.byteLength;
    },
  };
}

export type Packed = ReturnType<typeof createPacked>;

/** FNV-1a, mixed so that the low bits tell texts apart. */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

type Growing = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** At least so long, and a quarter longer than it was. */
export function longer<A extends Growing>(array: A, kind: new (length: number) => A, atLeast: number): A {
  const more = new kind(Math.max(atLeast, Math.ceil(array.length * 1.25)));
  more.set(array);
  return more;
}
