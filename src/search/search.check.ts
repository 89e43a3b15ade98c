// Holds the index against the database, all of it, in batches: whatever differs and is not only late is read again and counted.
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Keeper } from './search.keeper.ts';
import type { Readings } from './search.reading.ts';

/** Between two batches others have the database and the event loop for so long, in milliseconds. */
const breath = 10;
const batchSize = 200;

export interface Checked {
  entries: number;
  differences: number;
}

/** Ends early where it is no longer wanted. Throws where the database is away. */
export async function checkIndex(
  { keeper, readings, log }: { keeper: Keeper; readings: Readings; log: Logger },
  isOver: () => boolean,
): Promise<Checked> {
  const index = keeper.index();
  const suspects = new Set<string>();
  const seen = new Set<string>();
  for await (const batch of readings.all()) {
    for (const one of batch) {
      const id = String(one.assignment._id);
      seen.add(id);
      if (!index.knows(one)) suspects.add(id);
    }
    if (isOver()) return { entries: seen.size, differences: 0 };
    await wait(breath, undefined, { ref: false });
  }
  for (const id of index.ids()) if (!seen.has(id)) suspects.add(id);
  const wrong = suspects.size === 0 ? [] : await mend(keeper, readings, [...suspects]);
  if (wrong.length > 0)
    log.error({ differences: wrong.length, ids: wrong.slice(0, 20) }, 'the index differed from the database');
  return { entries: seen.size, differences: wrong.length };
}

/** What still differs when everything has been heard that was done by then. */
async function mend(keeper: Keeper, readings: Readings, suspects: readonly string[]): Promise<string[]> {
  await keeper.caughtUp();
  const wrong: string[] = [];
  for (let first = 0; first < suspects.length; first += batchSize) {
    const ids = suspects.slice(first, first + batchSize);
    await keeper.inTurn(async () => {
      const index = keeper.index();
      const there = new Map((await readings.of(ids)).map((one) => [String(one.assignment._id), one]));
      wrong.push(
        ...ids.filter((id) => {
          const one = there.get(id);
          return one === undefined ? index.packed(id) !== undefined : !index.knows(one);
        }),
      );
      await keeper.refresh(ids);
    });
  }
  return wrong;
}
