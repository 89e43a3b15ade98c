// Use cases of accounts: register, sign in, forgotten and changed passwords, the profile. None of them tells whether an address has an account.
import type { Connection } from 'mongoose';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { inTransaction, isDuplicateKey } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Language } from '../platform/i18n/languages.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { Refused, missing } from '../platform/refused.ts';
import { createAbsence } from './absence.ts';
import { emailKey } from './account.schema.ts';
import { createMailing } from './mailing.ts';
import type { LinkDocument, LinkPurpose, OneTimeLinks } from './one-time-link.ts';
import { hashPassword, isHashedAsNow, verifyPassword } from './passwords.ts';
import { personModel } from './person.model.ts';
import type { PersonDocument } from './person.model.ts';

export type NewPerson = Pick<PersonDocument, 'name' | 'fullName'> & { password: string };
export type Profile = Pick<
  PersonDocument,
  'name' | 'fullName' | 'languages' | 'causes' | 'about' | 'language'
> & {
  phone: string | undefined;
  municipality: string | undefined;
  isProtected?: boolean;
} & { [Name in 'activities' | 'slots' | 'place' | 'km' | 'ageAtLeast']?: PersonDocument[Name] | undefined };

/** How many applications one person may have waiting (product.md part 5). */
export const waitingLimit = 10;

/** Somebody who is about to be erased: nobody signs in any more, and what is told names them no more. */
export function isLocked(person: Pick<PersonDocument, 'passwordHash'>): boolean {
  return !person.passwordHash;
}

