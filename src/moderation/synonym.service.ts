// The groups of synonyms that staff keeps, and all that are in use for the search.
import type { Actor } from '../accounts/actor.ts';
import type { Transaction } from '../platform/database.ts';
import { insist } from '../platform/policy.ts';
import { Refused } from '../platform/refused.ts';
import { mayKeep } from './kept.policy.ts';
import { createKept } from './kept.service.ts';
import type { KeptParts } from './kept.service.ts';
import { synonymStates } from './kept.state.ts';
import { synonymModel } from './synonym.model.ts';
import type { SynonymDocument } from './synonym.model.ts';

/** More would only make each search slower. */
const most = 1_000;

export function createSynonyms(parts: KeptParts) {
  const things = synonymModel(parts.connection);

  const list = (...status: SynonymDocument['status'][]) =>
    things
      .find({ status: { $in: status } })
      .sort({ status: 1, _id: 1 })
      .limit(most * 2)
      .lean<SynonymDocument[]>();

  async function insistOnRoom(transaction: Transaction): Promise<void> {
    const used = await things.find({ status: 'used' }, { _id: 1 }).limit(most).session(transaction).lean();
    if (used.length >= most) throw new Refused(409, 'synonyms.refused.many');
  }

  return {
    ...createKept(parts, {
      kind: 'synonyms',
      things,
      states: synonymStates,
      moved: 'synonyms.refused.moved',
      wordsOf: ({ words }) => ({ words }),
      insistOnRoom,
    }),

    /** What the search reads: the words of each group that is in use. */
    async groups(): Promise<string[][]> {
      return (await list('used')).map(({ words }) => words);
    },

    async all(actor: Actor): Promise<SynonymDocument[]> {
      insist(mayKeep(actor));
      return list('used', 'removed');
    },
  };
}

export type Synonyms = ReturnType<typeof createSynonyms>;
