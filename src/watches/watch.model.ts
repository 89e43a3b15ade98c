// A watch: a search that somebody is told of when something new fits it. It belongs to an account, or to an address that has been proved.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import type { Language } from '../platform/i18n/languages.ts';
import type { Criteria } from '../search/engine/query.ts';
import type { WatchPace } from './watch.schema.ts';

export interface WatchDocument {
  _id: Types.ObjectId;
  person?: Types.ObjectId;
  /** Of somebody without an account: where the mails go, and in what language. */
  email?: string;
  emailKey?: string;
  language?: Language;
  /** The search as the query of its address. */
  search: string;
  criteria: Criteria;
  /** What new assignments find it by; none while it does not listen. */
  keys?: string[];
  pace: WatchPace;
  /** False until the address has been proved. */
  isConfirmed: boolean;
  at: Date;
  /** It goes by itself then, unless it is renewed. */
  endsAt: Date;
  /** When its reader was told that it ends. */
  toldEnding?: Date;
}

const schema = new Schema<WatchDocument>(
  {
    person: Schema.Types.ObjectId,
    email: String,
    emailKey: String,
    language: String,
    search: { type: String, default: '' },
    criteria: { type: Schema.Types.Mixed, required: true },
    keys: { type: [String], default: undefined },
    pace: { type: String, required: true },
    isConfirmed: { type: Boolean, required: true },
    at: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    toldEnding: Date,
  },
  { collection: 'watches', versionKey: false, minimize: false },
);
schema.index({ keys: 1 }, { sparse: true, name: 'found by' });
schema.index({ person: 1, _id: -1 }, { sparse: true, name: 'of a person' });
schema.index({ emailKey: 1, _id: -1 }, { sparse: true, name: 'of an address' });
schema.index({ endsAt: 1 }, { expireAfterSeconds: 0, name: 'ended' });

export function watchModel(connection: Connection): Model<WatchDocument> {
  return connection.model<WatchDocument>('Watch', schema);
}
