// From something published to the letters of those who watch for it. Delivery is at least once and every step is harmless the second time: a find is there once
// for each reader, and carries the letter that it left in.
import type { Connection, Types } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Assignments } from '../assignments/assignment.service.ts';
import { isOpen } from '../assignments/assignment.state.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { Synonyms } from '../moderation/synonym.service.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Post } from '../platform/mail/post.ts';
import type { Fact } from '../platform/outbox/outbox.ts';
import { synonymsOf } from '../search/engine/synonyms.ts';
import { entryOf } from '../search/search.source.ts';
import { findModel } from './find.model.ts';
import type { FindDocument } from './find.model.ts';
import { keysOfEntry } from './watch.keys.ts';
import { matcherOf } from './watch.match.ts';
import type { WatchDocument } from './watch.model.ts';
import { dueAt } from './watch.pace.rules.ts';
import type { Watches } from './watch.service.ts';

export const watchLetter = 'WatchLetter';
const atATime = 500;
const mostInLetter = 200;

/** One reader, with which of their watches want it and when the quickest would have it. */
interface Wanting {
  person: string | null;
  emailKey: string | null;
  watches: Types.ObjectId[];
  dueAt: Date;
}

export function createFinds(parts: {
  connection: Connection;
  clock: Clock;
  /** Milliseconds in which what comes close together is gathered. */
  delay: number;
  accounts: Accounts;
  organisations: Organisations;
  assignments: Assignments;
  synonyms: Pick<Synonyms, 'groups'>;
  watches: Watches;
}) {
  const { connection, clock, accounts, organisations, assignments, synonyms, watches } = parts;
  const finds = findModel(connection);

  /** Those that want it, looked up by its keys and then held against it in full. */
  async function wanting(id: string): Promise<WatchDocument[]> {
    const [assignment] = await assignments.many([id]);
    if (assignment?.status !== 'published') return [];
    const [organisation] = await organisations.many([String(assignment.organisation)]);
    if (organisation?.status !== 'approved') return [];
    const entry = entryOf(assignment, { organisation, waiting: 0 });
    const words = synonymsOf(await synonyms.groups());
    const wants = matcherOf(entry, words);
    const found: WatchDocument[] = [];
    const candidates = watches.model
      .find({ keys: { $in: keysOfEntry(entry, words) } }, { criteria: 1, person: 1, emailKey: 1, pace: 1 })
      .lean<WatchDocument[]>()
      .cursor({ batchSize: atATime });
    for await (const one of candidates) if (wants(one.criteria)) found.push(one);
    return found;
  }

  async function readersOf(found: readonly WatchDocument[]): Promise<Wanting[]> {
    const readers = new Map<string, Wanting>();
    const now = clock.now();
    const owners = await accounts.idsByAddress(
      found.flatMap(({ emailKey }) => (emailKey === undefined ? [] : [emailKey])),
    );
    for (const [emailKey, person] of owners) await watches.adopt(person, emailKey);
    for (const { _id, person, emailKey = null, pace } of found) {
      const owner = person === undefined ? owners.get(emailKey ?? '') : String(person);
      const due = dueAt(pace, now, parts.delay);
      if (due === undefined) continue;
      const name = owner ?? `address ${String(emailKey)}`;
      const known = readers.get(name);
      readers.set(name, {
        person: owner ?? null,
        emailKey: owner === undefined ? emailKey : null,
        watches: [...(known?.watches ?? []), _id],
        dueAt: known !== undefined && known.dueAt < due ? known.dueAt : due,
      });
    }
    return [...readers.values()];
  }

  async function store(id: string, readers: readonly Wanting[]): Promise<void> {
    const at = clock.now();
    for (let first = 0; first < readers.length; first += atATime)
      await finds.bulkWrite(
        readers.slice(first, first + atATime).map(({ person, emailKey, watches: own, dueAt: due }) => ({
          updateOne: {
            filter: { person, emailKey, assignment: id },
            update: { $setOnInsert: { at, dueAt: due, mail: null, watches: own } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
  }

  /** What has become full or over by then is left out, and is told when it is published anew. So is what nobody watches for any more. */
  async function gatherFor(
    reader: Pick<FindDocument, 'person' | 'emailKey'>,
    post: Post,
    transaction: Transaction,
  ) {
    const { person, emailKey } = reader;
    const rows = await finds
      .find({ person, emailKey, mail: null, dueAt: { $lte: clock.now() } })
      .limit(mostInLetter)
      .session(transaction)
      .lean<FindDocument[]>();
    const found = await assignments.many(rows.map(({ assignment }) => String(assignment)));
    const open = new Set(found.filter((one) => isOpen(one, clock.now())).map(({ _id }) => String(_id)));
    const live = await watches.listening(rows.flatMap((row) => row.watches));
    const isWanted = (row: FindDocument) =>
      open.has(String(row.assignment)) && row.watches.some((one) => live.has(String(one)));
    const [wanted, others] = [rows.filter(isWanted), rows.filter((row) => !isWanted(row))];
    await finds.deleteMany({ _id: { $in: others.map(({ _id }) => _id) } }, { session: transaction });
    const [first] = wanted;
    if (first === undefined) return;
    const mail = `w-${String(first._id)}`;
    await finds.updateMany(
      { _id: { $in: wanted.map(({ _id }) => _id) } },
      { $set: { mail } },
      { session: transaction },
    );
    const data: Record<string, string> = person === null ? {} : { person: String(person) };
    await post.add({ _id: mail, kind: watchLetter, data }, transaction);
  }

  return {
    /** What is published, or resumed after a pause; new words for what is out are no news. */
    async deliver({ event, data }: Fact): Promise<void> {
      const isPublished =
        event === 'AssignmentDecided' && data['decision'] === 'approve' && data['proposal'] !== true;
      if (!isPublished && event !== 'AssignmentResumed') return;
      const id = String(data['assignment']);
      await store(id, await readersOf(await wanting(id)));
    },

    wanting,

    /** Gathers what is due into one letter for each reader. */
    async gather(post: Post): Promise<void> {
      const due = () =>
        finds
          .findOne({ mail: null, dueAt: { $lte: clock.now() } })
          .sort({ dueAt: 1 })
          .lean<FindDocument>();
      for (let one = await due(); one !== null; one = await due()) {
        const reader = one;
        await inTransaction(connection, (transaction) => gatherFor(reader, post, transaction));
      }
    },

    /** What a letter carries. */
    carriedBy: (mail: string) =>
      finds.find({ mail }).sort({ _id: 1 }).limit(mostInLetter).lean<FindDocument[]>(),
  };
}

export type Finds = ReturnType<typeof createFinds>;
