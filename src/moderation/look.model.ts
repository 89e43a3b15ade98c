// The log of who of the staff looked at a person's page, when and why. Rows are only ever inserted; what is written in it in own words goes with the person.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import { appendOnly } from '../platform/append-only.ts';
import { LOOK_REASONS } from '../taxonomies/taxonomies.ts';
import type { LookReason } from '../taxonomies/taxonomies.ts';

export interface LookDocument {
  _id: Types.ObjectId;
  at: Date;
  by: Types.ObjectId;
  person: Types.ObjectId;
  reason: LookReason;
  text: string;
}

const schema = new Schema<LookDocument>(
  {
    at: { type: Date, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    reason: { type: String, enum: LOOK_REASONS, required: true },
    text: { type: String, default: '' },
  },
  { collection: 'looks', versionKey: false },
);
schema.index({ person: 1, at: -1 }, { name: 'person, newest first' });
schema.index({ by: 1, person: 1, at: -1 }, { name: 'by' });
schema.index({ at: 1 }, { name: 'old' });
appendOnly(schema, 'looks');

export function lookModel(connection: Connection): Model<LookDocument> {
  return connection.model<LookDocument>('Look', schema);
}
