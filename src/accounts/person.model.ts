// A person's account: what they chose to tell, and the two counts that limits are kept by.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import { MAIL_KINDS, MAIL_PACES } from '../notifications/mailing.schema.ts';
import type { Mailing } from '../notifications/mailing.schema.ts';
import { languages } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { ACTIVITIES, CAUSES, LANGUAGES, LEVELS } from '../taxonomies/taxonomies.ts';
import type { Activity, Cause, LanguageCode, Level } from '../taxonomies/taxonomies.ts';

export interface PersonDocument {
  _id: Types.ObjectId;
  email: string;
  /** Lower case: one account an address, however it is typed. */
  emailKey: string;
  passwordHash: string;
  /** Tilltalsnamn: what others see. */
  name: string;
  /** Shown to the other side at the match. */
  fullName: string;
  phone?: string;
  /** Others see only the tilltalsnamn, and all contact goes through the service; why is never asked. */
  isProtected?: boolean;
  municipality?: string;
  languages: { code: LanguageCode; level: Level }[];
  causes: Cause[];
  /** What they like to do, when they can, from where and how far: only what suits them is found by it. */
  activities?: Activity[];
  /** As '2-evening': ISO weekday and part of the day. */
  slots?: string[];
  /** Of the municipality, `src/places`. */
  place?: string;
  /** Kilometres. */
  km?: number;
  /** So old at least; no date of birth is kept. */
  ageAtLeast?: number;
  about: string;
  isModerator: boolean;
  /** Rises when all sessions must end; a session of an earlier epoch is nobody's. */
  epoch: number;
  /** The language of mails. */
  language: Language;
  /** How soon each kind of mail may come, where that was chosen. */
  mailing?: Mailing;
  /** Applications that wait for an answer; never above the limit (a conditional update). */
  waiting: number;
  /** How many drafts of assignments were made, ever. */
  draftsMade: number;
  createdAt: Date;
  /** When they last signed in. */
  lastSeenAt: Date;
  /** When they were told that the account goes unless they sign in. */
  toldGoing?: { first?: Date; last?: Date };
}

const schema = new Schema<PersonDocument>(
  {
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    passwordHash: { type: String, required: true },
    name: { type: String, required: true },
    fullName: { type: String, required: true },
    phone: String,
    isProtected: { type: Boolean, default: false },
    municipality: String,
    languages: [
      { _id: false, code: { type: String, enum: LANGUAGES }, level: { type: String, enum: LEVELS } },
    ],
    causes: [{ type: String, enum: CAUSES }],
    activities: [{ type: String, enum: ACTIVITIES }],
    slots: [String],
    place: String,
    km: Number,
    ageAtLeast: Number,
    about: { type: String, default: '' },
    isModerator: { type: Boolean, default: false },
    epoch: { type: Number, default: 0 },
    language: { type: String, enum: languages, required: true },
    mailing: Object.fromEntries(MAIL_KINDS.map((kind) => [kind, { type: String, enum: MAIL_PACES }])),
    waiting: { type: Number, default: 0 },
    draftsMade: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
    toldGoing: { first: Date, last: Date },
  },
  { collection: 'people', versionKey: false },
);
schema.index({ emailKey: 1 }, { unique: true, name: 'email' });
schema.index({ lastSeenAt: 1 }, { name: 'last seen' });
schema.index({ isModerator: 1 }, { partialFilterExpression: { isModerator: true }, name: 'staff' });

export function personModel(connection: Connection): Model<PersonDocument> {
  return connection.model<PersonDocument>('Person', schema);
}
