// Copies of everything about a person: asked for, made in the background, told when ready, fetched by nobody else, and gone after a week.
import { Types } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Accounts } from '../accounts/account.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { minute } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Archive } from './copy.archive.ts';
import { copyModel, copyPartModel } from './copy.model.ts';
import type { CopyDocument, CopyPart } from './copy.model.ts';
import { copyLifetime, mayAskForCopy } from './copy.policy.ts';

/** Fits well into a document of MongoDB. */
const partSize = 8 * 1_048_576;
/** What failed, or whose process died, is tried again after this. */
const triedAgainAfter = 10 * minute;

export function createCopies(parts: {
  connection: Connection;
  clock: Clock;
  log: Logger;
  outbox: Outbox<Events>;
  accounts: Accounts;
  archive: Archive;
}) {
  const { connection, clock, log, outbox, accounts } = parts;
  const copies = copyModel(connection);
  const copyParts = copyPartModel(connection);

  const latest = (person: string): Promise<CopyDocument | null> =>
    copies.findOne({ person }).sort({ askedAt: -1 }).lean<CopyDocument>();

  async function make({ _id, person: owner, askedAt }: CopyDocument): Promise<void> {
    const person = await accounts.find(String(owner));
    if (person === null) return;
    const bytes = await parts.archive.make(person, clock.now());
    // Before it is called ready: what an attempt that was cut short left is not mixed with this one's.
    await copyParts.deleteMany({ copy: _id });
    for (let at = 0, n = 0; at < bytes.length; at += partSize, n += 1)
      await copyParts.create({
        copy: _id,
        person: owner,
        n,
        bytes: Buffer.from(bytes.subarray(at, at + partSize)),
        askedAt,
      });
    await inTransaction(connection, async (transaction) => {
      const { modifiedCount } = await copies.updateOne(
        { _id, nextAt: { $gt: new Date(0) } },
        { $set: { nextAt: null, readyAt: clock.now(), size: bytes.length } },
        { session: transaction },
      );
      if (modifiedCount === 1)
        await outbox.record(transaction, 'CopyReady', { person: String(owner), copy: String(_id) });
    });
    outbox.nudge();
  }

  return {
    latest,

    async ask(person: string): Promise<void> {
      const now = clock.now();
      insist(mayAskForCopy(await latest(person), now));
      try {
        await copies.create({ person, askedAt: now, nextAt: now });
      } catch (error) {
        if (isDuplicateKey(error)) throw new Refused(409, 'privacy.copy.refused.waiting');
        throw error;
      }
    },

    /** Makes those that wait. Returns how many were tried. */
    async makeDue(): Promise<number> {
      for (let tried = 0; ; tried += 1) {
        const now = clock.now();
        const due = await copies
          .findOneAndUpdate(
            { nextAt: { $gt: new Date(0), $lte: now } },
            { $set: { nextAt: new Date(now.getTime() + triedAgainAfter) } },
            { sort: { nextAt: 1 }, returnDocument: 'after' },
          )
          .lean<CopyDocument>();
        if (due === null) return tried;
        await make(due).catch((error: unknown) => {
          log.error({ err: error, copy: String(due._id) }, 'a copy could not be made');
        });
      }
    },

    /** The archive of this very person, as long as it is kept; 404 for everybody else. */
    async download(person: string, id: string): Promise<{ bytes: Buffer; readyAt: Date }> {
      const since = new Date(clock.now().getTime() - copyLifetime);
      const copy = await copies
        .findOne({ _id: new Types.ObjectId(id), person, nextAt: null, askedAt: { $gt: since } })
        .lean<CopyDocument>();
      const found = await copyParts.find({ copy: id, person }).sort({ n: 1 }).lean<CopyPart[]>();
      const bytes = Buffer.concat(found.map(asBuffer));
      if (copy?.readyAt === undefined || bytes.length !== copy.size) throw missing();
      return { bytes, readyAt: copy.readyAt };
    },
  };
}

export type Copies = ReturnType<typeof createCopies>;

/** A lean read gives what the driver has. */
function asBuffer({ bytes }: CopyPart): Uint8Array {
  return 'buffer' in bytes && !(bytes instanceof Uint8Array)
    ? (bytes as { buffer: Uint8Array }).buffer
    : bytes;
}
