// The groups of synonyms that come with the service, for staff to change as they like. One that has come before stays as staff has left it, or is
// not used where staff has removed it: a migration that asks for them again brings only those that are new in the file.
import type { Connection } from 'mongoose';
import groups from '../search/synonyms.json' with { type: 'json' };
import { synonymModel } from './synonym.model.ts';

export async function firstSynonyms(connection: Connection, now: Date): Promise<void> {
  await synonymModel(connection).bulkWrite(
    groups.map((words) => ({
      updateOne: {
        filter: { first: words[0] ?? '' },
        update: { $setOnInsert: { words, status: 'used' as const, revision: 1, createdAt: now } },
        upsert: true,
      },
    })),
  );
}
