// Sets of numbers as bits, 32 to a word. Pure.

export type Bits = Uint32Array<ArrayBuffer>;

export const wordsFor = (size: number): number => (size + 31) >>> 5;

export function setBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31));
}

export function clearBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) & ~(1 << (at & 31));
}

export function hasBit(bits: Bits, at: number): boolean {
  return (((bits[at >>> 5] as number) >>> (at & 31)) & 1) === 1;
}

/** How many bits of a word are set. */
export function countOf(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function count(bits: Bits, words: number): number {
  let sum = 0;
  for (let i = 0; i < words; i += 1) sum += countOf(bits[i] as number);
  return sum;
}

export function countBoth(one: Bits, other: Bits, words: number): number {
  let sum = 0;
  for (let i = 0; i < words; i += 1) sum += countOf((one[i] as number) & (other[i] as number));
  return sum;
}

/** `into` keeps only what is in `other` too. */
export function intersect(into: Bits, other: Bits, words: number): void {
  for (let i = 0; i < words; i += 1) into[i] = (into[i] as number) & (other[i] as number);
}

/** `into` takes what is in `other` too. */
export function unite(into: Bits, other: Bits, words: number): void {
  for (let i = 0; i < words; i += 1) into[i] = (into[i] as number) | (other[i] as number);
}

/** Writes the numbers in order; returns how many. */
export function members(bits: Bits, words: number, into: Uint32Array): number {
  let n = 0;
  for (let i = 0; i < words; i += 1) {
    let word = bits[i] as number;
    while (word !== 0) {
      into[n] = i * 32 + 31 - Math.clz32(word & -word);
      n += 1;
      word &= word - 1;
    }
  }
  return n;
}
