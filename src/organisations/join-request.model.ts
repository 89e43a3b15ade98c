// Somebody asks to become a coordinator of an organisation. The unique index keeps it to one question at a time.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import { joinStates } from './join-request.state.ts';
import type { JoinState } from './join-request.state.ts';

export interface JoinRequestDocument {
  _id: Types.ObjectId;
  organisation: Types.ObjectId;
  person: Types.ObjectId;
  message: string;
  status: JoinState;
  at: Date;
  answeredAt?: Date;
  answeredBy?: Types.ObjectId;
}

const schema = new Schema<JoinRequestDocument>(
  {
    organisation: { type: Schema.Types.ObjectId, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    message: { type: String, default: '' },
    status: { type: String, enum: joinStates, required: true },
    at: { type: Date, required: true },
    answeredAt: Date,
    answeredBy: Schema.Types.ObjectId,
  },
  { collection: 'joinRequests', versionKey: false },
);
schema.index(
  { person: 1, organisation: 1 },
  { unique: true, partialFilterExpression: { status: 'waiting' }, name: 'one waiting' },
);
schema.index({ person: 1, at: -1 }, { name: 'person' });
schema.index({ organisation: 1, status: 1 }, { name: 'organisation' });
schema.index({ status: 1, at: 1 }, { name: 'waiting' });
schema.index({ answeredBy: 1 }, { sparse: true, name: 'answered by' });
schema.index({ at: 1 }, { expireAfterSeconds: 365 * 86_400, name: 'old' });

export function joinRequestModel(connection: Connection): Model<JoinRequestDocument> {
  return connection.model<JoinRequestDocument>('JoinRequest', schema);
}
