// Finding: the index of all that is published, kept in step with the database. Every answer comes from memory; the database is only listened to.
import type { ChangeStream } from 'mongodb';
import type { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Applications } from '../applications/application.service.ts';
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { PictureFacts } from '../pictures/picture.model.ts';
import type { Pictures } from '../pictures/picture.service.ts';
import type { Clock } from '../platform/clock.ts';
import type { AskedAt, Engine } from './engine/engine.ts';
import type { EntryFacts } from './engine/entry.ts';
import type { Answer, Criteria, Query } from './engine/query.ts';
import { createScan } from './engine/scan.ts';
import { entryOf } from './search.source.ts';

/** All that a card shows. */
export interface Shown {
  assignment: AssignmentDocument;
  organisation: string;
  queue: { waiting: number; queued: number };
  picture: PictureFacts | undefined;
}

export interface Search {
  ask(query: Query, score?: AskedAt['score']): Answer;
  count(criteria: Criteria): number;
  /** Each hit once, in no order, as a view: take values out of it, and do not keep it. */
  each(criteria: Criteria, visit: (entry: EntryFacts) => void): void;
  /** Of something published, open or not. */
  entry(id: string): EntryFacts | undefined;
  /** What cards show, in the order of the ids; what is no longer published is left out. */
  shown(ids: readonly string[]): Shown[];
  /** Rises with each change of the index. */
  version(): number;
  /** Builds the index and follows the database from then on. Only web processes need it. */
  start(): Promise<void>;
  /** Resolves when all that was committed before is in the index. */
  caughtUp(): Promise<void>;
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
}): Search {
  const { connection, clock, log, assignments, organisations, applications, pictures } = parts;
  const engine: Engine = createScan();
  const kept = new Map<string, Shown>();
  let version = 0;
  let stream: ChangeStream | undefined;
  let work: Promise<void> = Promise.resolve();

  const at = (score?: AskedAt['score']): AskedAt => ({
    now: clock.now().getTime(),
    ...(score === undefined ? {} : { score }),
  });

  /** Whatever has changed of them, what is there now is what counts. */
  async function refresh(ids: readonly string[]): Promise<void> {
    for (let first = 0; first < ids.length; first += 500) {
      const some = ids.slice(first, first + 500);
      const found = (await assignments.many(some)).filter(({ status }) => status === 'published');
      const [owners, queues, shownPictures] = await Promise.all([
        organisations.many([...new Set(found.map(({ organisation }) => String(organisation)))]),
        applications.queues(found.map(({ _id }) => _id)),
        pictures.shownOf(found.map(({ _id }) => _id)),
      ]);
      const owner = new Map(owners.map((one) => [String(one._id), one]));
      const gone = new Set(some);
      for (const assignment of found) {
        const id = String(assignment._id);
        const organisation = owner.get(String(assignment.organisation));
        const queue = queues.get(id) ?? { waiting: 0, queued: 0 };
        if (organisation?.status !== 'approved') continue;
        gone.delete(id);
        engine.put(entryOf(assignment, { organisation, waiting: queue.waiting + queue.queued }));
        kept.set(id, { assignment, organisation: organisation.name, queue, picture: shownPictures.get(id) });
      }
      for (const id of gone) {
        engine.remove(id);
        kept.delete(id);
      }
      version += 1;
    }
  }

  async function all(): Promise<string[]> {
    const rows = await connection
      .collection('assignments')
      .find({ status: 'published' }, { projection: { _id: 1 } })
      .toArray();
    return [...new Set([...rows.map(({ _id }) => String(_id)), ...kept.keys()])];
  }

  function soon(ids: readonly string[]): void {
    work = work
      .then(() => refresh(ids))
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the index did not follow');
      });
  }

  function follow(): void {
    stream = connection.db?.watch(
      [{ $match: { 'ns.coll': { $in: ['assignments', 'applications', 'pictures'] } } }],
      { fullDocument: 'updateLookup' },
    );
    stream?.on('change', (change) => {
      const { ns, documentKey, fullDocument } = change as {
        ns: { coll: string };
        documentKey: { _id: Types.ObjectId };
        fullDocument?: { assignment?: Types.ObjectId; thing?: Types.ObjectId };
      };
      const id =
        ns.coll === 'assignments' ? documentKey._id : (fullDocument?.assignment ?? fullDocument?.thing);
      if (id !== undefined) soon([String(id)]);
    });
    stream?.on('error', (error) => {
      log.warn({ err: error }, 'the index has lost the database');
    });
  }

  return {
    ask: (query, score) => engine.search(query, at(score)),
    count: (criteria) => engine.count(criteria, at()),
    each(criteria, visit) {
      engine.each(criteria, at(), visit);
    },
    entry: (id) => engine.entry(id),
    shown: (ids) => ids.map((id) => kept.get(id)).filter((one) => one !== undefined),
    version: () => version,
    async start() {
      follow();
      await refresh(await all());
    },
    async caughtUp() {
      soon(await all());
      await work;
    },
    async stop() {
      await stream?.close();
    },
  };
}
