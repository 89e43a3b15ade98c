// One person's interest in one assignment. The unique index, not a check, keeps it to one.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import { applicationMoves, applicationStates } from './application.state.ts';
import type { ApplicationMove, ApplicationState } from './application.state.ts';
import { proposalAnswers, proposalKinds } from './application.proposal.state.ts';
import type { ProposalAnswer, ProposalKind } from './application.proposal.state.ts';

export interface HistoryEntry {
  move: ApplicationMove;
  from: ApplicationState | 'none';
  to: ApplicationState;
  at: Date;
  /** The person who made the move; null for the system. */
  by: Types.ObjectId | null;
  reason?: string;
  text?: string;
}

/** What one side wrote to the other through the service. */
export interface Note {
  by: Types.ObjectId;
  at: Date;
  /** Gone with whoever wrote it. */
  text?: string;
}

/** A call or a first meeting that one side proposed. */
export interface Proposal {
  kind: ProposalKind;
  /** When it is to be. */
  at: Date;
  /** Gone with whoever wrote it. */
  text?: string;
  by: Types.ObjectId;
  madeAt: Date;
  answer?: ProposalAnswer;
  answeredBy?: Types.ObjectId;
  answeredAt?: Date;
}

/** Of somebody under 18: who is asked to consent, and when they did. */
export interface Consent {
  /** Name of the vårdnadshavare or god man. */
  guardian: string;
  /** The birth date itself is not kept. */
  isUnder15: boolean;
  askedAt: Date;
  givenAt?: Date;
}

/** Asked for with the offer; then the day on which it was shown, and to whom. */
export interface RecordExtract {
  askedAt: Date;
  shownOn?: string;
  to?: Types.ObjectId;
}

export interface ApplicationDocument {
  _id: Types.ObjectId;
  assignment: Types.ObjectId;
  organisation: Types.ObjectId;
  person: Types.ObjectId;
  status: ApplicationState;
  message: string;
  /** The requirements that were ticked, in the words of that day. */
  ticks: string[];
  history: HistoryEntry[];
  notes?: Note[];
  /** In the order in which they were made. */
  proposals?: Proposal[];
  /** Since when this organisation may see the volunteer's telephone number before a match. */
  phoneLetAt?: Date;
  consent?: Consent;
  extract?: RecordExtract;
  /** From when to when the offer's days stood still for what was awaited. */
  awaitedSince?: Date;
  awaitedUntil?: Date;
  submittedAt: Date;
  /** When the organisation first answered. */
  answeredAt?: Date;
  offeredAt?: Date;
  expiresAt?: Date;
  matchedAt?: Date;
  changedAt: Date;
}

const schema = new Schema<ApplicationDocument>(
  {
    assignment: { type: Schema.Types.ObjectId, required: true },
    organisation: { type: Schema.Types.ObjectId, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    status: { type: String, enum: applicationStates, required: true },
    message: { type: String, required: true },
    ticks: [String],
    history: [
      {
        _id: false,
        move: { type: String, enum: applicationMoves },
        from: String,
        to: String,
        at: Date,
        by: { type: Schema.Types.ObjectId, default: null },
        reason: String,
        text: String,
      },
    ],
    notes: [{ _id: false, by: Schema.Types.ObjectId, at: Date, text: String }],
    proposals: [
      {
        _id: false,
        kind: { type: String, enum: proposalKinds },
        at: Date,
        text: String,
        by: Schema.Types.ObjectId,
        madeAt: Date,
        answer: { type: String, enum: proposalAnswers },
        answeredBy: Schema.Types.ObjectId,
        answeredAt: Date,
      },
    ],
    phoneLetAt: Date,
    consent: {
      type: new Schema(
        { guardian: String, isUnder15: Boolean, askedAt: Date, givenAt: Date },
        { _id: false },
      ),
    },
    extract: {
      type: new Schema({ askedAt: Date, shownOn: String, to: Schema.Types.ObjectId }, { _id: false }),
    },
    awaitedSince: Date,
    awaitedUntil: Date,
    submittedAt: { type: Date, required: true },
    answeredAt: Date,
    offeredAt: Date,
    expiresAt: Date,
    matchedAt: Date,
    changedAt: { type: Date, required: true },
  },
  { collection: 'applications', versionKey: false },
);
schema.index({ assignment: 1, person: 1 }, { unique: true, name: 'one a person and assignment' });
schema.index({ assignment: 1, status: 1, submittedAt: 1 }, { name: 'assignment' });
schema.index({ organisation: 1, status: 1, submittedAt: 1 }, { name: 'organisation' });
schema.index({ person: 1, changedAt: -1 }, { name: 'person' });
schema.index(
  { status: 1, assignment: 1 },
  { partialFilterExpression: { status: 'waitlisted' }, name: 'queued' },
);
schema.index({ 'history.by': 1 }, { name: 'who moved it' });
schema.index({ 'extract.to': 1 }, { sparse: true, name: 'who was shown an extract' });
schema.index({ 'notes.by': 1 }, { sparse: true, name: 'who wrote' });
schema.index({ 'proposals.by': 1 }, { sparse: true, name: 'who proposed' });
schema.index({ 'proposals.answeredBy': 1 }, { sparse: true, name: 'who answered a proposal' });
schema.index(
  { status: 1, changedAt: 1 },
  { partialFilterExpression: { message: { $exists: true } }, name: 'with its text' },
);
schema.index({ expiresAt: 1 }, { partialFilterExpression: { status: 'offered' }, name: 'expiring' });

export function applicationModel(connection: Connection): Model<ApplicationDocument> {
  return connection.model<ApplicationDocument>('Application', schema);
}
