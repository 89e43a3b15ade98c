// How soon each kind of mail may come, as a person has chosen it, and whose an address is.
import type { Model } from 'mongoose';
import type { Mailing } from '../notifications/mailing.schema.ts';
import type { PersonDocument } from './person.model.ts';

export function createMailing(people: Model<PersonDocument>) {
  return {
    /** Whose these addresses are, by the form in which addresses are compared; those of nobody are left out. */
    async idsByAddress(keys: readonly string[]): Promise<Map<string, string>> {
      const found = new Map<string, string>();
      for (let first = 0; first < keys.length; first += 1_000)
        for (const { _id, emailKey: key } of await people
          .find({ emailKey: { $in: keys.slice(first, first + 1_000) } }, { emailKey: 1 })
          .limit(1_000)
          .lean<PersonDocument[]>())
          found.set(key, String(_id));
      return found;
    },

    /** A kind that is not named stays as it was. */
    async saveMailing(id: string, mailing: Mailing): Promise<void> {
      const set = Object.entries(mailing).map(([kind, pace]) => [`mailing.${kind}`, pace]);
      await people.updateOne({ _id: id }, { $set: Object.fromEntries(set) as object });
    },
  };
}
