// Which addresses get no mail from us, because it comes back or was called unwanted, until whoever reads it proves the address anew.
import { createHmac } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Accounts } from '../accounts/account.service.ts';
import type { Clock } from '../platform/clock.ts';
import { day } from '../platform/clock.ts';
import { isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { stockholmDate } from '../platform/stockholm.ts';
import type { BounceEvent } from './bounce.schema.ts';
import type { Watches } from '../watches/watch.service.ts';
import type { Mailings } from './mailing.service.ts';
import { suppressionModel } from './suppression.model.ts';
import type { SuppressionDocument } from './suppression.model.ts';

/** Mail that was put off on so many days within so many others will not arrive today either. */
export const softLimit = { days: 3, within: 10 } as const;

export function createSuppressions(parts: {
  connection: Connection;
  clock: Clock;
  secret: string;
  accounts: () => Accounts;
  mailings: () => Mailings;
  /** What writes to addresses without an account, too. */
  watches: () => Pick<Watches, 'stopAllTo'>;
}) {
  const { clock } = parts;
  const suppressions = suppressionModel(parts.connection);

  function idOf(address: string): string {
    return createHmac('sha256', parts.secret)
      .update(`suppression:${address.trim().toLowerCase()}`)
      .digest('base64url');
  }

  async function store(address: string, event: Pick<BounceEvent, 'kind'>, at: Date, person: object) {
    const isSoft = event.kind === 'soft';
    const earliest = stockholmDate(new Date(at.getTime() - softLimit.within * day));
    const days = { $setUnion: [{ $ifNull: ['$softOn', []] }, isSoft ? [stockholmDate(at)] : []] };
    const softOn = { $filter: { input: days, cond: { $gt: ['$$this', earliest] } } };
    const stages = [
      {
        $set: {
          softOn,
          isSuppressed: { $ifNull: ['$isSuppressed', false] },
          at: { $max: ['$at', at] },
          ...person,
        },
      },
      isSoft
        ? {
            $set: {
              // What is known to be worse stays so.
              kind: { $cond: ['$isSuppressed', '$kind', 'soft'] },
              isSuppressed: { $or: ['$isSuppressed', { $gte: [{ $size: '$softOn' }, softLimit.days] }] },
            },
          }
        : { $set: { kind: event.kind, isSuppressed: true } },
    ];
    // Older than the proof that the address works: reports come late, and more than once.
    const isNews = { $or: [{ liftedAt: { $exists: false } }, { liftedAt: { $lt: at } }] };
    try {
      await suppressions.updateOne({ _id: idOf(address), ...isNews }, stages, {
        upsert: true,
        updatePipeline: true,
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  return {
    /** Harmless when it is told twice. */
    async note({ address, kind, at }: Pick<BounceEvent, 'address' | 'kind' | 'at'>): Promise<void> {
      const person = await parts.accounts().findByEmail(address);
      const now = clock.now();
      await store(address, { kind }, at < now ? at : now, person === null ? {} : { person: person._id });
      if (kind === 'complaint') await parts.watches().stopAllTo(address);
      if (kind === 'complaint' && person !== null) await parts.mailings().turnAllOff(String(person._id));
    },

    /** Null where mail may go. */
    of: (address: string): Promise<SuppressionDocument | null> =>
      suppressions.findOne({ _id: idOf(address), isSuppressed: true }).lean<SuppressionDocument>(),

    /** Somebody has read mail at this address. False if nothing stood in its way. */
    async lift(address: string, transaction?: Transaction): Promise<boolean> {
      const { matchedCount } = await suppressions.updateOne(
        { _id: idOf(address), $or: [{ isSuppressed: true }, { 'softOn.0': { $exists: true } }] },
        { $set: { isSuppressed: false, softOn: [], liftedAt: clock.now() } },
        transaction === undefined ? {} : { session: transaction },
      );
      return matchedCount === 1;
    },

    /** The newest first; the address is known only where there is an account with it. */
    async list(limit: number): Promise<(SuppressionDocument & { address: string | undefined })[]> {
      const found = await suppressions
        .find({ isSuppressed: true })
        .sort({ at: -1 })
        .limit(limit)
        .lean<SuppressionDocument[]>();
      const ids = found.flatMap(({ person }) => (person === undefined ? [] : [String(person)]));
      const people = await parts.accounts().many(ids);
      const addresses = new Map(people.map(({ email }) => [idOf(email), email]));
      return found.map((one) => ({ ...one, address: addresses.get(one._id) }));
    },
  };
}

export type Suppressions = ReturnType<typeof createSuppressions>;
