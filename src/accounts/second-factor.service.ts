// Use cases of the second factor: add and remove an app, take codes, make new recovery codes, and help whoever has lost everything.
// Whatever makes an account safer or less safe ends its other sessions, and is told by mail.
import type { Connection, UpdateQuery } from 'mongoose';
import type { Events, SecondFactorChange } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { minute } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { insist } from '../platform/policy.ts';
import { createSeal } from '../platform/seal.ts';
import { missing } from '../platform/refused.ts';
import type { Accounts } from './account.service.ts';
import { createPasskeys } from './passkey.service.ts';
import {
  appAddress,
  isAppCode,
  newAppSecret,
  newRecoveryCodes,
  recoveryHash,
  stepOfCode,
} from './second-factor.codes.ts';
import { secondFactorModel } from './second-factor.model.ts';
import type { SecondFactorDocument } from './second-factor.model.ts';
import { has, isOn, mayRemoveFactor } from './second-factor.policy.ts';
import type { FactorName } from './second-factor.policy.ts';

/** How long a square may be looked at before its first code. */
const begunLifetime = 15 * minute;

/** Adds what `update` says; `check` may refuse. Gives the recovery codes where it is the first factor, else none. */
export type AddFactor = (
  person: string,
  what: 'appAdded' | 'passkeyAdded',
  update: UpdateQuery<SecondFactorDocument>,
  check?: (before: SecondFactorDocument | null) => void,
) => Promise<string[]>;

