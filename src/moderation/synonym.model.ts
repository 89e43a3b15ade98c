// A group of words that are said for each other: who searches for one of them finds the others, too. Staff keeps them, the search reads them.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { KeptDocument } from './kept.service.ts';
import { synonymStates } from './kept.state.ts';
import type { SynonymState } from './kept.state.ts';

export interface SynonymDocument extends KeptDocument {
  /** Words and phrases, in any language. */
  words: string[];
  status: SynonymState;
  /** The first word that a group had in the file which comes with the service: that file brings each group once. */
  first?: string;
}

const schema = new Schema<SynonymDocument>(
  {
    words: { type: [String], required: true },
    status: { type: String, enum: Object.values(synonymStates), required: true },
    revision: { type: Number, default: 1 },
    createdAt: { type: Date, required: true },
    first: String,
  },
  { collection: 'synonyms', versionKey: false },
);
schema.index({ status: 1, _id: 1 }, { name: 'list' });
schema.index({ first: 1 }, { unique: true, sparse: true, name: 'first' });

export function synonymModel(connection: Connection): Model<SynonymDocument> {
  return connection.model<SynonymDocument>('Synonym', schema);
}
