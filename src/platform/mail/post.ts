// The queue of mail. A row says what a letter is about, never what it says or to whom (but for the last letter to somebody): that is looked up when it is sent. A row is sent at least
// once, always with the same Message-ID, and tried again for three days.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { day, hour, minute } from '../clock.ts';
import { isDuplicateKey } from '../database.ts';
import type { Transaction } from '../database.ts';
import { refusalOf } from './mailer.ts';
import type { Letter, Mailer } from './mailer.ts';

/** `suppressed`: nothing goes to that address. `bounced`: it was refused, or came back. */
export type Outcome = 'sent' | 'dropped' | 'given up' | 'suppressed' | 'bounced';

export interface MailRow {
  /** Stable, so that adding it twice is once; also the letter's Message-ID. */
  _id: string;
  kind: string;
  /** Ids and codes. */
  data: Record<string, string>;
  at: Date;
  nextAt: Date;
  attempts: number;
  /** Sent, or given up, or not needed any more. */
  doneAt: Date | null;
  outcome?: Outcome;
  /** True of a row that holds an address, since nothing else knows it any more: it goes as soon as it is done. */
  isPassing?: boolean;
}

const schema = new Schema<MailRow>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    data: { type: Schema.Types.Mixed, default: {} },
    at: { type: Date, required: true },
    nextAt: { type: Date, required: true },
    attempts: { type: Number, default: 0 },
    doneAt: { type: Date, default: null },
    outcome: String,
    isPassing: Boolean,
  },
  { collection: 'mails', versionKey: false, minimize: false },
);
schema.index({ nextAt: 1 }, { partialFilterExpression: { doneAt: null }, name: 'waiting' });
schema.index({ doneAt: 1 }, { expireAfterSeconds: 30 * 86_400, name: 'done' });
schema.index({ 'data.person': 1 }, { sparse: true, name: 'person' });

export function mailModel(connection: Connection): Model<MailRow> {
  return connection.model<MailRow>('Mail', schema);
}

/** What a row says, or null if it need not be sent any more. */
export type Compose = (row: MailRow) => Promise<Letter | null>;

const givenUpAfter = 3 * day;
/** Longer than all time-outs of one letter together. */
const claim = 2 * minute;
const longestWait = hour;

/** What Node and Nodemailer call a server that is away, hangs up, does not let us in or does not answer in time. */
const serverFault = /^E(CONN|TIMEDOUT|SOCKET|DNS|NOTFOUND|HOSTUNREACH|NETUNREACH|PIPE|TLS|AUTH)/;

export function createPost(parts: {
  connection: Connection;
  clock: Clock;
  log: Logger;
  mailer: Mailer;
  compose: Compose;
  /** False for an address that gets no mail. */
  mayGo: (row: MailRow, address: string) => Promise<boolean>;
  /** Called when a server refuses an address for good. */
  onRefused: (address: string, refusal: 'hard' | 'soft') => Promise<void>;
  /** The domain in Message-IDs. */
  host: string;
}) {
  const { clock, log } = parts;
  const rows = mailModel(parts.connection);

  /** False if the server is away: then there is no point in trying the next one now. */
  async function sendOne(row: MailRow): Promise<boolean> {
    let letter: Letter | null = null;
    try {
      letter = await parts.compose(row);
      await settle(row, { doneAt: clock.now(), outcome: await outcomeOf(row, letter) });
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      if (letter !== null && refusal !== undefined) {
        log.warn({ err: error, mail: row._id, kind: row.kind, refusal }, 'an address was refused');
        await parts.onRefused(letter.to, refusal);
        await settle(row, { doneAt: clock.now(), outcome: 'bounced' });
        return true;
      }
      const now = clock.now().getTime();
      const over = now - row.at.getTime() > givenUpAfter;
      log.warn(
        { err: error, mail: row._id, kind: row.kind, attempts: row.attempts, over },
        'a mail could not be sent',
      );
      const wait = Math.min(longestWait, 10_000 * 2 ** row.attempts);
      await settle(
        row,
        over ? { doneAt: new Date(now), outcome: 'given up' } : { nextAt: new Date(now + wait) },
      );
      return !isServerFault(error);
    }
  }

  async function outcomeOf(row: MailRow, letter: Letter | null): Promise<Outcome> {
    if (letter === null) return 'dropped';
    if (!(await parts.mayGo(row, letter.to))) return 'suppressed';
    await parts.mailer.send(letter, `<${row._id}@${parts.host}>`);
    return 'sent';
  }

  async function settle(row: MailRow, set: Partial<MailRow>): Promise<void> {
    if (row.isPassing === true && set.doneAt) await rows.deleteOne({ _id: row._id });
    else await rows.updateOne({ _id: row._id }, { $set: set });
  }

  return {
    /** Adds a row unless it is there already; within a transaction that must have been seen to before, for a duplicate ends it. */
    async add(
      row: Pick<MailRow, '_id' | 'kind' | 'data' | 'isPassing'>,
      transaction?: Transaction,
    ): Promise<void> {
      const at = clock.now();
      try {
        await rows.create(
          [{ ...row, at, nextAt: at }],
          transaction === undefined ? {} : { session: transaction },
        );
      } catch (error) {
        if (transaction !== undefined || !isDuplicateKey(error)) throw error;
      }
    },

    /** Sends all that is due, as long as the server is there. Returns how many rows were tried. */
    async sendDue(): Promise<number> {
      for (let tried = 1; ; tried += 1) {
        const now = clock.now();
        const row = await rows
          .findOneAndUpdate(
            { doneAt: null, nextAt: { $lte: now } },
            { $set: { nextAt: new Date(now.getTime() + claim) }, $inc: { attempts: 1 } },
            { sort: { nextAt: 1 }, returnDocument: 'after' },
          )
          .lean<MailRow>();
        if (row === null) return tried - 1;
        if (!(await sendOne(row))) return tried;
      }
    },

    /** Whoever looks at the queue sees that the letter did not arrive. */
    async noteBounce(messageId: string): Promise<void> {
      const [, _id] = /^<?([\w-]{1,100})@/.exec(messageId) ?? [];
      if (_id !== undefined)
        await rows.updateOne({ _id, doneAt: { $ne: null } }, { $set: { outcome: 'bounced' } });
    },

    /** Leaves unsent what waits; for the demo's past. */
    async drop(): Promise<void> {
      await rows.updateMany({ doneAt: null }, { $set: { doneAt: clock.now(), outcome: 'dropped' } });
    },

    waiting: () => rows.countDocuments({ doneAt: null }),
  };
}

function isServerFault(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && serverFault.test(String(error.code))
  );
}

export type Post = ReturnType<typeof createPost>;
