// What an index needs now and then: it is written to disk, and held against the database.
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { indexDifferences } from '../platform/metrics.ts';
import { checkIndex } from './search.check.ts';
import type { Checked } from './search.check.ts';
import type { Keeper } from './search.keeper.ts';
import type { Readings } from './search.reading.ts';
import type { Snapshots } from './search.snapshot.ts';

/** Milliseconds. */
const writtenEvery = 10 * 60_000;
const checkedEvery = 60 * 60_000;
/** At the end the database may be away: what was heard by then is enough. */
const patience = 1_000;

export function createUpkeep(parts: {
  keeper: Keeper;
  readings: Readings;
  log: Logger;
  snapshots: Snapshots | undefined;
}) {
  const { keeper, log, snapshots } = parts;
  const over = new AbortController();
  let timers: NodeJS.Timeout[] = [];
  let writing: Promise<void> = Promise.resolve();
  let writtenAt: number | undefined;
  let writtenVersion: number | undefined;

  /** Nothing is written where nothing has changed. */
  async function write(): Promise<void> {
    if (snapshots === undefined || !keeper.isReady() || keeper.version() === writtenVersion) return;
    await Promise.race([keeper.caughtUp().catch(() => undefined), wait(patience, undefined, { ref: false })]);
    const token = keeper.token();
    if (token === undefined) return;
    const version = keeper.version();
    await snapshots.write(keeper.index(), token);
    writtenVersion = version;
    writtenAt = Date.now();
  }

  async function check(): Promise<Checked> {
    const checked = await checkIndex(parts, () => over.signal.aborted);
    indexDifferences.inc(checked.differences);
    log.info(checked, 'the index is held against the database');
    return checked;
  }

  const often = (every: number, work: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => {
      work().catch((error: unknown) => {
        log.warn({ err: error }, 'the upkeep of the index failed, and is tried again');
      });
    }, every).unref();

  const inTurn = (): Promise<void> => (writing = writing.catch(() => undefined).then(write));

  return {
    start() {
      timers = [often(writtenEvery, inTurn), often(checkedEvery, check)];
    },
    write: inTurn,
    check,
    /** When it was last written, milliseconds since 1970. */
    writtenAt: () => writtenAt,
    async stop() {
      over.abort();
      for (const timer of timers) clearInterval(timer);
      await inTurn().catch((error: unknown) => {
        log.warn({ err: error }, 'the index was not written at the end');
      });
    },
  };
}
