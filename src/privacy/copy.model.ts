// The copy that a person asked for of everything about them: when, whether it is ready, and, in rows of their own so that it may be large, its bytes.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';

export interface CopyDocument {
  _id: Types.ObjectId;
  person: Types.ObjectId;
  askedAt: Date;
  /** When it is to be tried; null once it is ready. */
  nextAt: Date | null;
  readyAt?: Date;
  /** Of the archive. */
  size?: number;
}

/** So much of an archive as fits well into a document. */
export interface CopyPart {
  _id: Types.ObjectId;
  copy: Types.ObjectId;
  person: Types.ObjectId;
  n: number;
  bytes: Buffer;
  askedAt: Date;
}

const copies = new Schema<CopyDocument>(
  {
    person: { type: Schema.Types.ObjectId, required: true },
    askedAt: { type: Date, required: true },
    nextAt: { type: Date, default: null },
    readyAt: Date,
    size: Number,
  },
  { collection: 'copies', versionKey: false },
);
copies.index(
  { person: 1 },
  { unique: true, partialFilterExpression: { nextAt: { $gt: new Date(0) } }, name: 'one waiting' },
);
copies.index({ person: 1, askedAt: -1 }, { name: 'person' });
copies.index({ nextAt: 1 }, { partialFilterExpression: { nextAt: { $gt: new Date(0) } }, name: 'due' });
copies.index({ askedAt: 1 }, { expireAfterSeconds: 7 * 86_400, name: 'old' });

const parts = new Schema<CopyPart>(
  {
    copy: { type: Schema.Types.ObjectId, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    n: { type: Number, required: true },
    bytes: { type: Buffer, required: true },
    askedAt: { type: Date, required: true },
  },
  { collection: 'copyParts', versionKey: false },
);
parts.index({ copy: 1, n: 1 }, { unique: true, name: 'in order' });
parts.index({ person: 1 }, { name: 'person' });
parts.index({ askedAt: 1 }, { expireAfterSeconds: 7 * 86_400, name: 'old' });

export function copyModel(connection: Connection): Model<CopyDocument> {
  return connection.model<CopyDocument>('Copy', copies);
}

export function copyPartModel(connection: Connection): Model<CopyPart> {
  return connection.model<CopyPart>('CopyPart', parts);
}
