// What a person shows beside the password: an app that makes codes, passkeys, and recovery codes for the day when neither is at hand.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';

export interface PasskeyDocument {
  /** As the authenticator knows it, base64url. */
  id: string;
  publicKey: string;
  algorithm: 'ES256' | 'RS256';
  transports: string[];
  /** How often it says that it has signed; 0 for those that do not count. */
  counter: number;
  name: string;
  addedAt: Date;
  usedAt: Date | null;
}

export interface SecondFactorDocument {
  /** The person's. */
  _id: Types.ObjectId;
  /** `secret` is sealed; `lastStep` is the half minute of the last code that was taken, so that none is taken twice. */
  app?: { secret: string; since: Date; lastStep: number };
  /** An app that has not given a code yet. */
  begun?: { secret: string; until: Date };
  passkeys: PasskeyDocument[];
  /** Hashes of the recovery codes that are left. */
  codes: string[];
}

const schema = new Schema<SecondFactorDocument>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    app: new Schema({ secret: String, since: Date, lastStep: Number }, { _id: false }),
    begun: new Schema({ secret: String, until: Date }, { _id: false }),
    passkeys: [
      {
        _id: false,
        id: { type: String, required: true },
        publicKey: { type: String, required: true },
        algorithm: { type: String, enum: ['ES256', 'RS256'], required: true },
        transports: [String],
        counter: { type: Number, required: true },
        name: { type: String, required: true },
        addedAt: { type: Date, required: true },
        usedAt: { type: Date, default: null },
      },
    ],
    codes: [String],
  },
  { collection: 'secondFactors', versionKey: false, id: false },
);
schema.index(
  { 'passkeys.id': 1 },
  { unique: true, partialFilterExpression: { 'passkeys.id': { $exists: true } }, name: 'passkey' },
);

export function secondFactorModel(connection: Connection): Model<SecondFactorDocument> {
  return connection.model<SecondFactorDocument>('SecondFactor', schema);
}
