// An assignment as it is stored. `free` is the only count: places − those who came another way − places held by applications.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import {
  ACTIVITIES,
  ADDRESS_SHOWN,
  ADMISSIONS,
  CAUSES,
  CLOSE_REASONS,
  DAY_PARTS,
  FACT_VALUES,
  LANGUAGES,
  REIMBURSED,
  SWEDISH_NEEDED,
  TARGET_GROUPS,
  TIMINGS,
  WHERES,
} from '../taxonomies/taxonomies.ts';
import type {
  Activity,
  AddressShown,
  Admission,
  Cause,
  CloseReason,
  DayPart,
  Fact,
  FactValue,
  LanguageCode,
  Reimbursed,
  SwedishNeeded,
  TargetGroup,
  Timing,
  Where,
} from '../taxonomies/taxonomies.ts';
import type { Point } from '../places/areas.ts';
import { proposalSchema } from '../moderation/proposal.model.ts';
import type { Proposal } from '../moderation/proposal.state.ts';
import { assignmentStates } from './assignment.state.ts';
import type { AssignmentState } from './assignment.state.ts';

/** One occasion: a calendar date and clock times in Sweden. */
export interface Occasion {
  date: string;
  from: string;
  to: string;
}

/** A weekly time: ISO weekday, part of the day with its clock times, every week or every other. */
export interface Slot {
  day: number;
  part: DayPart;
  from: string;
  to: string;
  every: 1 | 2;
}

/** The words: what staff reads before others do. Once approved they stay as they are until staff has approved new ones. */
export interface AssignmentWords {
  title: string;
  description: string;
  easySummary: string;
  gets: string;
  firstTime: string;
  requirements: string[];
}

/** Everything else that a coordinator fills in. */
export interface AssignmentFacts {
  causes: Cause[];
  targetGroups: TargetGroup[];
  activities: Activity[];
  timing: Timing;
  dates: Occasion[];
  slots: Slot[];
  startsOn?: string;
  endsOn?: string;
  applyBy?: string;
  /** Hours per occasion, or per week where it goes on. */
  hours?: number;
  where: Where;
  address?: string;
  addressShown?: AddressShown;
  municipality?: string;
  place?: string;
  /** Where it is, more closely than its place; for everybody only where the address is. */
  point?: Point;
  places: number;
  /** People who came another way and take places. */
  others: number;
  admission: Admission;
  /** 0 where there is none. */
  lowestAge: number;
  groups: boolean;
  swedishNeeded: SwedishNeeded;
  practice: boolean;
  spoken: LanguageCode[];
  /** What its words are written in; Swedish where nothing is said. */
  textLang?: LanguageCode;
  accessibility: Partial<Record<Fact, FactValue>>;
  reimbursed: Reimbursed[];
  insured: boolean;
  membership: boolean;
  /** Kronor a year. */
  membershipFee?: number;
  /** It means direct and regular contact with children: only then may a record extract be asked for (law 2013:852). */
  withChildren: boolean;
  recordExtract: boolean;
  contact: Types.ObjectId;
}

export interface AssignmentDocument extends AssignmentWords, AssignmentFacts {
  _id: Types.ObjectId;
  organisation: Types.ObjectId;
  status: AssignmentState;
  closeReason?: CloseReason;
  /** Rises with every change of the words; a decision names the one that was read. */
  revision: number;
  /** The revision that staff last approved: the words that everybody sees. */
  approvedRevision?: number;
  /** How many times its time or place was changed since it came out: SEQUENCE in calendar files. */
  calendarSequence?: number;
  /** What its calendar files have held since then: ends of the ids of events, for those that are gone to be called off. */
  calendarIds?: string[];
  /** New words for something that is out, until staff has decided on them. */
  proposed?: Proposal<AssignmentWords>;
  /** What it was begun from: its advice is shown while one writes, and words it asks to replace are looked for. */
  template?: Types.ObjectId;
  free: number;
  flags: string[];
  /** True once nobody can be left waiting on something closed or past. */
  swept: boolean;
  createdAt: Date;
  submittedAt?: Date;
  dueAt?: Date;
  publishedAt?: Date;
  closedAt?: Date;
  /** What it was when its coordinator closed it, where nobody had to be told: the closing can be undone for a while. */
  closedFrom?: 'published' | 'paused';
  /** Computed from the times when saved (assignment.times.ts). */
  beginsAt?: Date;
  pastAt?: Date;
  applyUntil?: Date;
}

