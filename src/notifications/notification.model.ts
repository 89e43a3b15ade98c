// One row per fact and person: what the bell shows and, if it is not opened, what a mail tells.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';

export interface NotificationDocument {
  _id: Types.ObjectId;
  /** The outbox row it follows from. */
  fact: string;
  person: Types.ObjectId;
  /** The other person whom its words name: the row goes with them. */
  about?: Types.ObjectId;
  key: string;
  /** Only what both sides may read before a match: titles and tilltalsnamn. */
  values: Record<string, string | number>;
  /** Path without a language in front. */
  link: string;
  /** What it is about, `application:ID`: opening the thing reads it. */
  thing: string;
  at: Date;
  openedAt: Date | null;
  /** When it is to be mailed; null for never, and for what was opened before. */
  mailAt: Date | null;
  /** True for what is mailed even if it has been opened: the match, with its details and calendar file. */
  mailAnyway: boolean;
  /** The mail that carries it. */
  mail: string | null;
}

const schema = new Schema<NotificationDocument>(
  {
    fact: { type: String, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    about: Schema.Types.ObjectId,
    key: { type: String, required: true },
    values: { type: Schema.Types.Mixed, default: {} },
    link: { type: String, required: true },
    thing: { type: String, required: true },
    at: { type: Date, required: true },
    openedAt: { type: Date, default: null },
    mailAt: { type: Date, default: null },
    mailAnyway: { type: Boolean, default: false },
    mail: { type: String, default: null },
  },
  { collection: 'notifications', versionKey: false, minimize: false },
);
schema.index({ fact: 1, person: 1 }, { unique: true, name: 'one a fact and person' });
schema.index({ person: 1, openedAt: 1, _id: -1 }, { name: 'bell' });
schema.index({ person: 1, _id: -1 }, { name: 'centre' });
schema.index({ person: 1, thing: 1, openedAt: 1 }, { name: 'thing' });
schema.index({ mailAt: 1 }, { partialFilterExpression: { mail: null }, name: 'to mail' });
schema.index(
  { person: 1, mailAt: 1 },
  { partialFilterExpression: { mail: null }, name: 'to mail to a person' },
);
schema.index({ mail: 1 }, { partialFilterExpression: { mail: { $gt: '' } }, name: 'letter' });
schema.index({ about: 1 }, { sparse: true, name: 'about' });
schema.index({ at: 1 }, { expireAfterSeconds: 180 * 86_400, name: 'old' });

export function notificationModel(connection: Connection): Model<NotificationDocument> {
  return connection.model<NotificationDocument>('Notification', schema);
}
