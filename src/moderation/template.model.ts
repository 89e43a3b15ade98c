// A template: suggested words for an assignment of one cause, in one language, with advice at each field. Staff writes them, coordinators begin from them.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { CAUSES, LANGUAGES } from '../taxonomies/taxonomies.ts';
import type { Cause, LanguageCode } from '../taxonomies/taxonomies.ts';
import type { KeptDocument } from './kept.service.ts';
import { templateStates } from './kept.state.ts';
import type { TemplateState } from './kept.state.ts';
import type { TemplateFields } from './template.state.ts';

export interface TemplateDocument extends KeptDocument {
  /** What it is called in the list to choose from. */
  name: string;
  cause: Cause;
  /** What its words are written in. */
  textLang: LanguageCode;
  /** Words in square brackets are to be replaced. */
  words: TemplateFields;
  /** What is said at each field while one writes; '' for nothing. */
  hints: TemplateFields;
  status: TemplateState;
}

const text = { type: String, default: '' };
const fields = { title: text, description: text, easySummary: text, firstTime: text, gets: text };
const schema = new Schema<TemplateDocument>(
  {
    name: { type: String, required: true },
    cause: { type: String, enum: CAUSES, required: true },
    textLang: { type: String, enum: LANGUAGES, required: true },
    words: fields,
    hints: fields,
    status: { type: String, enum: Object.values(templateStates), required: true },
    revision: { type: Number, default: 1 },
    createdAt: { type: Date, required: true },
  },
  { collection: 'templates', versionKey: false },
);
schema.index({ status: 1, cause: 1, name: 1 }, { name: 'list' });

export function templateModel(connection: Connection): Model<TemplateDocument> {
  return connection.model<TemplateDocument>('Template', schema);
}
