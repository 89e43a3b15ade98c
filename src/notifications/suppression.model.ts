// Addresses that mail comes back from: a keyed hash of each and never the address itself, with what came back and when.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import type { BounceKind } from './bounce.schema.ts';

export interface SuppressionDocument {
  /** Of the address in lower case. */
  _id: string;
  /** Who had an account with it when mail came back last. */
  person?: Types.ObjectId;
  /** What came back, the last that matters. */
  kind: BounceKind;
  at: Date;
  /** Nothing is sent there. */
  isSuppressed: boolean;
  /** The days on which mail was put off for now, in Sweden and of late. */
  softOn: string[];
  /** When the address was proved anew; what came back before that is old. */
  liftedAt?: Date;
}

const schema = new Schema<SuppressionDocument>(
  {
    _id: { type: String, required: true },
    person: Schema.Types.ObjectId,
    kind: { type: String, required: true },
    at: { type: Date, required: true },
    isSuppressed: { type: Boolean, default: false },
    softOn: [String],
    liftedAt: Date,
  },
  { collection: 'suppressions', versionKey: false },
);
schema.index({ at: 1 }, { name: 'age' });
schema.index({ person: 1 }, { sparse: true, name: 'person' });

export function suppressionModel(connection: Connection): Model<SuppressionDocument> {
  return connection.model<SuppressionDocument>('Suppression', schema);
}
