// What a passkey is asked to sign: random, for a few minutes, and good for one answer. Taking it is what removes it.
import { randomBytes } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Connection, Model, Types } from 'mongoose';
import type { Clock } from '../platform/clock.ts';
import { minute } from '../platform/clock.ts';

/** To add a passkey, to sign in with it beside the password, or to sign in with it alone. */
export type ChallengePurpose = 'add' | 'beside' | 'alone';

interface ChallengeDocument {
  _id: string;
  purpose: ChallengePurpose;
  /** Who is asked; nobody knows yet who signs in with a passkey alone. */
  person?: Types.ObjectId;
  expiresAt: Date;
}

export const challengeLifetime = 5 * minute;

const schema = new Schema<ChallengeDocument>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, enum: ['add', 'beside', 'alone'], required: true },
    person: Schema.Types.ObjectId,
    expiresAt: { type: Date, required: true },
  },
  { collection: 'challenges', versionKey: false },
);
// The retention job removes what is over, by the clock of the service.
schema.index({ expiresAt: 1 }, { name: 'over' });
schema.index({ person: 1 }, { sparse: true, name: 'person' });

export function challengeModel(connection: Connection): Model<ChallengeDocument> {
  return connection.model<ChallengeDocument>('Challenge', schema);
}

export function createChallenges(parts: { connection: Connection; clock: Clock }) {
  const { clock } = parts;
  const challenges = challengeModel(parts.connection);
  return {
    async make(purpose: ChallengePurpose, person: string | null): Promise<string> {
      const _id = randomBytes(32).toString('base64url');
      const expiresAt = new Date(clock.now().getTime() + challengeLifetime);
      await challenges.create({ _id, purpose, expiresAt, ...(person === null ? {} : { person }) });
      return _id;
    },

    /** False if it was never made, not for this, or has been taken. */
    async take(challenge: string, purpose: ChallengePurpose, person: string | null): Promise<boolean> {
      const taken = await challenges
        .findOneAndDelete({ _id: challenge, purpose, ...(person === null ? {} : { person }) })
        .lean<ChallengeDocument>();
      return taken !== null && taken.expiresAt > clock.now();
    },
  };
}

export type Challenges = ReturnType<typeof createChallenges>;
