// A process that has just started has no index yet: requests wait for it a moment rather than be refused.
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Search } from './search.service.ts';

/** Milliseconds; a snapshot is read in less. */
const patience = 2_000;

export function whenReady(search: Pick<Search, 'isReady' | 'start'>): RequestHandler {
  return async (_request, _response, next) => {
    if (!search.isReady()) {
      const over = new AbortController();
      await Promise.race([search.start(), wait(patience, undefined, { signal: over.signal, ref: false })]);
      over.abort();
    }
    next();
  };
}
