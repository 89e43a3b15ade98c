// One-time links: 256 bits, one use, short-lived. The database holds only the hash; the mail that carries the link derives it again from the
// link's id and the service's secret, so that it is stored nowhere (OWASP ASVS 5.0, 6.4 and 11.4).
import { createHash, createHmac } from 'node:crypto';
import { Schema, Types } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Clock } from '../platform/clock.ts';
import { day, hour } from '../platform/clock.ts';
import type { Transaction } from '../platform/database.ts';
import { emailKey } from './account.schema.ts';

export const linkLifetimes = {
  register: day,
  password: hour,
  address: day,
  keepAddress: 7 * day,
  invitation: 14 * day,
  consent: 28 * day,
  /** By it a consent is taken back. It ends with what was consented to. */
  consentGiven: 730 * day,
  /** By it somebody without an account proves the address that a watch is to write to. */
  watch: 7 * day,
} as const;
export type LinkPurpose = keyof typeof linkLifetimes;

export interface LinkDocument {
  _id: Types.ObjectId;
  purpose: LinkPurpose;
  hash: string;
  /** Where the link is sent, as it was typed. */
  email: string;
  emailKey: string;
  /** The person whom it was made for, where there is an account. */
  person?: Types.ObjectId;
  organisation?: Types.ObjectId;
  application?: Types.ObjectId;
  watch?: Types.ObjectId;
  invitedBy?: Types.ObjectId;
  /** Where to go on afterwards; a path of our own. */
  next?: string;
  usedAt: Date | null;
  expiresAt: Date;
}

const schema = new Schema<LinkDocument>(
  {
    purpose: { type: String, enum: Object.keys(linkLifetimes), required: true },
    hash: { type: String, required: true },
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    person: Schema.Types.ObjectId,
    organisation: Schema.Types.ObjectId,
    application: Schema.Types.ObjectId,
    watch: Schema.Types.ObjectId,
    invitedBy: Schema.Types.ObjectId,
    next: String,
    usedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'links', versionKey: false },
);
schema.index({ hash: 1 }, { unique: true, name: 'hash' });
schema.index({ emailKey: 1, purpose: 1 }, { partialFilterExpression: { usedAt: null }, name: 'address' });
schema.index({ person: 1, purpose: 1 }, { partialFilterExpression: { usedAt: null }, name: 'person' });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 7 * 86_400, name: 'expired' });
schema.index(
  { organisation: 1, purpose: 1 },
  { name: 'invitations', partialFilterExpression: { purpose: 'invitation' } },
);
schema.index({ emailKey: 1 }, { name: 'sent to' });
schema.index({ person: 1 }, { sparse: true, name: 'made for' });
schema.index({ application: 1 }, { sparse: true, name: 'about an application' });
schema.index({ invitedBy: 1 }, { sparse: true, name: 'made by' });

export function linkModel(connection: Connection): Model<LinkDocument> {
  return connection.model<LinkDocument>('Link', schema);
}

export type NewLink = Pick<LinkDocument, 'purpose' | 'email'> &
  Partial<Pick<LinkDocument, 'person' | 'organisation' | 'application' | 'watch' | 'invitedBy' | 'next'>>;

export interface OneTimeLinks {
  /** Returns the new link's id. */
  create(transaction: Transaction, link: NewLink): Promise<string>;
  /** The secret part of the address, for the mail that carries it. */
  token(id: string): string;
  /** The link if it is there, unused and in time; changes nothing (mail scanners follow links). */
  find(purpose: LinkPurpose, token: string): Promise<LinkDocument | null>;
  /** The link, used up by this call; null if somebody was first. */
  use(transaction: Transaction, purpose: LinkPurpose, token: string): Promise<LinkDocument | null>;
  byId(id: string): Promise<LinkDocument | null>;
  /** Makes every unused link of this purpose and address worthless. */
  revoke(transaction: Transaction, purpose: LinkPurpose, email: string): Promise<void>;
  /** The same for the links made for a person, wherever they were sent. */
  revokeOf(transaction: Transaction, person: string, purposes: readonly LinkPurpose[]): Promise<void>;
  /** Makes every link about these applications worthless, and lets go of the addresses they were sent to. */
  endAbout(transaction: Transaction | undefined, applications: readonly Types.ObjectId[]): Promise<void>;
  /** Where the link about an application that is still good was sent. */
  addressAbout(application: Types.ObjectId): Promise<string | undefined>;
  pendingInvitations(organisation: string): Promise<LinkDocument[]>;
  /** Makes one of this organisation's invitations worthless; false if there is none such. */
  takeBack(organisation: string, id: string): Promise<boolean>;
}

export function createLinks(parts: {
  connection: Connection;
  clock: Clock;
  secret: string;
  /** Somebody has read the mail at this address. */
  onProved?: (email: string, transaction: Transaction) => Promise<unknown>;
}): OneTimeLinks {
  const { clock, secret } = parts;
  const links = linkModel(parts.connection);
  const token = (id: string): string =>
    createHmac('sha256', secret).update(`one-time-link:${id}`).digest('base64url');
  const valid = (purpose: LinkPurpose, given: string) => ({
    hash: hashOf(given),
    purpose,
    usedAt: null,
    expiresAt: { $gt: clock.now() },
  });
  return {
    token,
    async create(transaction, link) {
      const _id = new Types.ObjectId();
      const id = _id.toHexString();
      const expiresAt = new Date(clock.now().getTime() + linkLifetimes[link.purpose]);
      await links.create(
        [{ ...link, _id, emailKey: emailKey(link.email), hash: hashOf(token(id)), expiresAt }],
        { session: transaction },
      );
      return id;
    },
    find: (purpose, given) => links.findOne(valid(purpose, given)).lean<LinkDocument>(),
    async use(transaction, purpose, given) {
      const link = await links
        .findOneAndUpdate(valid(purpose, given), { $set: { usedAt: clock.now() } }, { session: transaction })
        .lean<LinkDocument>();
      if (link !== null) await parts.onProved?.(link.email, transaction);
      return link;
    },
    byId: (id) => links.findById(id).lean<LinkDocument>(),
    async revoke(transaction, purpose, email) {
      await links.updateMany(
        { purpose, emailKey: emailKey(email), usedAt: null },
        { $set: { usedAt: clock.now() } },
        { session: transaction },
      );
    },
    async revokeOf(transaction, person, purposes) {
      await links.updateMany(
        { person, purpose: { $in: purposes }, usedAt: null },
        { $set: { usedAt: clock.now() } },
        { session: transaction },
      );
    },
    async endAbout(transaction, applications) {
      const now = clock.now();
      await links.updateMany(
        { application: { $in: [...applications] }, expiresAt: { $gt: now } },
        { $set: { usedAt: now, expiresAt: now } },
        transaction === undefined ? {} : { session: transaction },
      );
    },
    async addressAbout(application) {
      const found = await links
        .findOne({ application, usedAt: null, expiresAt: { $gt: clock.now() } })
        .lean<LinkDocument>();
      return found?.email;
    },
    async takeBack(organisation, id) {
      const { modifiedCount } = await links.updateOne(
        { _id: id, purpose: 'invitation', organisation, usedAt: null },
        { $set: { usedAt: clock.now() } },
      );
      return modifiedCount === 1;
    },
    pendingInvitations: (organisation) =>
      links
        .find({ purpose: 'invitation', organisation, usedAt: null, expiresAt: { $gt: clock.now() } })
        .limit(50)
        .lean<LinkDocument[]>(),
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
