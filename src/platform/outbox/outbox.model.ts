// How a fact is stored: beside the change that it tells of, in the same transaction, until its consequences are done.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';

export interface OutboxRow {
  _id: Types.ObjectId;
  event: string;
  /** Ids and codes only: no name, address or text. */
  data: Record<string, unknown>;
  at: Date;
  deliveredAt: Date | null;
  attempts: number;
  nextAt: Date;
}

const schema = new Schema<OutboxRow>(
  {
    event: { type: String, required: true },
    data: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    deliveredAt: { type: Date, default: null },
    attempts: { type: Number, default: 0 },
    nextAt: { type: Date, required: true },
  },
  { collection: 'outbox', versionKey: false },
);
schema.index({ nextAt: 1, _id: 1 }, { partialFilterExpression: { deliveredAt: null }, name: 'waiting' });
schema.index({ deliveredAt: 1 }, { expireAfterSeconds: 30 * 86_400, name: 'delivered' });
schema.index({ 'data.person': 1 }, { sparse: true, name: 'person' });
schema.index({ 'data.by': 1 }, { sparse: true, name: 'by' });

export function outboxModel(connection: Connection): Model<OutboxRow> {
  return connection.model<OutboxRow>('Outbox', schema);
}
