// Rate limits, counted in MongoDB so that they hold over several processes. Accounts and addresses are counted closely, IP addresses far
// more loosely: a whole class may sit behind one.
import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { Refused } from '../refused.ts';

/** So many points in so many seconds. */
const rules = {
  'sign-in.account': { points: 10, duration: 900 },
  'sign-in.address': { points: 300, duration: 900 },
  'second.account': { points: 10, duration: 3600 },
  'mail.account': { points: 5, duration: 3600 },
  'mail.address': { points: 200, duration: 3600 },
  // What machines send: some mail services speak for everybody from a few addresses.
  machine: { points: 600, duration: 60 },
  write: { points: 120, duration: 60 },
  keep: { points: 90, duration: 60 },
  apply: { points: 30, duration: 3600 },
  picture: { points: 120, duration: 60 },
  look: { points: 60, duration: 3600 },
  propose: { points: 20, duration: 3600 },
  guardian: { points: 20, duration: 86_400 },
  'guardian.address': { points: 10, duration: 86_400 },
  note: { points: 20, duration: 3600 },
  invite: { points: 30, duration: 3600 },
  join: { points: 5, duration: 86_400 },
  'invite.account': { points: 5, duration: 3600 },
} as const satisfies Record<string, { points: number; duration: number }>;

export type LimitName = keyof typeof rules;

export interface Limits {
  /** Counts one try; throws Refused 429 with the number of minutes to wait when there were too many. */
  count(name: LimitName, subject: string): Promise<void>;
  /** Takes one count back: the try was a right one. */
  giveBack(name: LimitName, subject: string): Promise<void>;
}

export const noLimits: Limits = { count: () => Promise.resolve(), giveBack: () => Promise.resolve() };

export function createLimits(connection: Connection): Limits {
  const limiters = new Map<string, RateLimiterMongo>();
  for (const [name, rule] of Object.entries(rules))
    limiters.set(
      name,
      new RateLimiterMongo({
        storeClient: connection.getClient(),
        dbName: connection.name,
        tableName: 'limits',
        keyPrefix: name,
        disableIndexesCreation: true,
        ...rule,
      }),
    );
  return {
    async count(name, subject) {
      try {
        await limiters.get(name)?.consume(keyOf(subject));
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        throw new Refused(429, 'errors.429.wait', {
          minutes: Math.max(1, Math.ceil(reason.msBeforeNext / 60_000)),
        });
      }
    },
    async giveBack(name, subject) {
      await limiters.get(name)?.reward(keyOf(subject));
    },
  };
}

function keyOf(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url');
}
