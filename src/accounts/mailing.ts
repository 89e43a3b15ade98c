// How soon each kind of mail may come, as a person has chosen it.
import type { Model } from 'mongoose';
import type { Mailing } from '../notifications/mailing.schema.ts';
import type { PersonDocument } from './person.model.ts';

export function createMailing(people: Model<PersonDocument>) {
  return {
    /** A kind that is not named stays as it was. */
    async saveMailing(id: string, mailing: Mailing): Promise<void> {
      const set = Object.entries(mailing).map(([kind, pace]) => [`mailing.${kind}`, pace]);
      await people.updateOne({ _id: id }, { $set: Object.fromEntries(set) as object });
    },
  };
}
