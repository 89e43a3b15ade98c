// One index: the engine that is asked, and beside it what cards show. Built, kept in step and swapped as one.
import type { Engine } from './engine/engine.ts';
import { createScan } from './engine/scan.ts';
import type { Reading } from './search.reading.ts';
import { entryOf } from './search.source.ts';

export interface Index {
  readonly engine: Engine;
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
  const engine = createScan();
  const cards = new Map<string, Shown>();
  const byPicture = new Map<string, string>();

  function remove(id: string): void {
    const picture = cards.get(id)?.picture;
    if (picture !== undefined) byPicture.delete(String(picture._id));
    cards.delete(id);
    engine.remove(id);
  }

  return {
    engine,
    put({ assignment, organisation, queue, picture }) {
      const id = String(assignment._id);
      remove(id);
      engine.put(entryOf(assignment, { organisation, waiting: queue.waiting + queue.queued }));
      cards.set(id, { assignment, organisation: organisation.name, queue, picture });
      if (picture !== undefined) byPicture.set(String(picture._id), id);
    },
    remove,
    shown: (id) => cards.get(id),
    ofPicture: (id) => byPicture.get(id),
  };
}
