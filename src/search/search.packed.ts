// What is known of an assignment, as bytes in a few large pieces of memory: nothing that the garbage collector has to walk through. A million
// documents of mongoose would take twenty times as much.

export interface Packed {
  put(id: string, bytes: Uint8Array): void;
  /** A view of it, right until the next change. */
  get(id: string): Uint8Array | undefined;
  remove(id: string): void;
  ids(): IterableIterator<string>;
  readonly size: number;
  /** All that it takes, with what lies idle. */
  readonly bytes: number;
}

const pieceSize = 4 * 2 ** 20;
/** Before each record: how much room it has, and how much it uses. */
const headSize = 8;

export function createPacked(): Packed {
  let pieces: Buffer[] = [];
  /** Where the next record goes, in the last piece. */
  let end = pieceSize;
  let idle = 0;
  const places = new Map<string, number>();

  function roomFor(length: number): number {
    const needed = headSize + length;
    if (end + needed > pieceSize) {
      idle += pieceSize - end;
      pieces.push(Buffer.allocUnsafeSlow(Math.max(pieceSize, needed)));
      end = 0;
    }
    const place = (pieces.length - 1) * pieceSize + end;
    pieces.at(-1)?.writeUInt32LE(length, end);
    end += needed;
    return place;
  }

  function at(place: number): { piece: Buffer; from: number } {
    return { piece: pieces[Math.floor(place / pieceSize)] as Buffer, from: place % pieceSize };
  }

  function read(place: number): Uint8Array {
    const { piece, from } = at(place);
    return piece.subarray(from + headSize, from + headSize + piece.readUInt32LE(from + 4));
  }

  function write(place: number, bytes: Uint8Array): void {
    const { piece, from } = at(place);
    piece.writeUInt32LE(bytes.length, from + 4);
    piece.set(bytes, from + headSize);
  }

  function roomAt(place: number): number {
    const { piece, from } = at(place);
    return piece.readUInt32LE(from);
  }

  /** Moves all together where more than half lies idle. */
  function tidy(): void {
    if (idle < pieceSize || idle * 2 < pieces.length * pieceSize) return;
    const old = [...places].map(([id, place]) => [id, read(place)] as const);
    pieces = [];
    end = pieceSize;
    idle = 0;
    for (const [id, bytes] of old) add(id, bytes);
  }

  function add(id: string, bytes: Uint8Array): void {
    const place = roomFor(bytes.length);
    write(place, bytes);
    places.set(id, place);
  }

  function remove(id: string): void {
    const place = places.get(id);
    if (place === undefined) return;
    idle += headSize + roomAt(place);
    places.delete(id);
  }

  return {
    put(id, bytes) {
      const known = places.get(id);
      if (known !== undefined && roomAt(known) >= bytes.length) {
        write(known, bytes);
        return;
      }
      remove(id);
      add(id, bytes);
      tidy();
    },
    get(id) {
      const place = places.get(id);
      return place === undefined ? undefined : read(place);
    },
    remove(id) {
      remove(id);
      tidy();
    },
    ids: () => places.keys(),
    get size() {
      return places.size;
    },
    get bytes() {
      return pieces.reduce((sum, piece) => sum + piece.length, 0);
    },
  };
}
