// One index: the engine that is asked, and beside it what cards show. Built, kept in step and swapped as one.
import { createEngine } from './engine/quick.ts';
import type { KeptEngine } from './engine/quick.ts';
import { noSynonyms } from './engine/synonyms.ts';
import type { Synonyms } from './engine/synonyms.ts';
import { createPacked } from './search.packed.ts';
import type { Reading } from './search.reading.ts';
import { idOf, lineOf, pictureOf, readingOf } from './search.record.ts';
import { entryOf } from './search.source.ts';

export interface Index {
  readonly engine: KeptEngine;
  put(reading: Reading): void;
  /** For every search from now on. */
  useSynonyms(synonyms: Synonyms): void;
  synonyms(): Synonyms;
  remove(id: string): void;
  shown(id: string): Shown | undefined;
  /** True where it is known exactly so. */
  knows(reading: Reading): boolean;
  /** Which assignment shows this picture. */
  ofPicture(id: string): string | undefined;
  ids(): IterableIterator<string>;
  /** As it was packed, for a snapshot. */
  packed(id: string): Uint8Array | undefined;
  /** From a snapshot; the engine has its own part of it. */
  unpack(bytes: Uint8Array): void;
  readonly size: number;
  /** What the cards take, bytes. */
  readonly bytes: number;
}

/** All that a card shows, and the text in which words that were asked for are marked. */
export interface Shown extends Pick<Reading, 'assignment' | 'queue' | 'picture'> {
  organisation: string;
}

export function createIndex(): Index {
  const engine = createEngine();
  const packed = createPacked();
  const byPicture = new Map<string, string>();
  let synonyms = noSynonyms;

  function forget(id: string): void {
    const before = byPicture.size === 0 ? undefined : packed.get(id);
    const picture = before && pictureOf(before);
    if (picture !== undefined) byPicture.delete(picture);
  }

  function pack(id: string, bytes: Uint8Array): void {
    forget(id);
    packed.put(id, bytes);
    const picture = pictureOf(bytes);
    if (picture !== undefined) byPicture.set(picture, id);
  }

  return {
    engine,
    put(reading) {
      const { assignment, organisation, queue } = reading;
      engine.put(entryOf(assignment, { organisation, waiting: queue.waiting + queue.queued }));
      pack(String(assignment._id), lineOf(reading));
    },
    useSynonyms(given) {
      synonyms = given;
      engine.useSynonyms(given);
    },
    synonyms: () => synonyms,
    remove(id) {
      forget(id);
      packed.remove(id);
      engine.remove(id);
    },
    shown(id) {
      const bytes = packed.get(id);
      if (bytes === undefined) return undefined;
      const reading = readingOf(bytes);
      return { ...reading, organisation: reading.organisation.name };
    },
    knows(reading) {
      const bytes = packed.get(String(reading.assignment._id));
      return bytes !== undefined && lineOf(reading).equals(bytes);
    },
    ofPicture: (id) => byPicture.get(id),
    ids: () => packed.ids(),
    packed: (id) => packed.get(id),
    unpack(bytes) {
      pack(idOf(bytes), bytes);
    },
    get size() {
      return packed.size;
    },
    get bytes() {
      return packed.bytes;
    },
  };
}
