// Staff's use cases of synonyms, each with its row in the log in the same transaction, and all that are in use for the search.
import type { Connection } from 'mongoose';
import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import { synonymLogModel } from './decision.model.ts';
import type { SynonymLogDocument, TemplateChange } from './decision.model.ts';
import type { Revisions } from './revision.service.ts';
import { synonymModel } from './synonym.model.ts';
import type { SynonymDocument } from './synonym.model.ts';
import { mayKeepSynonyms, mayMoveSynonymsAsStaff } from './synonym.policy.ts';
import type { SynonymInput } from './synonym.schema.ts';
import { synonymMoves } from './synonym.state.ts';
import type { SynonymMove } from './synonym.state.ts';

/** More would only make each search slower. */
const most = 1_000;

export function createSynonyms({
  connection,
  clock,
  revisions,
}: {
  connection: Connection;
  clock: Clock;
  revisions: Revisions;
}) {
  const synonyms = synonymModel(connection);
  const log = synonymLogModel(connection);

  async function find(id: string, transaction?: Transaction): Promise<SynonymDocument> {
    const found = await synonyms
      .findById(id)
      .session(transaction ?? null)
      .lean<SynonymDocument>();
    if (found === null) throw missing();
    return found;
  }

  const list = (...status: SynonymDocument['status'][]) =>
    synonyms
      .find({ status: { $in: status } })
      .sort({ status: 1, _id: 1 })
      .limit(most * 2)
      .lean<SynonymDocument[]>();

  async function insistOnRoom(transaction: Transaction): Promise<void> {
    const used = await synonyms.find({ status: 'used' }, { _id: 1 }).limit(most).session(transaction).lean();
    if (used.length >= most) throw new Refused(409, 'synonyms.refused.many');
  }

  /** The row of the log, and the words as they are from now on. */
  async function note(
    transaction: Transaction,
    actor: Actor,
    decision: TemplateChange,
    group: SynonymDocument,
    before: string,
  ): Promise<void> {
    const { _id, revision, status, words } = group;
    const row = { kind: 'synonyms' as const, thing: _id, decision, revision, before, after: status };
    await log.create([{ ...row, reasons: [], at: clock.now(), by: actor.id }], { session: transaction });
    await revisions.keep(transaction, actor, group, revision, { words });
  }

  return {
    find,

    /** What the search reads: the words of each group that is in use. */
    async groups(): Promise<string[][]> {
      return (await list('used')).map(({ words }) => words);
    },

    async all(actor: Actor): Promise<SynonymDocument[]> {
      insist(mayKeepSynonyms(actor));
      return list('used', 'removed');
    },

    async create(actor: Actor, { words }: SynonymInput): Promise<string> {
      insist(mayKeepSynonyms(actor));
      return inTransaction(connection, async (transaction) => {
        await insistOnRoom(transaction);
        const group = { words, status: 'used' as const, revision: 1, createdAt: clock.now() };
        const [created] = await synonyms.create([group], { session: transaction });
        if (created === undefined) throw missing();
        await note(transaction, actor, 'create', created.toObject(), 'new');
        return String(created._id);
      });
    },

    /** 409 if somebody else has changed what was read. */
    async change(actor: Actor, id: string, { revision, words }: SynonymInput): Promise<void> {
      insist(mayKeepSynonyms(actor));
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        const after = { ...before, words, revision: before.revision + 1 };
        const { matchedCount } = await synonyms.updateOne(
          { _id: before._id, revision },
          { $set: { words, revision: after.revision } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'moderation.refused.newer');
        await note(transaction, actor, 'change', after, before.status);
      });
    },

    /** Takes it out of use, or brings it back. */
    async move(actor: Actor, id: string, move: SynonymMove): Promise<void> {
      insist(mayKeepSynonyms(actor));
      await inTransaction(connection, async (transaction) => {
        const before = await find(id, transaction);
        insist(mayMoveSynonymsAsStaff(actor, before.status, move));
        const { to: status } = synonymMoves[move];
        if (status === 'used') await insistOnRoom(transaction);
        const { matchedCount } = await synonyms.updateOne(
          { _id: before._id, status: before.status, revision: before.revision },
          { $set: { status } },
          { session: transaction },
        );
        if (matchedCount === 0) throw new Refused(409, 'synonyms.refused.moved');
        await note(transaction, actor, move, { ...before, status }, before.status);
      });
    },

    /** Newest first. */
    history: (id: string) =>
      log.find({ thing: id }).sort({ at: -1, _id: -1 }).limit(100).lean<SynonymLogDocument[]>(),
  };
}

export type Synonyms = ReturnType<typeof createSynonyms>;
