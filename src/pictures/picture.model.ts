// A picture of an assignment or an organisation, re-encoded, in its sizes. It is never changed: another picture or another description is
// another document, so that what staff approves is what is shown.
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import { pictureStates } from './picture.state.ts';
import type { PictureState } from './picture.state.ts';

export const pictureKinds = ['assignment', 'organisation'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** `share` is what other sites show beside a link. */
export const pictureSizes = ['small', 'large', 'share'] as const;
export type PictureSize = (typeof pictureSizes)[number];

export interface Rendition {
  type: 'image/webp' | 'image/jpeg';
  width: number;
  height: number;
  bytes: Buffer;
}

export type Renditions = Record<PictureSize, Rendition>;

export interface PictureDocument extends Renditions {
  /** Of what it shows, how it is described and whose it is: the same again is the same. */
  _id: Types.ObjectId;
  kind: PictureKind;
  /** The assignment or the organisation. */
  thing: Types.ObjectId;
  organisation: Types.ObjectId;
  /** What it shows, in words, for whoever does not see it. */
  alt: string;
  status: PictureState;
  createdAt: Date;
  dueAt: Date;
  /** What staff said when they refused it. */
  said?: string;
  decidedBy?: Types.ObjectId;
}

/** Without the bytes. */
export type PictureFacts = Omit<PictureDocument, PictureSize> & Record<PictureSize, Omit<Rendition, 'bytes'>>;

const rendition = {
  type: { type: String, required: true },
  width: { type: Number, required: true },
  height: { type: Number, required: true },
  bytes: { type: Buffer, required: true },
};
const schema = new Schema<PictureDocument>(
  {
    kind: { type: String, enum: pictureKinds, required: true },
    thing: { type: Schema.Types.ObjectId, required: true },
    organisation: { type: Schema.Types.ObjectId, required: true },
    alt: { type: String, required: true },
    status: { type: String, enum: pictureStates, required: true },
    createdAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    said: String,
    decidedBy: Schema.Types.ObjectId,
    small: { ...rendition },
    large: { ...rendition },
    share: { ...rendition },
  },
  { collection: 'pictures', versionKey: false },
);
// One that is shown and one that waits, never two.
schema.index({ thing: 1, status: 1 }, { unique: true, name: 'thing' });
schema.index({ status: 1, dueAt: 1 }, { name: 'queue' });
schema.index({ decidedBy: 1 }, { sparse: true, name: 'decided by' });

export function pictureModel(connection: Connection): Model<PictureDocument> {
  return connection.model<PictureDocument>('Picture', schema);
}
