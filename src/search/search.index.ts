// One index: the engine that is asked, and beside it what cards show. Built, kept in step and swapped as one.
import { createEngine } from './engine/quick.ts';
import type { KeptEngine } from './engine/quick.ts';
import { synonymsOf } from './engine/synonyms.ts';
import type { Reading } from './search.reading.ts';
import { entryOf } from './search.source.ts';
import synonyms from './synonyms.json' with { type: 'json' };

export interface Index {
  readonly engine: KeptEngine;
  put(reading: Reading): void;
  remove(id: string): void;
  shown(id: string): Shown | undefined;
  /** Which assignment shows this picture. */
  ofPicture(id: string): string | undefined;
}

/** All that a card shows, and the text in which words that were asked for are marked. */
export interface Shown extends Pick<Reading, 'assignment' | 'queue' | 'picture'> {
  organisation: string;
}

export function createIndex(): Index {
  const engine = createEngine();
  engine.useSynonyms(synonymsOf(synonyms));
  const cards = new Map<string, Shown>();
  const byPicture = new Map<string, string>();

  function removeCard(id: string): void {
    const picture = cards.get(id)?.picture;
    if (picture !== undefined) byPicture.delete(String(picture._id));
    cards.delete(id);
  }

  return {
    engine,
    put({ assignment, organisation, queue, picture }) {
      const id = String(assignment._id);
      removeCard(id);
      engine.put(entryOf(assignment, { organisation, waiting: queue.waiting + queue.queued }));
      cards.set(id, { assignment, organisation: organisation.name, queue, picture });
      if (picture !== undefined) byPicture.set(String(picture._id), id);
    },
    remove(id) {
      removeCard(id);
      engine.remove(id);
    },
    shown: (id) => cards.get(id),
    ofPicture: (id) => byPicture.get(id),
  };
}
