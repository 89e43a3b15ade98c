// A find: one assignment for one reader, whichever of their watches it fits. That it is there keeps it from being told twice.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';

export interface FindDocument {
  _id: Types.ObjectId;
  /** Whose it is: a person, or an address without an account. The other is null. */
  person: Types.ObjectId | null;
  emailKey: string | null;
  assignment: Types.ObjectId;
  watches: Types.ObjectId[];
  at: Date;
  /** When it leaves: as soon as the quickest of its watches would have it. */
  dueAt: Date;
  /** The letter that carries it. */
  mail: string | null;
}

const schema = new Schema<FindDocument>(
  {
    person: { type: Schema.Types.ObjectId, default: null },
    emailKey: { type: String, default: null },
    assignment: { type: Schema.Types.ObjectId, required: true },
    watches: [Schema.Types.ObjectId],
    at: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    mail: { type: String, default: null },
  },
  { collection: 'finds', versionKey: false },
);
schema.index(
  { person: 1, emailKey: 1, assignment: 1 },
  { unique: true, name: 'one a reader and assignment' },
);
schema.index({ emailKey: 1 }, { name: 'of an address' });
schema.index({ dueAt: 1 }, { partialFilterExpression: { mail: null }, name: 'to mail' });
schema.index({ mail: 1 }, { partialFilterExpression: { mail: { $gt: '' } }, name: 'letter' });
schema.index({ at: 1 }, { expireAfterSeconds: 365 * 86_400, name: 'old' });

export function findModel(connection: Connection): Model<FindDocument> {
  return connection.model<FindDocument>('Find', schema);
}
