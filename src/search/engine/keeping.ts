// The whole engine as bytes, and back: what took long to find out (stems, parts, lists) is kept, and only what is quick is found out again.
import { wordsFor } from './bits.ts';
import type { Bits } from './bits.ts';
import { COLUMN_NAMES } from './columns.ts';
import type { ColumnArrays, Columns } from './columns.ts';
import type { KeptLexicon, Lexicon } from './lexicon.ts';
import type { Postings } from './postings.ts';
import { readSections, written } from './sections.ts';
import { BITS, layout } from './values.ts';

/** To be raised whenever the same bytes would mean something else: other stems, parts, fields or columns. */
const version = `3 ${layout}`;

interface Head {
  size: number;
  organisations: readonly string[];
  municipalities: readonly string[];
  parts: [string, number[]][];
}

type Arrays = ColumnArrays &
  KeptLexicon & {
    ids: Uint32Array<ArrayBuffer>;
    bits: Bits;
    live: Bits;
    lat: Float64Array<ArrayBuffer>;
    lon: Float64Array<ArrayBuffer>;
    instants: Float64Array<ArrayBuffer>;
    days: Int32Array<ArrayBuffer>;
    starts: Uint32Array<ArrayBuffer>;
    bytes: Uint8Array<ArrayBuffer>;
  };

export interface Parts {
  readonly columns: Columns;
  readonly lexicon: Lexicon;
  readonly postings: Postings;
}

/** Everything must be merged. What changes is copied, so that the pieces can be written while the engine goes on. */
export function dumped({ columns, lexicon, postings }: Parts, live: Bits): Uint8Array<ArrayBuffer>[] {
  const { size } = columns;
  const room = wordsFor(size) * 32;
  const { arrays, parts } = lexicon.keep();
  const { lat, lon } = columns.coordinates;
  const head: Head = {
    size,
    organisations: columns.organisations.all(),
    municipalities: columns.municipalities.all(),
    parts,
  };
  return written(version, {
    head,
    arrays: {
      ...Object.fromEntries(COLUMN_NAMES.map((name) => [name, columns.arrays[name].slice(0, room)])),
      ids: columns.ids.column(room),
      bits: columns.bits.slice(0, wordsFor(size) * BITS),
      live: live.slice(0, wordsFor(size)),
      lat: Float64Array.from(lat as (number | undefined)[], (value) => value ?? 0),
      lon: Float64Array.from(lon as (number | undefined)[], (value) => value ?? 0),
      instants: columns.pool.instants.slice(0, columns.pool.used),
      days: columns.pool.days.slice(0, columns.pool.used),
      ...arrays,
      starts: postings.main.starts,
      bytes: postings.main.bytes,
    },
  });
}

/** The set of entries that are there; undefined if the bytes are not of this version, and then nothing has changed. */
export function restored({ columns, lexicon, postings }: Parts, bytes: Uint8Array): Bits | undefined {
  const kept = readSections(version, bytes);
  if (kept === undefined) return undefined;
  const head = kept.head as Head;
  // Trusted as far as its checksum, which whoever keeps the file looks at.
  const arrays = kept.arrays as unknown as Arrays;
  const { lat, lon } = arrays;
  columns.restore({
    arrays: Object.fromEntries(
      COLUMN_NAMES.map((name) => [name, arrays[name]] as const),
    ) as unknown as ColumnArrays,
    bits: arrays.bits,
    size: head.size,
    instants: arrays.instants,
    days: arrays.days,
  });
  columns.organisations.restore(head.organisations);
  columns.municipalities.restore(head.municipalities);
  columns.points.restore(
    Array.from(lat, (value, place) => (place === 0 ? '' : `${value} ${lon[place] as number}`)),
  );
  columns.coordinates.lat = [...lat];
  columns.coordinates.lon = [...lon];
  columns.ids.restore(arrays.ids, membersOf(arrays.live));
  lexicon.restore(arrays, head.parts);
  postings.restore({ starts: arrays.starts, bytes: arrays.bytes });
  return arrays.live;
}

export function* membersOf(bits: Bits): Generator<number> {
  for (let i = 0; i < bits.length; i += 1)
    for (let word = bits[i] as number; word !== 0; word &= word - 1)
      yield i * 32 + 31 - Math.clz32(word & -word);
}
