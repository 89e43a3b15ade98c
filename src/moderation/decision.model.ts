// The log of staff's decisions: who, when, what, why. Rows are only ever inserted; this model refuses to change or remove one.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import type { Decision } from '../events.ts';
import { appendOnly } from '../platform/append-only.ts';
import type { RETURN_REASONS } from '../taxonomies/taxonomies.ts';
import type { KeptMove } from './kept.state.ts';

interface LogRow<Kind extends string, What extends string> {
  _id: Types.ObjectId;
  at: Date;
  by: Types.ObjectId;
  /** Who is the organisation's contact as it is decided on: `text` and `shown` may be about them, and go with them. */
  about?: Types.ObjectId;
  kind: Kind;
  thing: Types.ObjectId;
  decision: What;
  /** The version that was read. */
  revision: number;
  /** True of new words for something that stays as it is meanwhile. */
  proposal?: boolean;
  before: string;
  after: string;
  reasons: (typeof RETURN_REASONS)[number][];
  /** Gone with whoever wrote it or is named in it. */
  text?: string;
  /** How it was shown that the one who registered an organisation speaks for it; of approvals. For staff only. */
  shown?: string;
}

/** A decision on what others have sent in. */
export type DecisionDocument = LogRow<'organisation' | 'assignment' | 'picture', Decision>;

/** What staff has done with a template or a group of synonyms of its own. */
export type KeptChange = 'create' | 'change' | KeptMove;
export type KeptLogDocument = LogRow<'template' | 'synonyms', KeptChange>;

const schema = new Schema<DecisionDocument>(
  {
    at: { type: Date, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    about: Schema.Types.ObjectId,
    kind: {
      type: String,
      enum: ['organisation', 'assignment', 'picture', 'template', 'synonyms'],
      required: true,
    },
    thing: { type: Schema.Types.ObjectId, required: true },
    decision: { type: String, required: true },
    revision: { type: Number, required: true },
    proposal: Boolean,
    before: { type: String, required: true },
    after: { type: String, required: true },
    reasons: [String],
    text: { type: String, default: '' },
    shown: String,
  },
  { collection: 'decisions', versionKey: false },
);
schema.index({ thing: 1, at: -1, _id: -1 }, { name: 'thing, newest first' });
schema.index({ at: -1 }, { name: 'newest' });
schema.index({ by: 1, at: -1 }, { name: 'by' });
schema.index({ about: 1 }, { sparse: true, name: 'about' });
appendOnly(schema, 'decisions');

export function decisionModel(connection: Connection): Model<DecisionDocument> {
  return connection.model<DecisionDocument>('Decision', schema);
}

/** The rows of the same log that are about what staff keeps. */
export function keptLogModel(connection: Connection): Model<KeptLogDocument> {
  return decisionModel(connection) as unknown as Model<KeptLogDocument>;
}
