// Every set of words that was sent to staff, as it was read: a decision names the one that it is about.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';

export interface RevisionDocument {
  _id: Types.ObjectId;
  thing: Types.ObjectId;
  revision: number;
  /** Field by field, as the assignment or organisation had them. */
  words: Record<string, string | string[] | undefined>;
  by: Types.ObjectId;
  at: Date;
}

const schema = new Schema<RevisionDocument>(
  {
    thing: { type: Schema.Types.ObjectId, required: true },
    revision: { type: Number, required: true },
    words: { type: Schema.Types.Mixed, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'revisions', versionKey: false },
);
schema.index({ thing: 1, revision: -1 }, { unique: true, name: 'thing' });
schema.index({ by: 1 }, { name: 'by' });

export function revisionModel(connection: Connection): Model<RevisionDocument> {
  return connection.model<RevisionDocument>('Revision', schema);
}
