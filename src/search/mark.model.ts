// A mark that a process makes in the database, to hear from its own stream that it has heard all before it. Old ones of processes that are gone go by themselves.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';

export interface Mark {
  /** Of one process. */
  _id: string;
  n: number;
  at: Date;
}

const schema = new Schema<Mark>(
  {
    _id: { type: String, required: true },
    n: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'marks', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: 86_400, name: 'expired' });

export function markModel(connection: Connection): Model<Mark> {
  return connection.model<Mark>('Mark', schema);
}