export function createAccounts(parts: {
  connection: Connection;
  clock: Clock;
  outbox: Outbox<Events>;
  links: OneTimeLinks;
  /** Ends the sockets and whatever else a person's sessions hold open. */
  onSessionsEnded?: (person: string) => void;
}) {
  const { connection, clock, outbox, links } = parts;
  const people = personModel(connection);
  const absence = createAbsence(people);

  async function create(
    transaction: Transaction | null,
    email: string,
    person: Omit<NewPerson, 'password'>,
    passwordHash: string,
    language: Language,
  ): Promise<string> {
    const [created] = await people.create(
      [
        {
          email: email.trim(),
          emailKey: emailKey(email),
          passwordHash,
          name: person.name,
          fullName: person.fullName,
          language,
          createdAt: clock.now(),
          lastSeenAt: clock.now(),
        },
      ],
      { session: transaction },
    );
    if (created === undefined) throw new Error('The person was not created');
    return String(created._id);
  }

  async function sendLink(
    event: 'RegistrationRequested' | 'PasswordForgotten',
    email: string,
    language: Language,
    next?: string,
  ): Promise<void> {
    const purpose = event === 'PasswordForgotten' ? 'password' : 'register';
    await inTransaction(connection, async (transaction) => {
      const link = await links.create(transaction, {
        purpose,
        email: email.trim(),
        ...(next ? { next } : {}),
      });
      await outbox.record(transaction, event, { link, language });
    });
    outbox.nudge();
  }

  /** Ends all sessions, and the links that lie in the mailbox to choose yet another. */
  async function setPassword(
    transaction: Transaction,
    { _id, email }: Pick<PersonDocument, '_id' | 'email'>,
    passwordHash: string,
  ): Promise<void> {
    await people.updateOne({ _id }, { $set: { passwordHash }, $inc: { epoch: 1 } }, { session: transaction });
    await outbox.record(transaction, 'PasswordChanged', { person: String(_id) });
    await links.revoke(transaction, 'password', email);
    await links.revokeOf(transaction, String(_id), ['address']);
  }

  /** Unless the password has been changed meanwhile. */
  async function hashAnew({ _id, passwordHash }: PersonDocument, password: string): Promise<void> {
    const stronger = await hashPassword(password);
    await people.updateOne({ _id, passwordHash }, { $set: { passwordHash: stronger } });
  }

  return {
    ...absence,
    ...createMailing(people),

    /** Nobody signs in to it any more, and all its sessions are nobody's: it is about to be erased. The person, but for whom it was locked before. */
    async lock(transaction: Transaction, id: string): Promise<PersonDocument | null> {
      return people.findOneAndUpdate(
        { _id: id, passwordHash: { $exists: true } },
        { $unset: { passwordHash: 1 }, $inc: { epoch: 1 } },
        { session: transaction, lean: true },
      );
    },

    sessionsEnded: (id: string) => parts.onSessionsEnded?.(id),

    /** The same for every address; what the mail says depends on whether there is an account. */
    requestRegistration: (email: string, language: Language, next?: string) =>
      sendLink('RegistrationRequested', email, language, next),

    forgotPassword: (email: string, language: Language) => sendLink('PasswordForgotten', email, language),

    /** The link that a mail led to, or 404 with what to do. Changes nothing. */
    async openLink(purpose: Exclude<LinkPurpose, 'invitation'>, token: string): Promise<LinkDocument> {
      const link = await links.find(purpose, token);
      if (link === null) throw new Refused(404, 'accounts.link.gone');
      return link;
    },

    /** Makes the account whose address the link proves. Returns its id, and where the person was going. */
    async register(
      token: string,
      person: NewPerson,
      language: Language,
    ): Promise<{ id: string; next: string | undefined }> {
      const passwordHash = await hashPassword(person.password);
      try {
        return await inTransaction(connection, async (transaction) => {
          const link = await links.use(transaction, 'register', token);
          if (link === null) throw new Refused(404, 'accounts.link.gone');
          const id = await create(transaction, link.email, person, passwordHash, language);
          return { id, next: link.next };
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw new Refused(409, 'accounts.register.exists');
        throw error;
      }
    },

    /** Used by the demo and the tests, where the address is known to be right; a hash that is at hand saves the work of making one. */
    createPerson: async (
      email: string,
      person: NewPerson | (Omit<NewPerson, 'password'> & { passwordHash: string }),
      language: Language,
    ) =>
      create(
        null,
        email,
        person,
        'passwordHash' in person ? person.passwordHash : await hashPassword(person.password),
        language,
      ),

    async resetPassword(token: string, password: string): Promise<void> {
      const passwordHash = await hashPassword(password);
      const ended = await inTransaction(connection, async (transaction) => {
        const link = await links.use(transaction, 'password', token);
        const person =
          link &&
          (await people
            .findOne({ emailKey: emailKey(link.email) })
            .session(transaction)
            .lean<PersonDocument>());
        if (!person) throw new Refused(404, 'accounts.link.gone');
        await setPassword(transaction, person, passwordHash);
        return String(person._id);
      });
      outbox.nudge();
      parts.onSessionsEnded?.(ended);
    },

    async isPassword(id: string, given: string): Promise<boolean> {
      const person = await people.findById(id, { passwordHash: 1 }).lean<PersonDocument>();
      return verifyPassword(person?.passwordHash, given);
    },

    /** Ends all sessions with the change that makes them worthless; `sessionsEnded` is for afterwards. */
    async raiseEpoch(transaction: Transaction, id: string): Promise<void> {
      await people.updateOne({ _id: id }, { $inc: { epoch: 1 } }, { session: transaction });
    },

    async endSessions(id: string): Promise<void> {
      await people.updateOne({ _id: id }, { $inc: { epoch: 1 } });
      parts.onSessionsEnded?.(id);
    },

    /** False if the present password is wrong. All other sessions of the person end. */
    async changePassword(id: string, present: string, password: string): Promise<boolean> {
      const person = await people.findById(id).lean<PersonDocument>();
      if (!(await verifyPassword(person?.passwordHash, present)) || person === null) return false;
      const passwordHash = await hashPassword(password);
      await inTransaction(connection, (transaction) => setPassword(transaction, person, passwordHash));
      outbox.nudge();
      parts.onSessionsEnded?.(id);
      return true;
    },

    /** The person if the password is right; the same work and the same null for a wrong password and an unknown address. */
    async signIn(email: string, password: string): Promise<PersonDocument | null> {
      const person = await people.findOne({ emailKey: emailKey(email) }).lean<PersonDocument>();
      const right = await verifyPassword(person?.passwordHash, password);
      if (!right || person === null) return null;
      if (!isHashedAsNow(person.passwordHash)) await hashAnew(person, password);
      await absence.noteSeen(String(person._id), clock.now());
      return person;
    },

    /** Null if there is no such person. */
    find: (id: string) => people.findById(id).lean<PersonDocument>(),

    findByEmail: (email: string) => people.findOne({ emailKey: emailKey(email) }).lean<PersonDocument>(),

    async get(id: string): Promise<PersonDocument> {
      const person = await people.findById(id).lean<PersonDocument>();
      if (person === null) throw missing();
      return person;
    },

    many: (ids: readonly string[]) =>
      people
        .find({ _id: { $in: [...ids] } })
        .limit(1000)
        .lean<PersonDocument[]>(),

    async moderators(): Promise<string[]> {
      const found = await people.find({ isModerator: true }, { _id: 1 }).limit(200).lean<PersonDocument[]>();
      return found.map((person) => String(person._id));
    },

    /** What is told as nothing is forgotten; what is not named stays. */
    async saveProfile(id: string, profile: Profile): Promise<void> {
      const told = Object.entries(profile);
      await people.updateOne(
        { _id: id },
        {
          $set: Object.fromEntries(told.filter(([, value]) => value !== undefined)),
          $unset: Object.fromEntries(
            told.filter(([, value]) => value === undefined).map(([name]) => [name, 1]),
          ),
        },
      );
    },

    async makeModerator(email: string): Promise<boolean> {
      const { matchedCount } = await people.updateOne(
        { emailKey: emailKey(email) },
        { $set: { isModerator: true } },
      );
      return matchedCount === 1;
    },

    async countDraft(transaction: Transaction, id: string): Promise<void> {
      await people.updateOne({ _id: id }, { $inc: { draftsMade: 1 } }, { session: transaction });
    },

    /** Keeps each person's count of waiting applications, in the move's transaction; 409 at the limit. */
    async countWaiting(transaction: Transaction, ids: readonly string[], change: -1 | 0 | 1): Promise<void> {
      if (change === 0) return;
      const within = change === 1 ? { waiting: { $lt: waitingLimit } } : { waiting: { $gt: 0 } };
      const { matchedCount } = await people.updateMany(
        { _id: { $in: [...ids] }, ...within },
        { $inc: { waiting: change } },
        { session: transaction },
      );
      if (matchedCount < ids.length && change === 1)
        throw new Refused(409, 'applications.refused.waitingLimit', { limit: waitingLimit });
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
