// Staff's use cases of what it keeps for others to use, templates and synonyms alike: each change with its row in the log and its revision, in
// the same transaction.
import type { Connection, Model, Types } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { keptLogModel } from './decision.model.ts';
import type { KeptChange, KeptLogDocument } from './decision.model.ts';
import { mayKeep, mayMoveKept } from './kept.policy.ts';
import { moveOf } from './kept.state.ts';
import type { KeptMove, KeptStates } from './kept.state.ts';
import type { Words } from './proposal.state.ts';
import type { Revisions } from './revision.service.ts';

export interface KeptDocument {
  _id: Types.ObjectId;
  status: string;
  /** Rises with every change of the words. */
  revision: number;
  createdAt: Date;
}

/** What every kind of it is handed. */
export interface KeptParts {
  connection: Connection;
  clock: Clock;
  revisions: Revisions;
}

interface Kind<Thing extends KeptDocument> {
  kind: KeptLogDocument['kind'];
  things: Model<Thing>;
  states: KeptStates<Thing['status']>;
  /** Why a move is refused that somebody else has made. */
  moved: MessageKey;
  wordsOf: (thing: Thing) => Words;
  /** Refuses one more in use, where there are too many. */
  insistOnRoom?: (transaction: Transaction) => Promise<void>;
}

export function createKept<Thing extends KeptDocument>(
  { connection, clock, revisions }: KeptParts,
  { kind, things, states, moved, wordsOf, insistOnRoom }: Kind<Thing>,
) {
  /** With the revision that was read. */
  type Input = Omit<Thing, keyof KeptDocument> & Pick<KeptDocument, 'revision'>;
  // What differs between the kinds is only handed on: Mongoose's types need not know of it.
  const all = things as unknown as Model<KeptDocument>;
  const log = keptLogModel(connection);

  async function find(id: string, transaction?: Transaction): Promise<Thing> {
    const found = await all
      .findById(id)
      .session(transaction ?? null)
      .lean<Thing>();
    if (found === null) throw missing();
    return found;
  }

  /** The row of the log, and the words as they are from now on. */
  async function note(
    transaction: Transaction,
    actor: Actor,
    decision: KeptChange,
    thing: Thing,
    before: string,
  ): Promise<void> {
    const { _id, revision, status } = thing;
    const row = { kind, thing: _id, decision, revision, before, after: status };
    await log.create([{ ...row, reasons: [], at: clock.now(), by: actor.id }], { session: transaction });
    await revisions.keep(transaction, actor, thing, revision, wordsOf(thing));
  }

  /** Writes what is changed in what was read; refused with `key` if it is another by now. */
  async function write(
    transaction: Transaction,
    read: Pick<KeptDocument, '_id' | 'revision'> & { status?: string },
    changed: object,
    key: MessageKey,
  ): Promise<void> {
    const { matchedCount } = await all.updateOne(read, { $set: changed }, { session: transaction });
    if (matchedCount === 0) throw new Refused(409, key);
  }

  return {
    find,

    /** Returns its id. */
    async create(actor: Actor, input: Input): Promise<string> {
      insist(mayKeep(actor));
      return inTransaction(connection, async (transaction) => {
        await insistOnRoom?.(transaction);
        const thing = { ...input, status: states.inUse, revision: 1, createdAt: clock.now() };
        const [created] = await all.create([thing], { session: transaction });
        if (created === undefined) throw missing();
        await note(transaction, actor, 'create', created.toObject() as unknown as Thing, 'new');
        return String(created._id);
      });
    },

    /** 409 if somebody else has changed what was read. */
    async change(actor: Actor, id: string, input: Input): Promise<void> {
      insist(mayKeep(actor));
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        const changed = { ...input, revision: before.revision + 1 };
        await write(
          transaction,
          { _id: before._id, revision: input.revision },
          changed,
          'moderation.refused.newer',
        );
        await note(transaction, actor, 'change', { ...before, ...changed }, before.status);
      });
    },

    /** Takes it out of use, or brings it back. */
    async move(actor: Actor, id: string, move: KeptMove): Promise<void> {
      insist(mayKeep(actor));
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        const { _id, status, revision } = before;
        insist(mayMoveKept(actor, states, status, move, moved));
        const { to } = moveOf(states, move);
        if (move === 'restore') await insistOnRoom?.(transaction);
        await write(transaction, { _id, status, revision }, { status: to }, moved);
        await note(transaction, actor, move, { ...before, status: to }, status);
      });
    },

    /** Newest first. */
    history: (id: string) =>
      log.find({ thing: id }).sort({ at: -1, _id: -1 }).limit(100).lean<KeptLogDocument[]>(),
  };
}