const text = { type: String, default: '' };
const words = {
  title: { type: String, required: true },
  description: text,
  easySummary: text,
  gets: text,
  firstTime: text,
  requirements: [String],
};
const schema = new Schema<AssignmentDocument>(
  {
    organisation: { type: Schema.Types.ObjectId, required: true },
    status: { type: String, enum: assignmentStates, required: true },
    closeReason: { type: String, enum: CLOSE_REASONS },
    revision: { type: Number, default: 1 },
    approvedRevision: Number,
    calendarSequence: { type: Number, default: 0 },
    calendarIds: [String],
    proposed: proposalSchema(words),
    ...words,
    causes: [{ type: String, enum: CAUSES }],
    targetGroups: [{ type: String, enum: TARGET_GROUPS }],
    activities: [{ type: String, enum: ACTIVITIES }],
    timing: { type: String, enum: TIMINGS, default: 'flexible' },
    dates: [{ _id: false, date: String, from: String, to: String }],
    slots: [
      {
        _id: false,
        day: Number,
        part: { type: String, enum: DAY_PARTS },
        from: String,
        to: String,
        every: Number,
      },
    ],
    startsOn: String,
    endsOn: String,
    applyBy: String,
    hours: Number,
    where: { type: String, enum: WHERES, default: 'onsite' },
    address: String,
    addressShown: { type: String, enum: ADDRESS_SHOWN, default: 'all' },
    municipality: String,
    place: String,
    point: { type: new Schema<Point>({ lat: Number, lon: Number }, { _id: false }) },
    places: { type: Number, default: 1 },
    others: { type: Number, default: 0 },
    free: { type: Number, default: 1 },
    admission: { type: String, enum: ADMISSIONS, default: 'review' },
    lowestAge: { type: Number, default: 0 },
    groups: { type: Boolean, default: false },
    swedishNeeded: { type: String, enum: SWEDISH_NEEDED, default: 'basic' },
    practice: { type: Boolean, default: false },
    spoken: [{ type: String, enum: LANGUAGES }],
    textLang: { type: String, enum: LANGUAGES },
    accessibility: { type: Map, of: { type: String, enum: FACT_VALUES }, default: {} },
    reimbursed: [{ type: String, enum: REIMBURSED }],
    insured: { type: Boolean, default: false },
    membership: { type: Boolean, default: false },
    membershipFee: Number,
    withChildren: { type: Boolean, default: false },
    recordExtract: { type: Boolean, default: false },
    contact: { type: Schema.Types.ObjectId, required: true },
    template: Schema.Types.ObjectId,
    flags: [String],
    swept: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
    submittedAt: Date,
    dueAt: Date,
    publishedAt: Date,
    closedAt: Date,
    closedFrom: { type: String, enum: ['published', 'paused'] },
    beginsAt: Date,
    pastAt: Date,
    applyUntil: Date,
  },
  { collection: 'assignments', versionKey: false },
);
const published = { partialFilterExpression: { status: 'published' } };
schema.index({ publishedAt: -1, _id: -1 }, { ...published, name: 'list' });
schema.index({ municipality: 1, publishedAt: -1, _id: -1 }, { ...published, name: 'list by municipality' });
schema.index({ contact: 1 }, { partialFilterExpression: { status: 'draft' }, name: 'drafts' });
schema.index({ organisation: 1, status: 1, publishedAt: -1 }, { name: 'organisation' });
schema.index({ organisation: 1, publishedAt: -1, _id: -1 }, { name: 'organisation, newest' });
schema.index({ status: 1, dueAt: 1 }, { name: 'queue' });
schema.index({ 'proposed.status': 1, 'proposed.dueAt': 1 }, { name: 'queue of new words', sparse: true });
schema.index({ swept: 1, status: 1, pastAt: 1 }, { name: 'sweep' });
schema.index({ contact: 1 }, { name: 'contact' });

export function assignmentModel(connection: Connection): Model<AssignmentDocument> {
  return connection.model<AssignmentDocument>('Assignment', schema);
}