export function createSecondFactors(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  accounts: Accounts;
  secret: string;
  baseUrl: string;
}) {
  const { connection, clock, outbox, accounts } = parts;
  const factors = secondFactorModel(connection);
  const seal = createSeal(parts.secret, 'secrets of authenticator apps');

  const find = (person: string) => factors.findById(person).lean<SecondFactorDocument>();
  const within = (transaction: Transaction, person: string) =>
    factors.findById(person).session(transaction).lean<SecondFactorDocument>();
  const hashed = (person: string, codes: string[]) => codes.map((code) => recoveryHash(person, code));

  /** So that what follows changes a row that is there: two at once would else both make it. */
  async function prepare(person: string, set: object = {}): Promise<void> {
    const fresh = { $setOnInsert: { passkeys: [], codes: [] } };
    await factors.updateOne({ _id: person }, { $set: set, ...fresh }, { upsert: true });
  }

  /** What is stored with the change: that it happened and, where `ends`, the end of all sessions. */
  async function note(
    transaction: Transaction,
    person: string,
    what: SecondFactorChange,
    ends: boolean,
  ): Promise<void> {
    await outbox.record(transaction, 'SecondFactorChanged', { person, what });
    if (ends) await accounts.raiseEpoch(transaction, person);
  }

  const add: AddFactor = async (person, what, update, check) => {
    await prepare(person);
    const codes = await inTransaction(connection, async (transaction) => {
      const before = await within(transaction, person);
      check?.(before);
      const made = isOn(before) ? [] : newRecoveryCodes();
      const first = made.length === 0 ? {} : { codes: hashed(person, made) };
      const whole = { ...update, $set: { ...update.$set, ...first } };
      await factors.updateOne({ _id: person }, whole, { session: transaction });
      await note(transaction, person, made.length === 0 ? what : 'on', made.length > 0);
      return made;
    });
    outbox.nudge();
    if (codes.length > 0) accounts.sessionsEnded(person);
    return codes;
  };

  /** The secret of the app that is being set up. */
  async function begun(person: string): Promise<{ sealed: string; secret: string } | null> {
    const { secret: sealed, until } = (await find(person))?.begun ?? {};
    if (sealed === undefined || until === undefined || until <= clock.now()) return null;
    const secret = seal.open(sealed, person);
    return secret === null ? null : { sealed, secret };
  }

  async function useAppCode(person: string, typed: string): Promise<boolean> {
    const secret = seal.open((await find(person))?.app?.secret ?? '', person);
    const step = secret === null ? null : stepOfCode(secret, typed, clock.now());
    if (step === null) return false;
    const { modifiedCount } = await factors.updateOne(
      { _id: person, 'app.lastStep': { $lt: step } },
      { $set: { 'app.lastStep': step } },
    );
    return modifiedCount === 1;
  }

  async function useRecoveryCode(person: string, typed: string): Promise<boolean> {
    const hash = recoveryHash(person, typed);
    const used = await inTransaction(connection, async (transaction) => {
      const { modifiedCount } = await factors.updateOne(
        { _id: person, codes: hash },
        { $pull: { codes: hash } },
        { session: transaction },
      );
      if (modifiedCount === 1) await note(transaction, person, 'codeUsed', false);
      return modifiedCount === 1;
    });
    if (used) outbox.nudge();
    return used;
  }

  return {
    find,
    passkeys: createPasskeys({ ...parts, add }),

    /** Whether signing in takes more than the password. */
    isOn: async (person: string) => isOn(await find(person)),

    /** Makes the secret of an app; it counts when the app has given a code. */
    async beginApp(person: string): Promise<void> {
      const until = new Date(clock.now().getTime() + begunLifetime);
      await prepare(person, { begun: { secret: seal.seal(newAppSecret(), person), until } });
    },

    /** What the app needs to know; null if nothing was begun, or it is too long ago. */
    async begunApp(person: string): Promise<{ secret: string; address: string } | null> {
      const found = await begun(person);
      if (found === null) return null;
      const { email } = await accounts.get(person);
      return { secret: found.secret, address: appAddress(found.secret, email) };
    },

    /** The recovery codes where it is the first factor, else none. */
    async confirmApp(person: string, typed: string): Promise<string[] | 'wrong' | 'gone'> {
      const found = await begun(person);
      if (found === null) return 'gone';
      const step = stepOfCode(found.secret, typed, clock.now());
      if (step === null) return 'wrong';
      const app = { secret: found.sealed, since: clock.now(), lastStep: step };
      return add(person, 'appAdded', { $set: { app }, $unset: { begun: 1 } });
    },

    /** True if it is a code of the app that was not used before, or a recovery code, which is used up by this. */
    use: (person: string, typed: string): Promise<boolean> =>
      isAppCode(typed) ? useAppCode(person, typed) : useRecoveryCode(person, typed),

    /** True if something is left to sign in with beside the password. */
    async remove(person: string, name: FactorName): Promise<boolean> {
      const { isModerator } = await accounts.get(person);
      const left = await inTransaction(connection, async (transaction) => {
        const before = await within(transaction, person);
        if (before === null || !has(before, name)) throw missing();
        insist(mayRemoveFactor(isModerator, before, name));
        const gone = name === 'app' ? { $unset: { app: 1 } } : { $pull: { passkeys: { id: name } } };
        if (name !== 'all') await factors.updateOne({ _id: person }, gone, { session: transaction });
        const stays = name !== 'all' && isOn(await within(transaction, person));
        if (!stays) await factors.deleteOne({ _id: person }, { session: transaction });
        const removed = name === 'app' ? 'appRemoved' : 'passkeyRemoved';
        await note(transaction, person, stays ? removed : 'off', true);
        return stays;
      });
      outbox.nudge();
      accounts.sessionsEnded(person);
      return left;
    },

    /** Those from before are worth nothing. */
    async newCodes(person: string): Promise<string[]> {
      const codes = newRecoveryCodes();
      await inTransaction(connection, async (transaction) => {
        if (!isOn(await within(transaction, person))) throw missing();
        const set = { $set: { codes: hashed(person, codes) } };
        await factors.updateOne({ _id: person }, set, { session: transaction });
        await note(transaction, person, 'codesMade', false);
      });
      outbox.nudge();
      return codes;
    },

    /** For whoever has lost everything: after this the password is enough. False if there is nothing to reset. */
    async reset(email: string): Promise<boolean> {
      const person = await accounts.findByEmail(email);
      const id = String(person?._id);
      if (person === null || !isOn(await find(id))) return false;
      await inTransaction(connection, async (transaction) => {
        await factors.deleteOne({ _id: id }, { session: transaction });
        await note(transaction, id, 'reset', true);
      });
      outbox.nudge();
      accounts.sessionsEnded(id);
      return true;
    },
  };
}

export type SecondFactors = ReturnType<typeof createSecondFactors>;
