// What somebody has typed in a step of an assignment's form and not saved: theirs alone, and never shown to anybody else.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import type { UnsavedText } from './unsaved.texts.ts';

export interface UnsavedDocument {
  _id: Types.ObjectId;
  person: Types.ObjectId;
  assignment: Types.ObjectId;
  step: number;
  /** Newest first. Several only where tabs differ, so that none overwrites another. */
  texts: UnsavedText[];
  /** Rises with every change, for compare-and-set. */
  changes: number;
  /** When it was last changed. */
  at: Date;
}

const schema = new Schema<UnsavedDocument>(
  {
    person: { type: Schema.Types.ObjectId, required: true },
    assignment: { type: Schema.Types.ObjectId, required: true },
    step: { type: Number, required: true },
    texts: [
      {
        _id: false,
        version: { type: String, required: true },
        basis: { type: String, default: '' },
        fields: [{ _id: false, name: String, values: [String] }],
        at: { type: Date, required: true },
      },
    ],
    changes: { type: Number, default: 1 },
    at: { type: Date, required: true },
  },
  { collection: 'unsavedSteps', versionKey: false },
);
schema.index({ person: 1, assignment: 1, step: 1 }, { unique: true, name: 'step of a person' });
schema.index({ at: 1 }, { name: 'oldest' });

export function unsavedModel(connection: Connection): Model<UnsavedDocument> {
  return connection.model<UnsavedDocument>('UnsavedStep', schema);
}
