// An organisation as it is stored. Its number is claimed by a partial unique index: two cannot register the same at once.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import { ACCEPTED_LEGAL_FORMS, CAPACITIES, REST_KINDS } from '../taxonomies/taxonomies.ts';
import type { AcceptedLegalForm, Capacity } from '../taxonomies/taxonomies.ts';
import type { Rest } from './organisation.rest.policy.ts';
import { organisationStates } from './organisation.state.ts';
import type { OrganisationState } from './organisation.state.ts';

export interface OrganisationDocument {
  _id: Types.ObjectId;
  name: string;
  legalForm: AcceptedLegalForm;
  /** Ten digits; nothing while it waits for its number. Never a personal number: those are refused before anything is saved. */
  number?: string;
  /** The local unit under the number; '' is the association itself. */
  unit: string;
  /** The coordinator of another one under the number who has confirmed that the unit is one of theirs. */
  confirmed?: { by: Types.ObjectId; at: Date };
  /** In what capacity the one who registered it speaks for it. */
  capacity?: Capacity;
  municipality: string;
  about: string;
  web?: string;
  contact: Types.ObjectId;
  coordinators: Types.ObjectId[];
  status: OrganisationState;
  /** Rises with every change of its text; a decision names the one that was read. */
  revision: number;
  /** True while the number is taken by this organisation. */
  claimed: boolean;
  /** What staff should look at, as codes. */
  flags: string[];
  /** When it rests, earliest first. */
  rests?: Rest[];
  /** How many times something of it was published; rises in the transaction that publishes. */
  publications: number;
  createdAt: Date;
  submittedAt?: Date;
  /** When staff should have decided: two working days after it came. */
  dueAt?: Date;
}

const schema = new Schema<OrganisationDocument>(
  {
    name: { type: String, required: true },
    legalForm: { type: String, enum: ACCEPTED_LEGAL_FORMS, required: true },
    number: String,
    unit: { type: String, default: '' },
    confirmed: { _id: false, type: { by: Schema.Types.ObjectId, at: Date } },
    capacity: { type: String, enum: CAPACITIES },
    municipality: { type: String, required: true },
    about: { type: String, required: true },
    web: String,
    contact: { type: Schema.Types.ObjectId, required: true },
    coordinators: [{ type: Schema.Types.ObjectId, required: true }],
    status: { type: String, enum: organisationStates, required: true },
    revision: { type: Number, default: 1 },
    claimed: { type: Boolean, default: false },
    flags: [String],
    rests: [{ _id: false, from: String, to: String, kind: { type: String, enum: REST_KINDS }, text: String }],
    publications: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
    submittedAt: Date,
    dueAt: Date,
  },
  { collection: 'organisations', versionKey: false },
);
/** Units are told apart as people read them, not by capitals. */
export const unitCollation = { locale: 'sv', strength: 2 } as const;
schema.index(
  { number: 1, unit: 1 },
  {
    unique: true,
    partialFilterExpression: { claimed: true },
    collation: unitCollation,
    name: 'number and unit',
  },
);
schema.index({ coordinators: 1 }, { name: 'coordinators' });
schema.index({ status: 1, dueAt: 1 }, { name: 'queue' });
schema.index({ contact: 1 }, { name: 'contact' });
schema.index({ 'confirmed.by': 1 }, { sparse: true, name: 'confirmed by' });

export function organisationModel(connection: Connection): Model<OrganisationDocument> {
  return connection.model<OrganisationDocument>('Organisation', schema);
}
