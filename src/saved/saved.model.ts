// An assignment that somebody has saved to come back to. Nobody else sees it, nor that it is saved.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import type { Nearing } from './saved.rules.ts';

export interface SavedDocument {
  _id: Types.ObjectId;
  person: Types.ObjectId;
  assignment: Types.ObjectId;
  at: Date;
  /** What its person has been told, or saw when they saved it: each is told once. */
  told: Nearing[];
  /** When to see whether it is about to close; nothing where that is told, or never comes. */
  lookAt?: Date;
}

const schema = new Schema<SavedDocument>(
  {
    person: { type: Schema.Types.ObjectId, required: true },
    assignment: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    told: { type: [String], default: [] },
    lookAt: Date,
  },
  { collection: 'saved', versionKey: false },
);
schema.index({ person: 1, assignment: 1 }, { unique: true, name: 'one a person and assignment' });
schema.index({ person: 1, at: -1, _id: -1 }, { name: 'newest of a person' });
schema.index({ assignment: 1, told: 1 }, { name: 'who is to be told' });
schema.index({ lookAt: 1 }, { sparse: true, name: 'to look at' });
schema.index({ at: 1 }, { expireAfterSeconds: 365 * 86_400, name: 'old' });

export function savedModel(connection: Connection): Model<SavedDocument> {
  return connection.model<SavedDocument>('Saved', schema);
}
