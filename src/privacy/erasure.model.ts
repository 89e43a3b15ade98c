// Who has been erased: the random id and nothing else, so that a backup which is read back can be erased again. Kept longer than any backup.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';

export interface ErasureDocument {
  _id: Types.ObjectId;
  at: Date;
  /** When it is to be looked after once more; null when it is done. */
  nextAt: Date | null;
}

const schema = new Schema<ErasureDocument>(
  {
    at: { type: Date, required: true },
    nextAt: { type: Date, default: null },
  },
  { collection: 'erasures', versionKey: false },
);
schema.index({ nextAt: 1 }, { partialFilterExpression: { nextAt: { $gt: new Date(0) } }, name: 'due' });
schema.index({ at: 1 }, { name: 'age' });

export function erasureModel(connection: Connection): Model<ErasureDocument> {
  return connection.model<ErasureDocument>('Erasure', schema);
}
