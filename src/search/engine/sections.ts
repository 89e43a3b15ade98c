// Arrays and texts in one file: a head of JSON that says what follows, and each array at a place that a processor can read it from without
// copying. Pure.

export interface Sections {
  readonly head: unknown;
  readonly arrays: Readonly<Record<string, Part>>;
}
export type Part = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

const kinds = { Float64Array, Uint32Array, Int32Array, Uint16Array, Uint8Array };
const mark = 'handslag';
const align = 8;

/** Pieces to be written one after the other. */
export function written(version: string, { head, arrays }: Sections): Uint8Array<ArrayBuffer>[] {
  const listed = Object.entries(arrays).map(([name, array]) => [name, array.constructor.name, array.length]);
  const json = new TextEncoder().encode(JSON.stringify({ version, head, arrays: listed }));
  const first = new Uint8Array(padded(16 + json.length));
  first.set(new TextEncoder().encode(mark));
  new DataView(first.buffer).setUint32(8, json.length, true);
  first.set(json, 16);
  const pieces = [first];
  for (const array of Object.values(arrays)) {
    const own = new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
    pieces.push(own);
    if (padded(own.length) > own.length) pieces.push(new Uint8Array(padded(own.length) - own.length));
  }
  return pieces;
}

/** Undefined for what was written by another version, or is no such file. The arrays are views of the bytes. */
export function readSections(version: string, given: Uint8Array): Sections | undefined {
  if (given.length < 16 || new TextDecoder().decode(given.subarray(0, 8)) !== mark) return undefined;
  const bytes = given.byteOffset % align === 0 ? given : given.slice();
  const { buffer, byteOffset } = bytes;
  const length = new DataView(buffer, byteOffset).getUint32(8, true);
  let kept: { version: string; head: unknown; arrays: [string, keyof typeof kinds, number][] };
  try {
    kept = JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + length))) as typeof kept;
  } catch {
    return undefined;
  }
  if (kept.version !== version) return undefined;
  const arrays: Record<string, Part> = {};
  let at = padded(16 + length);
  for (const [name, kind, size] of kept.arrays) {
    const Kind = kinds[kind];
    const end = at + size * Kind.BYTES_PER_ELEMENT;
    if (end > bytes.length) return undefined;
    arrays[name] = new Kind(buffer as ArrayBuffer, byteOffset + at, size);
    at = padded(end);
  }
  return { head: kept.head, arrays };
}

function padded(length: number): number {
  return Math.ceil(length / align) * align;
}
