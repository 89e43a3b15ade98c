// Finding: the index of all that is published, kept in step with the database. Every answer comes from memory; the database is only listened to.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Applications } from '../applications/application.service.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Pictures } from '../pictures/picture.service.ts';
import type { Synonyms as SynonymGroups } from '../moderation/synonym.service.ts';
import type { Clock } from '../platform/clock.ts';
import { Refused } from '../platform/refused.ts';
import type { AskedAt, Engine } from './engine/engine.ts';
import type { EntryFacts } from './engine/entry.ts';
import type { Answer, Criteria, Query } from './engine/query.ts';
import type { Synonyms } from './engine/synonyms.ts';
import type { IndexFigures } from '../platform/metrics.ts';
import type { Checked } from './search.check.ts';
import type { Shown } from './search.index.ts';
import { createKeeper } from './search.keeper.ts';
import { createReadings } from './search.reading.ts';
import { createSnapshots } from './search.snapshot.ts';
import { createUpkeep } from './search.upkeep.ts';

export type { Shown } from './search.index.ts';

export interface Search {
  ask(query: Query, score?: AskedAt['score']): Answer;
  count(criteria: Criteria): number;
  /** Each hit once, in no order, as a view: take values out of it, and do not keep it. */
  each(criteria: Criteria, visit: (entry: EntryFacts) => void): void;
  /** Of something published, open or not. */
  entry(id: string): EntryFacts | undefined;
  /** What cards show, in the order of the ids; what is no longer published is left out. */
  shown(ids: readonly string[]): Shown[];
  /** Those in use. */
  synonyms(): Synonyms;
  /** Rises with each change of the index. */
  version(): number;
  /** Rises when the page of this assignment may have to be read anew: of an earlier reading, asked for before it, another stamp says so. */
  stamp(id: string): number;
  /** True once it can be asked; until then every question is refused (503). */
  isReady(): boolean;
  /** Builds the index, resolves when it can be asked, and follows the database from then on. Only web processes need it. */
  start(): Promise<void>;
  /** Resolves when all that was committed before, by whichever process, is in the index. */
  caughtUp(): Promise<void>;
  /** Holds all of it against the database, and mends what differs. */
  check(): Promise<Checked>;
  /** Writes it to disk, if it has a folder and has changed. */
  write(): Promise<void>;
  /** Builds it from the database anew, beside the one that is asked meanwhile. */
  rebuild(): void;
  figures(): IndexFigures;
  stop(): Promise<void>;
}

export function createSearch(parts: {
  connection: Connection;
  clock: Clock;
  log: Logger;
  assignments: Assignments;
  organisations: Organisations;
  applications: Applications;
  pictures: Pictures;
  /** Where it is kept between two runs, if anywhere. */
  folder?: string | undefined;
  synonyms: Pick<SynonymGroups, 'groups'>;
}): Search {
  const { connection, clock, log, folder } = parts;
  const readings = createReadings(parts);
  const snapshots = folder === undefined ? undefined : createSnapshots({ folder, connection, log });
  const keeper = createKeeper({ connection, log, readings, kept: async () => snapshots?.read() });
  const upkeep = createUpkeep({ keeper, readings, log, snapshots });

  const at = (score?: AskedAt['score']): AskedAt => ({
    now: clock.now().getTime(),
    ...(score === undefined ? {} : { score }),
  });

  function engine(): Engine {
    if (!keeper.isReady()) throw new Refused(503, 'errors.503.text');
    return keeper.index().engine;
  }

  return {
    ask: (query, score) => engine().search(query, at(score)),
    count: (criteria) => engine().count(criteria, at()),
    each(criteria, visit) {
      engine().each(criteria, at(), visit);
    },
    entry: (id) => engine().entry(id),
    shown: (ids) => ids.map((id) => keeper.index().shown(id)).filter((one) => one !== undefined),
    synonyms: () => keeper.index().synonyms(),
    version: keeper.version,
    stamp: keeper.stamp,
    isReady: keeper.isReady,
    start() {
      upkeep.start();
      return keeper.start();
    },
    caughtUp: keeper.caughtUp,
    check: upkeep.check,
    write: upkeep.write,
    rebuild: keeper.rebuild,
    figures: () => ({
      isReady: keeper.isReady(),
      entries: keeper.index().size,
      bytes: keeper.index().bytes,
      writtenAt: upkeep.writtenAt(),
    }),
    async stop() {
      await upkeep.stop();
      await keeper.stop();
    },
  };
}
